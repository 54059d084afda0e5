package deafwait

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// makesStop: go func() { time.Sleep(d); cancel() }(). Where the goroutine waits only
// to give the stop signal that it could hear, nothing comes late when another gives
// it first.
func (c *check) makesStop(h *heard) bool {
	if h.loop != nil || !c.isStarted(h.f) {
		return false
	}
	made := false
	for _, op := range h.f.Ops {
		if op.Node.Pos() < h.at.End() {
			continue
		}
		if op.Kind != calls.Close || c.Channels().Of(op.Chan) == nil || c.Channels().Of(op.Chan) != c.Channels().Root(h.signal.Var) {
			return false
		}
		made = true
	}
	for _, call := range h.f.Calls {
		switch {
		case c.Contexts().IsCancelOf(syntax.VarOf(c.Info, call.Expr.Fun), h.signal.Var):
			made = made || call.Mode == calls.Defer || call.Expr.Pos() > h.at.End()
		case call.Expr.Pos() > h.at.End() && c.MayOf(call.Expr).Has(work):
			return false
		}
	}
	return made
}

// work is what the end of a service has to wait for.
const work = knowledge.Asks | knowledge.Receives | knowledge.Joins | knowledge.Pauses | knowledge.Serves | summary.Starts | summary.Loops | summary.Awaits | summary.Unknown
