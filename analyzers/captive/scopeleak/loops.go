package scopeleak

import (
	"cmp"
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// deferred reports defers in loops that go on: they run when the function returns,
// not at the end of the turn.
func (c *check) deferred(f *calls.Func) {
	for _, call := range f.Calls {
		if call.Mode != calls.Defer {
			continue
		}
		l := serviceLoop(call.Loop)
		if l == nil || isOfFunction(c, call) || !c.comesRound(f, call.Stmt) {
			continue
		}
		c.reportDefer(l, call)
	}
}

// serviceLoop returns the innermost loop around that goes on: endless or over a
// channel. Bounded loops end soon, and range over func runs the body as its own.
func serviceLoop(l *calls.Loop) *calls.Loop {
	for ; l != nil; l = l.Outer {
		if l.Kind == calls.Endless && !l.Polls() || l.Kind == calls.Drain {
			return l
		}
	}
	return nil
}

// isOfFunction: meant for the end of the function. That a recover in a loop covers all
// turns is recoverscope's matter.
func isOfFunction(c *check, call *calls.Call) bool {
	if call.Fn != nil && call.Fn.FullName() == "(*sync.WaitGroup).Done" {
		return true // what is counted is the function
	}
	for _, body := range c.Graph.Bodies(call) {
		if body.Recovers != nil {
			return true
		}
	}
	return false
}

// comesRound reports whether a defer statement is reached again after it was
// passed: not if a return or break follows it.
func (c *check) comesRound(f *calls.Func, stmt ast.Stmt) bool {
	again := false
	search := flow.Search[bool]{Graph: c.Sum.Flow(f), Node: func(n ast.Node, passed bool) (bool, bool) {
		if n == ast.Node(stmt) {
			again = again || passed
			return true, !passed
		}
		return passed, true
	}}
	search.From(search.Graph.Blocks[0], false)
	return again
}

func (c *check) reportDefer(l *calls.Loop, call *calls.Call) {
	what := cmp.Or(syntax.ExprName(call.Expr.Fun), "this func")
	finding := report.Finding{
		Pos: call.Stmt.Pos(), End: call.Stmt.End(), Sub: "defer",
		Message: "the deferred " + what + " runs when " + l.Func.Name() + " returns and not at the end of a turn, so every turn of this loop piles up another; do the turn in a func of its own that defers it",
		Related: []report.Related{{Pos: l.Pos(), End: l.Body.Lbrace, Message: "the loop"}},
		Fixes:   c.fixDefer(l, call),
	}
	if c.isShort(l) {
		finding.Tier = report.Strict
	}
	c.Report(finding)
}

// isShort: a loop over a channel that is closed soon, as part of a call.
func (c *check) isShort(l *calls.Loop) bool {
	if l.Kind != calls.Drain {
		return false
	}
	for _, a := range c.Found {
		if a.Loop == l && a.Lifetime > knowledge.PerCall {
			return false
		}
	}
	return true
}
