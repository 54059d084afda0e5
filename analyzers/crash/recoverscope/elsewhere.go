package recoverscope

import (
	"go/token"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// elsewhere reports a goroutine without a recover whose starter has one: the
// dispatcher looks protected, and the job is not.
func (c *check) elsewhere(a *services.Activation) {
	if a.Call == nil || c.seen[a.Pos] || !startsHere(a) || c.Recovers(a) != "none" {
		return
	}
	starter := a.Call.Func
	d := c.recoveringDefer(starter)
	if d == nil || d.Expr.Pos() > a.Pos {
		return
	}
	r, chain := c.riskOfStarted(a)
	if r < work || r < evidence && !c.onlyStarts(starter) {
		return
	}
	c.seen[a.Pos] = true
	c.Report(report.Finding{
		Pos: a.Pos, End: start(a), Sub: "goroutine",
		Message: "a panic in this goroutine ends the whole process: the recover in " + starter.Outer().Name() + " is for another goroutine and does not see it; defer a recover in the goroutine itself",
		Chain:   atLeastTwo(chain),
		Related: []report.Related{{Pos: d.Stmt.Pos(), End: d.Expr.Lparen, Message: "recovers panics of its own goroutine only"}},
	})
}

// riskOfStarted: go job.Run() of an interface runs code that is not known here.
func (c *check) riskOfStarted(a *services.Activation) (risk, []string) {
	switch {
	case a.Body != nil && c.Sum.Of(a.Body).Contains == summary.Propagates:
		return c.riskOf(a.Body, exposed{})
	case a.Body == nil && a.How == services.GoStmt:
		return c.riskOfCall(a.Call, make(map[*calls.Func]bool))
	}
	return none, nil
}

// startsHere: on the spot, on a goroutine that nothing recovers and whose panic
// nobody raises again where it is waited for.
func startsHere(a *services.Activation) bool {
	if a.How != services.GoStmt && a.How != services.Spawner {
		return false
	}
	return a.Row == nil || a.Row.Async && a.Row.Panic == knowledge.Dies && a.Row.Life == knowledge.Unknown
}

// onlyStarts: the starter does nothing else that its recover could be for.
func (c *check) onlyStarts(starter *calls.Func) bool {
	for _, call := range starter.Calls {
		if call.Mode != calls.Plain || c.isContained(call) || c.startsAt(call) {
			continue
		}
		if r, _ := c.riskOfCall(call, make(map[*calls.Func]bool)); r >= work {
			return false
		}
	}
	return true
}

func (c *check) startsAt(call *calls.Call) bool {
	for i := range call.Expr.Args {
		if c.Sum.UseOf(call, i)&summary.Async != 0 {
			return true
		}
	}
	return false
}

// start is the end of a short range: up to the arguments or the literal's body.
func start(a *services.Activation) token.Pos {
	if a.Body != nil && a.Body.Lit != nil && a.How == services.GoStmt {
		return a.Body.Body.Lbrace
	}
	return a.Call.Expr.Lparen
}
