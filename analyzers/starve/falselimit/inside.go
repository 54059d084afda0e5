package falselimit

import (
	"go/ast"
	"go/token"

	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// inside looks for slots that goroutines take themselves, when all of them have
// been started: that bounds the work, not the goroutines.
func (c *check) inside() {
	for _, a := range c.Found {
		if a.How != services.GoStmt && a.How != services.Spawner || a.Call == nil || a.Body == nil || a.Loop != nil {
			continue
		}
		l := c.manyTurns(a.Call)
		if l == nil || c.IsTest(a.Pos) {
			continue
		}
		bodies := []*calls.Func{a.Body}
		at := c.TakesInside(bodies)
		if at == nil || c.seen[at.Pos()] || c.IsLimited(a.Call, l, nil) {
			continue
		}
		c.seen[at.Pos()] = true
		c.Report(report.Finding{
			Pos: at.Pos(), End: endOf(at), Sub: "inside", Tier: report.Strict,
			Message: "the slot is taken inside of the goroutine, which bounds the work but not the goroutines: one for each turn of the loop is started at once and waits here; take the slot before the goroutine starts",
			Related: []report.Related{{Pos: a.Pos, End: a.Call.Expr.Fun.End(), Message: "started here"}},
		})
	}
}

// endOf a case is that of its communication.
func endOf(n ast.Node) token.Pos {
	if clause, ok := n.(*ast.CommClause); ok {
		return clause.Comm.End()
	}
	return n.End()
}

// manyTurns returns the loop that makes a call happen as often as others like.
func (c *check) manyTurns(call *calls.Call) *calls.Loop {
	for l := call.Loop; l != nil; l = l.Outer {
		if l.Kind == calls.Endless && c.Accepts(l) {
			return nil
		}
		if l.Kind != calls.Finite || c.Turns(l).Size != bounds.Small {
			return l
		}
	}
	return nil
}
