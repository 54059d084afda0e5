package hotloop

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// isBusyWait reports whether a loop does nothing but ask for something that
// others change: for len(queue) > 0 {}. A condition that calls anything but
// builtins and atomic loads may do the work itself.
func (c *check) isBusyWait(loop *calls.Loop) bool {
	s, ok := loop.Stmt.(*ast.ForStmt)
	if !ok || s.Cond == nil || s.Init != nil || s.Post != nil || len(s.Body.List) > 0 {
		return false
	}
	for _, call := range loop.Func.Calls {
		if call.Loop == loop && (call.Fn == nil || call.Fn.Pkg() == nil || call.Fn.Pkg().Path() != "sync/atomic") {
			return false
		}
	}
	return true
}

func (c *check) reportBusyWait(loop *calls.Loop) {
	if c.found[loop.Pos()] {
		return
	}
	c.found[loop.Pos()] = true
	c.Report(report.Finding{
		Pos: loop.Pos(), End: loop.Body.Lbrace, Sub: "poll",
		Message: "this loop asks again and again without any wait and keeps a CPU busy until others have changed the answer; wait for a channel or a sync.Cond, or pause between the questions",
	})
}
