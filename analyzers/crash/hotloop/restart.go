package hotloop

import (
	"go/ast"
	"go/token"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// restarts reports a deferred handler that recovers and starts the same
// function again at once: a panic on the same input is a loop without a pause.
func (c *check) restarts(f *calls.Func) {
	for _, d := range f.Calls {
		if d.Mode != calls.Defer {
			continue
		}
		for _, handler := range c.Graph.Bodies(d) {
			if handler.Recovers != nil && handler.Lit != nil {
				c.restart(f, handler)
			}
		}
	}
}

func (c *check) restart(f, handler *calls.Func) {
	if c.Sum.Of(handler).May.Has(knowledge.Pauses | summary.Awaits) {
		return
	}
	if isLimited(handler) {
		return
	}
	for _, call := range handler.Calls {
		for _, body := range c.Graph.Bodies(call) {
			if body == f.Outer() || body == f {
				c.Report(report.Finding{
					Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "restart",
					Message: "after a panic " + f.Outer().Name() + " is started again at once and without limit, so a panic on the same input spins for ever; restart it in a loop with a pause and a limit",
				})
			}
		}
	}
}

// isLimited: if restarts++; restarts > 3 { panic(r) }
func isLimited(handler *calls.Func) bool {
	found := false
	ast.Inspect(handler.Body, func(n ast.Node) bool {
		if e, ok := n.(*ast.BinaryExpr); ok {
			switch e.Op {
			case token.GTR, token.GEQ, token.LSS, token.LEQ:
				found = true
			}
		}
		return !found
	})
	return found
}

// respawns reports a loop that does nothing but run a service again whose
// panics it recovers: what panics at once is run again at once.
func (c *check) respawns(loop *calls.Loop) {
	if len(c.exits(loop)) > 0 || c.waitsSomewhere(loop) {
		return
	}
	for _, call := range loop.Func.Calls {
		if call.Loop != loop || call.Mode != calls.Plain {
			continue
		}
		for _, body := range c.Graph.Bodies(call) {
			if sum := c.Sum.Of(body); sum.Contains == summary.Recovered && sum.May.Has(summary.Loops) && !c.found[call.Expr.Pos()] {
				c.reportRespawn(loop, call, body)
			}
		}
	}
}

func (c *check) reportRespawn(loop *calls.Loop, call *calls.Call, body *calls.Func) {
	pos, end := call.Expr.Pos(), call.Expr.End()
	name := body.Outer().Name()
	if lit, ok := ast.Unparen(call.Expr.Fun).(*ast.FuncLit); ok {
		end, name = lit.Body.Lbrace, "the work"
	}
	c.found[call.Expr.Pos()] = true
	c.Report(report.Finding{
		Pos: pos, End: end, Sub: "restart", Tier: report.Strict,
		Message: "after a panic " + name + " is started again at once and without limit, so a panic on the same input spins for ever; pause before the next start, and give up after some",
		Related: c.loopAt(loop),
	})
}

// waitsSomewhere: a pause in the loop, outside of the function that is run again.
func (c *check) waitsSomewhere(loop *calls.Loop) bool {
	for _, stmt := range loop.Body.List {
		if c.pauses(loop.Func, stmt) {
			return true
		}
		if s, ok := stmt.(*ast.SelectStmt); ok && syntax.HasDefault(s) == nil {
			return true
		}
	}
	return false
}
