package stopwait

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// order reports a wait that is deferred after the cancel function of those it waits
// for, and so runs before it: on an early return nothing has told them to stop.
func (c *check) order(f *calls.Func) {
	for _, end := range f.Calls {
		if end.Mode != calls.Defer || end.Var == nil || !syntax.IsCancelFunc(end.Var.Type()) || c.callsPlainly(f, end.Var) {
			continue
		}
		wait := c.waitAfter(f, end)
		if wait == nil || !c.returnsEarly(f, wait, end.Var) {
			continue
		}
		workers := c.workersOf(f, end.Var)
		if len(workers) == 0 {
			continue
		}
		tier := report.Default
		if !slices.ContainsFunc(workers, c.isEndless) {
			tier = report.Strict
		}
		c.Report(report.Finding{
			Pos: wait.Stmt.Pos(), End: wait.Expr.Lparen, Sub: "order", Tier: tier,
			Message: "this wait is deferred after " + end.Var.Name() + ", and so runs before it: an early return waits for goroutines that nothing has told to stop; defer one function that calls " + end.Var.Name() + " and then waits",
			Related: []report.Related{{Pos: end.Stmt.Pos(), End: end.Expr.End(), Message: "this runs after the wait"}, {Pos: workers[0].Pos, End: workers[0].End, Message: "it is waited for"}},
		})
	}
}

// callsPlainly: some way out cancels by itself.
func (c *check) callsPlainly(f *calls.Func, cancel *types.Var) bool {
	return slices.ContainsFunc(f.Calls, func(call *calls.Call) bool { return call.Mode == calls.Plain && call.Var == cancel }) ||
		slices.ContainsFunc(f.Lits, func(lit *calls.Func) bool { return c.callsPlainly(lit, cancel) })
}

// waitAfter returns the defer statement behind a cancel's that waits for a group.
func (c *check) waitAfter(f *calls.Func, end *calls.Call) *calls.Call {
	for _, d := range f.Calls {
		if d.Mode != calls.Defer || d.Expr.Pos() < end.Expr.Pos() {
			continue
		}
		if c.Sum.AlwaysOf(d.Expr)&knowledge.Joins != 0 {
			return d
		}
		for _, body := range c.Graph.Bodies(d) {
			if body.Lit != nil && slices.ContainsFunc(body.Calls, func(call *calls.Call) bool { return c.Sum.AlwaysOf(call.Expr)&knowledge.Joins != 0 }) {
				return d
			}
		}
	}
	return nil
}

// returnsEarly: a return behind the defer is neither the last statement nor in the
// case in which the context has ended.
func (c *check) returnsEarly(f *calls.Func, wait *calls.Call, cancel *types.Var) bool {
	last := f.Body.List[len(f.Body.List)-1]
	for _, ret := range f.Returns {
		if ret.Pos() > wait.Expr.End() && ast.Stmt(ret) != last && !c.isWhenDone(f, ret, cancel) {
			return true
		}
	}
	return false
}

func (c *check) isWhenDone(f *calls.Func, ret *ast.ReturnStmt, cancel *types.Var) bool {
	for clause, ch := range f.Received() {
		if syntax.Contains(clause, ret.Pos()) && c.isDoneOf(ch, cancel) {
			return true
		}
	}
	return false
}

// isDoneOf: ctx.Done(), for a context that the cancel function ends.
func (c *check) isDoneOf(ch ast.Expr, cancel *types.Var) bool {
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && c.Contexts().IsCancelOf(cancel, syntax.VarOf(c.Info, sel.X))
}

// workersOf lists what f starts with the context that the cancel function ends.
func (c *check) workersOf(f *calls.Func, cancel *types.Var) []*services.Activation {
	var out []*services.Activation
	for _, a := range c.Found {
		if a.Call == nil || a.Call.Func != f || a.How != services.GoStmt && a.How != services.Spawner {
			continue
		}
		if c.livesOn(a.Call, cancel) {
			out = append(out, a)
		}
	}
	return out
}

func (c *check) livesOn(call *calls.Call, cancel *types.Var) bool {
	found := false
	ast.Inspect(call.Expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, _ := c.Info.Uses[id].(*types.Var)
			found = found || v != nil && syntax.IsContext(v.Type()) && c.Contexts().IsCancelOf(cancel, v)
		}
		return !found
	})
	return found
}

// isEndless: it goes on until it is told to stop.
func (c *check) isEndless(a *services.Activation) bool {
	return a.Loop != nil && a.Loop.Kind == calls.Endless || a.Body != nil && c.Sum.Of(a.Body).May.Has(summary.Awaits)
}
