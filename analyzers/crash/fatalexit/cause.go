package fatalexit

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// cause says why a site is reached.
type cause struct {
	text    string        // "a failed fetch"
	call    *ast.CallExpr // the call that failed, if it is known
	isError bool          // an error is what brought it there
	// everyday: the call that failed is one that fails in production every week.
	everyday bool
}

// causeOf says why a site is reached, and whether that is an error which the
// next turn may not have.
func (c *check) causeOf(s site) (cause, bool) {
	if c.isSuccess(s.expr) || c.isAfterStop(s.f, s.expr) {
		return cause{}, false
	}
	why := c.WhyAt(s.f, s.loop, s.expr)
	switch why.Reason {
	case services.OnStop, services.OnSourceEnd:
		return cause{}, false
	case services.OnError:
		if why.Err != nil || why.Call != nil {
			return c.failure(s, why.Err, why.Call)
		}
	}
	if v, call := c.handed(s); v != nil || call != nil || why.Reason == services.OnError {
		return c.failure(s, v, call)
	}
	// log.Fatal says that something failed, although not with an error; panics
	// with a text and os.Exit on a condition are decisions.
	if !s.panics && !s.judges && c.logs(s) && !c.inDefault(s) {
		return cause{text: s.via[0]}, true
	}
	return cause{}, false
}

// failure judges an error by the call that returned it.
func (c *check) failure(s site, v *types.Var, call *ast.CallExpr) (cause, bool) {
	if call == nil && v != nil {
		call = c.assigned(s.f, v, s.expr)
	}
	if call == nil && v != nil && s.f.Param(v) >= 0 {
		return cause{}, false // a helper: what calls it is judged
	}
	if call != nil && (c.cannotFail(call) || c.isOwnStream(s.f, call) || c.parsesMatch(s.f, call) || c.failsOnStopOnly(call)) {
		return cause{}, false
	}
	text := "an error"
	if name := nameOfCall(call); name != "" {
		text = "a failed " + name
	}
	everyday := call == nil || c.isEveryday(call, 0)
	if !everyday && s.panics && isMust(s) {
		return cause{}, false // a check of the program's own arguments
	}
	return cause{text: text, call: call, isError: true, everyday: everyday}, true
}

// isMust: Must says that a failure is a fault of the program. It is believed
// unless what failed talks to the outside.
func isMust(s site) bool {
	return s.f.Obj != nil && strings.HasPrefix(strings.ToLower(s.f.Obj.Name()), "must") || s.judges && strings.HasPrefix(strings.ToLower(s.via[0]), "must")
}

func nameOfCall(call *ast.CallExpr) string {
	if call == nil {
		return ""
	}
	return syntax.ExprName(call.Fun)
}

// handed finds the error that a site is given: panic(err), check(err),
// check(do()), log.Fatal(fmt.Errorf("...: %w", err)).
func (c *check) handed(s site) (*types.Var, *ast.CallExpr) {
	if v := c.errorIn(s.expr.Args); v != nil {
		return v, nil
	}
	if !s.judges {
		return nil, nil
	}
	for _, arg := range s.expr.Args {
		if call, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
			return nil, call
		}
	}
	return nil, nil
}

// errorIn finds an error variable in arguments, also inside calls that wrap or
// print it.
func (c *check) errorIn(args []ast.Expr) (found *types.Var) {
	for _, arg := range args {
		ast.Inspect(arg, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok || found != nil {
				return found == nil
			}
			if v, ok := c.Info.Uses[id].(*types.Var); ok && isError(v.Type()) {
				found = v
			}
			return found == nil
		})
	}
	return found
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// isError: error, or an interface of one's own that is more than that.
func isError(t types.Type) bool {
	return syntax.IsError(t) || syntax.IsInterface(t) && types.Implements(t, errorType)
}

// assigned finds the nearest call before the site whose result v is.
func (c *check) assigned(f *calls.Func, v *types.Var, before ast.Node) (call *ast.CallExpr) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 || a.Pos() > before.Pos() {
			return true
		}
		for _, lhs := range a.Lhs {
			if x, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr); ok && syntax.VarOf(c.Info, lhs) == v {
				call = x
			}
		}
		return true
	})
	return call
}

// isSuccess: os.Exit(0) is no failure.
func (c *check) isSuccess(expr *ast.CallExpr) bool {
	if len(expr.Args) != 1 {
		return false
	}
	code, ok := syntax.ConstInt(c.Info, expr.Args[0])
	return ok && code == 0
}

// isAfterStop: a receive of the stop signal or of a signal of the operating
// system stands in front of n in a block around it.
func (c *check) isAfterStop(f *calls.Func, n ast.Node) bool {
	found := false
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && op.Node.Pos() < n.Pos() && (c.Sum.IsDone(op.Chan) && c.isCtxDone(op.Chan) || c.isSignals(op.Chan)) {
			found = true
		}
	}
	return found
}

// isCtxDone: the Done of a context; other channels of empty structs may mean
// anything.
func (c *check) isCtxDone(ch ast.Expr) bool {
	_, ok := ast.Unparen(ch).(*ast.CallExpr)
	return ok
}

func (c *check) isSignals(ch ast.Expr) bool {
	t := c.Info.TypeOf(ch)
	if t == nil {
		return false
	}
	elem, ok := t.Underlying().(*types.Chan)
	return ok && syntax.IsNamed(elem.Elem(), "os", "Signal")
}

// isOnStop: the call is made because the service was told to stop.
func (c *check) isOnStop(f *calls.Func, call *ast.CallExpr) bool {
	why := c.WhyAt(f, nil, call)
	return why.Reason == services.OnStop || c.isAfterStop(f, call)
}

func (c *check) logs(s site) bool {
	fn := syntax.Callee(c.Info, s.expr)
	if fn == nil {
		return false
	}
	row, ok := c.Table.Call(fn)
	return ok && row.Does&knowledge.Reports != 0
}

// inDefault: the default of a switch states what cannot be.
func (c *check) inDefault(s site) bool {
	found := false
	ast.Inspect(s.f.Body, func(n ast.Node) bool {
		if clause, ok := n.(*ast.CaseClause); ok && len(clause.List) == 0 && syntax.Contains(clause, s.expr.Pos()) {
			found = true
		}
		return !found
	})
	return found
}
