package scopeleak

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// ticks reports time.Tick in functions that return: before Go 1.23 its ticker is
// never collected.
func (c *check) ticks(f *calls.Func) {
	for _, call := range f.Calls {
		if call.Fn == nil || call.Fn.Pkg() == nil || call.Fn.Pkg().Path() != "time" || call.Fn.Name() != "Tick" {
			continue
		}
		if !c.IsBefore(call.Expr.Pos(), "go1.23") || call.Loop == nil && !c.Sum.Flow(f).Returns() || isEndlessRange(f, call) {
			continue
		}
		c.Report(report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "tick",
			Message: "the ticker of time.Tick goes on for ever after " + f.Outer().Name() + " has returned, and nothing can stop it; use time.NewTicker and defer its Stop",
		})
	}
}

// isEndlessRange: for range time.Tick(d), which nothing in it leaves.
func isEndlessRange(f *calls.Func, call *calls.Call) bool {
	for _, l := range f.Loops {
		r, ok := l.Stmt.(*ast.RangeStmt)
		if !ok || ast.Unparen(r.X) != ast.Expr(call.Expr) {
			continue
		}
		for _, ret := range f.Returns {
			if syntax.Contains(l.Body, ret.Pos()) {
				return false
			}
		}
		return !syntax.HasBreak(l.Body)
	}
	return false
}
