package loopexit

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
)

// isNoticed reports whether somebody learns that the loop ended: the exit or
// what follows it ends the process, cancels or closes something, sends on a
// channel, or returns the error to a group, a host or a caller that looks at it.
func (c *check) isNoticed(a *services.Activation, e services.Exit) bool {
	if a.Row != nil && a.Row.Error != knowledge.NoResult && a.Row.Error != knowledge.Dropped && a.Row.Error != knowledge.Logged && c.returnsError(e, a.Loop.Func) {
		return true
	}
	if c.isRestarted(a) || c.announcedBefore(a.Loop, e) || c.announcedAfter(a.Loop, e) || c.announcedInDefer(a.Loop.Func) || c.handedOnInDefer(a.Loop.Func, e) {
		return true
	}
	if a.Loop.Func == a.Body {
		return a.How == services.Loop && c.returnsError(e, a.Body)
	}
	return c.callerNotices(a, e)
}

// isRestarted: what runs the body runs it again and again, such as wait.Until.
func (c *check) isRestarted(a *services.Activation) bool {
	return a.Call != nil && a.Arg >= 0 && c.Sum.UseOf(a.Call, a.Arg)&summary.Repeats != 0
}

// returnsError reports whether the exit returns a value that is not nil.
func (c *check) returnsError(e services.Exit, f *calls.Func) bool {
	r, ok := e.Node.(*ast.ReturnStmt)
	if !ok {
		return f.Sig.Results().Len() > 0
	}
	for _, res := range r.Results {
		if !c.Info.Types[res].IsNil() {
			return true
		}
	}
	return len(r.Results) == 0 && f.Sig.Results().Len() > 0
}

// callerNotices follows an error from the function with the loop to the body
// that calls it: what does that do with the result?
func (c *check) callerNotices(a *services.Activation, e services.Exit) bool {
	if !c.returnsError(e, a.Loop.Func) && a.Loop.Func.Sig.Results().Len() > 0 {
		return false // return nil: nothing to see
	}
	for _, u := range c.Graph.Uses(a.Loop.Func) {
		if a.Body == nil || !a.Body.Encloses(u.Call.Func) && u.Call.Func != a.Body {
			continue
		}
		if c.ResultGoesOn(u.Call, c.announces) || c.followedByAnnouncement(u.Call) || c.announcedInDefer(u.Call.Func) || u.Call.Loop != nil {
			return true
		}
	}
	return false
}

func (c *check) followedByAnnouncement(call *calls.Call) bool {
	for _, stmt := range call.Func.Body.List {
		if stmt.Pos() > call.Expr.End() && c.announces(stmt) {
			return true
		}
	}
	return false
}
