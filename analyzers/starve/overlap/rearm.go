package overlap

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// rearmed looks for a function that sets the timer for its own next run before it
// does its work: time.AfterFunc(d, f) in f, or t.Reset(d) for the timer that runs f.
// When the timer is set at the end, or by a defer, one run follows the other.
func (c *check) rearmed(f *calls.Func) {
	if c.IsTest(f.Pos()) {
		return
	}
	for _, call := range f.Calls {
		if call.Mode != calls.Plain || call.Loop != nil || !c.rearms(f, call) {
			continue
		}
		work := c.lastingAfter(f, call)
		if work == nil || c.IsAlone(f) || c.IsOnce(call) {
			continue
		}
		c.Report(report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.Fun.End(), Sub: "rearm",
			Message: "the next run of " + f.Name() + " is scheduled before " + workName(work) + " has ended: when that takes longer, runs overlap and pile up; schedule it at the end, for example by a defer",
			Related: []report.Related{{Pos: work.Expr.Pos(), End: work.Expr.End(), Message: "what may take long"}},
		})
		return
	}
}

// rearms: the call schedules a run of f.
func (c *check) rearms(f *calls.Func, call *calls.Call) bool {
	if call.Fn == nil || call.Fn.Pkg() == nil || call.Fn.Pkg().Path() != "time" {
		return false
	}
	switch call.Fn.Name() {
	case "AfterFunc":
		if len(call.Expr.Args) == 2 {
			return c.runs(call.Expr.Args[1], f)
		}
	case "Reset":
		return c.runsOnTimer(call, f)
	}
	return false
}

// runs: f itself, or a literal that does nothing but call it.
func (c *check) runs(value ast.Expr, f *calls.Func) bool {
	for _, body := range c.Graph.ValueBodies(value) {
		if body == f {
			return true
		}
		if body.Lit != nil && len(body.Calls) == 1 && c.isCallOf(body.Calls[0], f) {
			return true
		}
	}
	return false
}

func (c *check) isCallOf(call *calls.Call, f *calls.Func) bool {
	for _, body := range c.Graph.Bodies(call) {
		if body == f {
			return true
		}
	}
	return false
}

// runsOnTimer: t.Reset(d) where t = time.AfterFunc(d, f).
func (c *check) runsOnTimer(call *calls.Call, f *calls.Func) bool {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || !syntax.IsNamed(c.Info.TypeOf(sel.X), "time", "Timer") {
		return false
	}
	timer := syntax.VarOf(c.Info, sel.X)
	for _, value := range c.AssignedTo(timer) {
		made, ok := ast.Unparen(value).(*ast.CallExpr)
		if !ok || len(made.Args) != 2 {
			continue
		}
		if fn := syntax.Callee(c.Info, made); fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "time" && fn.Name() == "AfterFunc" && c.runs(made.Args[1], f) {
			return true
		}
	}
	return false
}

// lastingAfter finds a call that a path leads to from the re-arming, and that may
// take long.
func (c *check) lastingAfter(f *calls.Func, rearm *calls.Call) *calls.Call {
	var work *calls.Call
	graph := c.Sum.Flow(f)
	search := flow.Search[bool]{ // whether the timer has been set
		Graph: graph,
		Node: func(n ast.Node, set bool) (bool, bool) {
			if set && work == nil {
				work = c.lastingIn(f, n)
			}
			return set || syntax.Contains(n, rearm.Expr.Pos()), work == nil
		},
	}
	search.From(graph.Blocks[0], false)
	return work
}

func (c *check) lastingIn(f *calls.Func, n ast.Node) *calls.Call {
	for _, call := range f.Calls {
		if call.Mode == calls.Plain && syntax.Contains(n, call.Expr.Pos()) && c.MayOf(call.Expr).Has(lasting) {
			return call
		}
	}
	return nil
}

func workName(call *calls.Call) string {
	if name := syntax.ExprName(call.Expr.Fun); name != "" {
		return name
	}
	return "its work"
}
