package overlap

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// ticks looks at a goroutine that is started by the clock: in a ticker's case or
// range, or in a loop that sleeps.
func (c *check) ticks(a *services.Activation) {
	if a.Joined || a.Loop != nil || a.Call.Loop == nil {
		return
	}
	l, clock := c.clockOf(a.Call)
	if l == nil || !c.mayLast(a) || c.IsOnce(a.Call) || c.isAlone(a) || c.IsLimited(a.Call, l, []*calls.Func{a.Body}) {
		return
	}
	c.seen[a.Pos] = true
	tier := report.Default
	if c.hasItem(a.Call, l) || c.endsByClock(l) {
		tier = report.Strict
	}
	c.Report(report.Finding{
		Pos: a.Pos, End: a.Call.Expr.Fun.End(), Sub: "tick", Tier: tier,
		Message: c.work(a) + " is started " + clock + " whether or not the run before has ended: a slow one runs beside the next, and runs pile up; call it on this goroutine, or skip a tick while it runs, for example with TryLock",
		Related: []report.Related{{Pos: l.Pos(), End: l.Body.Lbrace, Message: "the loop that starts it"}},
	})
}

// hasItem: each run is given a value of its own that the turn makes, such as the next
// number: so many at a time are meant, as in a load generator.
func (c *check) hasItem(call *calls.Call, l *calls.Loop) bool {
	made := make(map[*types.Var]bool)
	ast.Inspect(l.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				made[syntax.VarOf(c.Info, lhs)] = true
			}
		case *ast.IncDecStmt:
			made[syntax.VarOf(c.Info, n.X)] = true
		}
		return true
	})
	return slices.ContainsFunc(call.Expr.Args, func(arg ast.Expr) bool {
		v := syntax.VarOf(c.Info, arg)
		return v != nil && !v.IsField() && made[v] && !syntax.IsNamed(v.Type(), "time", "Time") && !syntax.IsContext(v.Type())
	})
}

// endsByClock: a timer's case leaves the loop, which so goes on for a planned while.
func (c *check) endsByClock(l *calls.Loop) bool {
	for clause, ch := range l.Received() {
		if !summary.IsTimer(c.Info, ch) || len(clause.Body) == 0 {
			continue
		}
		if _, leaves := clause.Body[len(clause.Body)-1].(*ast.ReturnStmt); leaves {
			return true
		}
	}
	return false
}

// clockOf returns the loop whose turns come by the clock and start the call, and
// how it keeps time.
func (c *check) clockOf(call *calls.Call) (*calls.Loop, string) {
	for l := call.Loop; l != nil; l = l.Outer {
		switch l.Kind {
		case calls.Drain:
			if summary.IsTimer(c.Info, l.Stmt.(*ast.RangeStmt).X) {
				return l, "at each tick"
			}
			return nil, ""
		case calls.Endless:
			if ch := c.caseOf(l, call); ch != nil {
				if summary.IsTimer(c.Info, ch) {
					return l, "at each tick of " + syntax.ExprName(ch)
				}
				return nil, ""
			}
			if c.isPaced(l) && !c.Accepts(l) && !c.receives(l) {
				return l, "in each turn of a loop that only sleeps"
			}
			return nil, ""
		}
	}
	return nil, ""
}

// caseOf is the channel of the case that the call stands in.
func (c *check) caseOf(l *calls.Loop, call *calls.Call) ast.Expr {
	for clause, ch := range l.Received() {
		if len(clause.Body) > 0 && syntax.Contains(clause, call.Expr.Pos()) {
			return ch
		}
	}
	return c.tickBefore(l, call)
}

// tickBefore: <-tick.C as a statement of the loop, or a select that only waits.
func (c *check) tickBefore(l *calls.Loop, call *calls.Call) ast.Expr {
	for _, op := range l.Func.Ops {
		if op.Kind == calls.Receive && op.Loop == l && op.Node.Pos() < call.Expr.Pos() {
			return op.Chan
		}
	}
	for _, sel := range l.Func.Selects {
		if !syntax.Contains(l.Body, sel.Pos()) || sel.Pos() > call.Expr.Pos() || syntax.HasDefault(sel) != nil {
			continue
		}
		for _, s := range sel.Body.List {
			if ch, send := syntax.CommChannel(s.(*ast.CommClause)); ch != nil && !send && summary.IsTimer(c.Info, ch) {
				return ch
			}
		}
	}
	return nil
}

// receives: a loop that sleeps as well, but takes a message in each turn.
func (c *check) receives(l *calls.Loop) bool {
	for _, op := range l.Func.Ops {
		if op.Loop == l && op.Kind == calls.Receive && !c.Sum.IsDone(op.Chan) {
			return true
		}
	}
	return false
}
