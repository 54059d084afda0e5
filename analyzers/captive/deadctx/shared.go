package deadctx

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// shared reports work that one caller does for all, with the context of that one.
func (c *check) shared(f *calls.Func) {
	for _, call := range f.Calls {
		for _, i := range call.Handed {
			if once, ok := c.isShared(call, i); ok && !(once && (c.startsOrStops(f) || c.isOwnOnce(f, call))) {
				for _, body := range c.Graph.ValueBodies(call.Expr.Args[i]) {
					c.ofFirst(call, body, once)
				}
			}
		}
	}
	if f.Parent == nil && !c.startsOrStops(f) {
		c.lazily(f)
	}
}

// isShared reports whether a call runs its argument once for all who ask; once for
// ever, or once for those who ask at the same time.
func (c *check) isShared(call *calls.Call, i int) (once, ok bool) {
	if call.Fn == nil || call.Fn.Pkg() == nil {
		return false, false
	}
	path := call.Fn.Pkg().Path()
	if strings.HasSuffix(path, "/singleflight") || path == "singleflight" {
		return false, strings.HasPrefix(call.Fn.Name(), "Do") // x/sync's, and what was copied from it
	}
	for _, row := range c.Table.Runs(call.Fn) {
		if row.Arg == i && row.Shared {
			return true, true
		}
	}
	return false, false
}

// isOwnOnce: a Once that was made for this call or request alone keeps it from doing
// something twice; there is nobody else to fail.
func (c *check) isOwnOnce(f *calls.Func, call *calls.Call) bool {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	return ok && c.IsOfOneCall(f, sel.X)
}

// startsOrStops: what Start and Stop do once, they do for their only caller.
func (c *check) startsOrStops(f *calls.Func) bool {
	outer := f.Outer()
	if outer.Obj == nil {
		return true
	}
	name := outer.Obj.Name()
	return services.IsStopName(name) || services.IsLauncher(name) || name == "main" || name == "init"
}

// ofFirst looks for the first call in a body that is given the context of the
// function around it.
func (c *check) ofFirst(shared *calls.Call, body *calls.Func, once bool) {
	if body.Lit == nil {
		return
	}
	for _, call := range body.Calls {
		for i, arg := range call.Expr.Args {
			if v := syntax.VarOf(c.Info, arg); v != nil && body.Param(v) >= 0 {
				continue // the literal's own
			}
			if !c.isOfCaller(arg, body) {
				continue
			}
			care := c.Contexts().CareOf(call, i)
			if care <= services.Looks {
				continue
			}
			what := "every other caller waits for this run, and fails when " + syntax.ExprName(arg) + " of the first one ends"
			if once {
				what = "this runs once, and fails for good when " + syntax.ExprName(arg) + " of the first caller ends"
			}
			tier := report.Default
			if care == services.MayCare {
				tier = report.Strict // it may only be told of something
			}
			c.reportAt(arg, report.Finding{
				Tier:    tier,
				Message: what + "; give it context.WithoutCancel(" + syntax.ExprName(arg) + ") and a timeout of its own",
				Chain:   []string{c.callee(shared), c.callee(call)},
				Fixes:   c.fixArgument(call, arg, true),
			})
			return
		}
	}
}

// isOfCaller: a context that ends with one caller: a parameter of the function
// around the literal, or the request's.
func (c *check) isOfCaller(arg ast.Expr, body *calls.Func) bool {
	if !syntax.IsContext(c.Info.TypeOf(arg)) {
		return false
	}
	for _, o := range c.Contexts().Origins(arg, body) {
		if o.Kind == services.OfCaller || o.Kind == services.OfRequest {
			return true
		}
		if o.Kind == services.UnknownOrigin && o.Func != nil && len(o.Via) == 0 && body != o.Func && o.Root == nil {
			return true
		}
	}
	return false
}

// lazily reports what is made when it is first needed, with the context of who
// needed it, and lives on that context.
func (c *check) lazily(f *calls.Func) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		guard, ok := n.(*ast.IfStmt)
		if !ok {
			return true
		}
		field := c.missing(guard.Cond)
		if field == nil {
			return true
		}
		for _, stmt := range guard.Body.List {
			if a, ok := stmt.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && syntax.VarOf(c.Info, a.Lhs[0]) == field {
				c.madeLazily(f, field, a.Rhs[0])
			}
		}
		return true
	})
}

// missing reads c.client == nil.
func (c *check) missing(cond ast.Expr) *types.Var {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.EQL || !c.Info.Types[b.Y].IsNil() {
		return nil
	}
	v := syntax.VarOf(c.Info, b.X)
	if v == nil || !v.IsField() {
		return nil
	}
	return v
}

func (c *check) madeLazily(f *calls.Func, field *types.Var, value ast.Expr) {
	for _, call := range f.Calls {
		if call.Expr != ast.Unparen(value) {
			continue
		}
		for i, arg := range call.Expr.Args {
			if c.isOfCaller(arg, f) && c.Contexts().Outlives(call, i)&summary.Keeps != 0 {
				c.reportAt(arg, report.Finding{
					Message: field.Name() + " is made for all callers, but " + c.callee(call) + " keeps " + syntax.ExprName(arg) + " of the first one, and ends with it; give it context.WithoutCancel(" + syntax.ExprName(arg) + ") or a context of its owner",
				})
			}
		}
	}
}
