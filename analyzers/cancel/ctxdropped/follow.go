package ctxdropped

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// fate is what becomes of a new context.
type fate struct {
	waits   []wait
	bounded bool       // it gets a deadline
	cancel  *types.Var // what cancels it
	kept    bool       // it is returned, stored or a default for a missing one
	async   bool       // it is given to what goes on when the function has returned
	names   []string   // of the variables that hold it
}

// wait is a call that waits under the context.
type wait struct {
	call *ast.CallExpr
	fn   *types.Func
	sure inreach.Wait
	via  []string
}

func (f *fate) surely() bool {
	for _, w := range f.waits {
		if w.sure == inreach.Surely {
			return true
		}
	}
	return false
}

func (w wait) name() string {
	if name := syntax.ExprName(w.call.Fun); name != "" {
		return name
	}
	return w.fn.Name()
}

func (w wait) callee(from *types.Package) string {
	if w.fn == nil {
		return w.name()
	}
	return syntax.NameOf(w.fn, from)
}

// related points to the call, where it is not around the new context.
func (w wait) related(call *calls.Call) []report.Related {
	if syntax.Contains(w.call, call.Expr.Pos()) {
		return nil
	}
	return []report.Related{{Pos: w.call.Pos(), End: w.call.End(), Message: "it waits here"}}
}

// follow finds out where a context goes that a call makes.
func (c *check) follow(f *calls.Func, made *ast.CallExpr) fate {
	t := tracer{c: c, outer: f.Outer(), seen: make(map[*types.Var]bool)}
	t.step(made, inreach.PathTo(t.outer.Body, made))
	t.preferSure()
	return t.fate
}

type tracer struct {
	fate
	c     *check
	outer *calls.Func
	seen  map[*types.Var]bool
}

// preferSure puts a wait that is known to be one in front.
func (t *tracer) preferSure() {
	for i, w := range t.waits {
		if w.sure == inreach.Surely {
			t.waits[0], t.waits[i] = w, t.waits[0]
			return
		}
	}
}

// step looks at what stands around an expression that is the context.
func (t *tracer) step(e ast.Expr, path []ast.Node) {
	if len(path) == 0 {
		return
	}
	up := path[:len(path)-1]
	switch p := path[len(path)-1].(type) {
	case *ast.ParenExpr:
		t.step(p, up)
	case *ast.CallExpr:
		if e != p.Fun {
			t.given(p, e, up)
		}
	case *ast.AssignStmt:
		t.assigned(p, e, up)
	case *ast.ValueSpec:
		t.declared(p, e)
	case *ast.ReturnStmt, *ast.KeyValueExpr, *ast.CompositeLit, *ast.SendStmt:
		t.kept = true
	}
}

// given looks at a call that has the context as an argument.
func (t *tracer) given(call *ast.CallExpr, arg ast.Expr, path []ast.Node) {
	if len(path) > 0 {
		switch path[len(path)-1].(type) {
		case *ast.GoStmt:
			t.async = true
			return
		case *ast.DeferStmt:
			return // clean-up
		}
	}
	fn := syntax.Callee(t.c.Info, call)
	if derives(t.c.Info.TypeOf(call)) {
		t.bounded = t.bounded || inreach.IsDeadline(fn)
		t.step(call, path)
		return
	}
	if fn != nil && strings.HasPrefix(fn.Name(), "Start") && (t.c.MayOf(call).Has(summary.Starts) || t.c.isStoppedApart(call)) {
		t.kept = true // by what it starts, which has a stop of its own
		return
	}
	sure, via := t.c.Waits(call)
	if sure == inreach.Never || t.c.Contexts().Ignores(&calls.Call{Expr: call, Fn: fn}, indexOf(call.Args, arg)) {
		return
	}
	t.bounded = t.bounded || t.c.IsBounded(call, indexOf(call.Args, arg))
	t.waits = append(t.waits, wait{call, fn, sure, via})
}

func indexOf(args []ast.Expr, arg ast.Expr) int {
	for i, a := range args {
		if a == arg {
			return i
		}
	}
	return 0
}

// derives reports whether a call returns a context, alone or with what ends it.
func derives(t types.Type) bool {
	if tuple, ok := t.(*types.Tuple); ok {
		return tuple.Len() > 0 && syntax.IsContext(tuple.At(0).Type())
	}
	return syntax.IsContext(t)
}

// assigned: ctx := ..., ctx, cancel := ..., s.ctx = ...
func (t *tracer) assigned(a *ast.AssignStmt, value ast.Expr, path []ast.Node) {
	i := 0
	if len(a.Rhs) == len(a.Lhs) {
		i = indexOf(a.Rhs, value)
	} else if len(a.Lhs) == 2 {
		t.cancelled(a.Lhs[1])
	}
	v := syntax.VarOf(t.c.Info, a.Lhs[i])
	switch {
	case syntax.IsBlank(a.Lhs[i]):
	case v == nil, v.IsField(), syntax.IsGlobal(v), t.isDefault(v, path):
		t.kept = true
	default:
		t.variable(v, a.End())
	}
}

// declared: var ctx, cancel = context.WithCancel(context.Background()).
func (t *tracer) declared(spec *ast.ValueSpec, value ast.Expr) {
	if len(spec.Values) == 1 && len(spec.Names) == 2 {
		t.cancelled(spec.Names[1])
	}
	t.variable(syntax.VarOf(t.c.Info, spec.Names[indexOf(spec.Values, value)]), spec.End())
}

func (t *tracer) cancelled(e ast.Expr) {
	if v := syntax.VarOf(t.c.Info, e); v != nil && syntax.IsFunc(v.Type()) {
		t.cancel = v
		t.kept = t.kept || v.IsField() || syntax.IsGlobal(v)
	}
}

// isDefault: if ctx == nil { ctx = context.Background() }.
func (t *tracer) isDefault(v *types.Var, path []ast.Node) bool {
	for _, n := range path {
		stmt, ok := n.(*ast.IfStmt)
		if !ok {
			continue
		}
		cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
		if ok && cond.Op == token.EQL && t.c.Info.Types[cond.Y].IsNil() && syntax.IsContext(t.c.Info.TypeOf(cond.X)) {
			return true
		}
	}
	return false
}

// variable follows the uses of a variable behind the place where it gets the
// context.
func (t *tracer) variable(v *types.Var, from token.Pos) {
	if v == nil || t.seen[v] {
		return
	}
	t.seen[v] = true
	t.names = append(t.names, v.Name())
	ast.PreorderStack(t.outer.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || id.Pos() < from || t.c.Info.Uses[id] != v {
			return true
		}
		if t.isLater(stack, v) {
			t.async = true
		} else if !isTarget(stack, id) {
			t.step(id, append([]ast.Node(nil), stack...))
		}
		return true
	})
}

// isTarget: ctx = ...
func isTarget(stack []ast.Node, id *ast.Ident) bool {
	a, ok := stack[len(stack)-1].(*ast.AssignStmt)
	if !ok {
		return false
	}
	for _, lhs := range a.Lhs {
		if lhs == id {
			return true
		}
	}
	return false
}

// isLater reports whether a use stands in a literal that runs when the function
// that declares v has gone on.
func (t *tracer) isLater(stack []ast.Node, v *types.Var) bool {
	for _, n := range stack {
		lit, ok := n.(*ast.FuncLit)
		if !ok || syntax.Contains(lit, v.Pos()) {
			continue
		}
		if f := t.c.Graph.Lit(lit); f != nil && !t.c.RunsWithin(f) {
			return true
		}
	}
	return false
}
