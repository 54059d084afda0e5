package fatalexit

import (
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// skipped names a deferred call of the function with the site that does not
// run: the end of the process runs no defers, a panic does.
func (c *check) skipped(s site) string {
	if s.panics {
		return ""
	}
	if d := c.pending(s); d != nil {
		return " (the deferred " + c.nameOf(d) + " does not run)"
	}
	return ""
}

// pending finds the last deferred call in front of a site whose work is lost
// when it does not run.
func (c *check) pending(s site) (found *calls.Call) {
	for _, d := range s.f.Calls {
		if d.Mode == calls.Defer && d.Expr.Pos() < s.expr.Pos() && d.Fn != nil && matters(d.Fn.Name()) {
			found = d
		}
	}
	return found
}

// matters: what the end of the process does not do by itself. Memory, locks,
// files and connections are given back by the system; data in buffers, remote
// state and temporary files are not.
func matters(name string) bool {
	for _, verb := range []string{"Flush", "Sync", "Commit", "Rollback", "RemoveAll", "Remove", "Unregister", "Deregister", "Shutdown", "Drain", "Stop", "StopCPUProfile", "Release"} {
		if name == verb {
			return true
		}
	}
	return false
}

// skippedDefers reports, for reviews, an exit outside of any service that skips
// a deferred call.
func (c *check) skippedDefers(s site) {
	if s.panics || s.judges || c.isSuccess(s.expr) {
		return
	}
	d := c.pending(s)
	if d == nil || !c.losesData(d) {
		return
	}
	c.Report(report.Finding{
		Pos: s.expr.Pos(), End: s.expr.End(), Sub: "defer", Tier: report.Strict,
		Message: s.via[0] + " ends the process without running the deferred " + c.nameOf(d) + ": return an error to main and exit there, after the defers have run",
		Related: []report.Related{{Pos: d.Stmt.Pos(), End: d.Stmt.End(), Message: "this does not run"}},
	})
}

// losesData: timers and tickers need no Stop when the process ends.
func (c *check) losesData(d *calls.Call) bool {
	return d.Fn.Pkg() == nil || d.Fn.Pkg().Path() != "time" && !strings.HasPrefix(d.Fn.Name(), "Stop")
}
