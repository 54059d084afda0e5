package hotloop

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

func (c *check) reportIdle(loop *calls.Loop, t turn) {
	if c.found[t.idle.Pos()] {
		return
	}
	c.found[t.idle.Pos()] = true
	c.Report(report.Finding{
		Pos: t.idle.Pos(), End: t.idle.(*ast.CommClause).Colon, Sub: "default",
		Message: "with nothing to receive this loop takes the default case again and again and keeps a CPU busy; drop the default so that the select blocks, or wait for a ticker in it",
		Related: c.loopAt(loop),
	})
}

func (c *check) reportPoll(loop *calls.Loop, t turn) {
	if c.foundIn(loop) || t.skipped != nil && c.isStartedWithSome(loop.Func) {
		return
	}
	c.found[loop.Pos()] = true
	message := "a turn of this loop can pass without any wait, so it keeps a CPU busy; wait for a ticker, a timer or a channel in every turn"
	if t.skipped != nil {
		message = "while " + syntax.ExprName(t.skipped.X) + " is empty nothing in this loop waits, so it keeps a CPU busy; wait for a ticker or a channel in every turn, or do not start the loop"
	}
	tier := report.Default
	if c.yields(loop) {
		tier = report.Strict // a spin lock, as a rule: it is over soon
	}
	c.Report(report.Finding{Pos: loop.Pos(), End: loop.Body.Lbrace, Tier: tier, Sub: "poll", Message: message})
}

// yields: runtime.Gosched().
func (c *check) yields(loop *calls.Loop) bool {
	for _, call := range loop.Func.Calls {
		if call.Loop == loop && call.Fn != nil && call.Fn.FullName() == "runtime.Gosched" {
			return true
		}
	}
	return false
}

// foundIn: one finding explains the loop well enough.
func (c *check) foundIn(loop *calls.Loop) bool {
	for pos := range c.found {
		if syntax.Contains(loop.Stmt, pos) {
			return true
		}
	}
	return false
}

// isStartedWithSome: if len(s.points) > 0 { go s.loop() }, at every place.
func (c *check) isStartedWithSome(f *calls.Func) bool {
	uses := c.Graph.Uses(f)
	for _, u := range uses {
		if u.Arg != calls.Callee || !c.isUnderLen(u.Call) {
			return false
		}
	}
	return len(uses) > 0
}

func (c *check) isUnderLen(call *calls.Call) bool {
	found := false
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		s, ok := n.(*ast.IfStmt)
		if ok && syntax.Contains(s.Body, call.Expr.Pos()) {
			ast.Inspect(s.Cond, func(n ast.Node) bool {
				test, ok := n.(*ast.CallExpr)
				found = found || ok && syntax.IsBuiltin(c.Info, test, "len")
				return !found
			})
		}
		return !found
	})
	return found
}

func (c *check) loopAt(loop *calls.Loop) []report.Related {
	return []report.Related{{Pos: loop.Pos(), End: loop.Body.Lbrace, Message: "the loop"}}
}
