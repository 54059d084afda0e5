package deafwait

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// receive reports a receive whose sender may never send.
func (c *check) receive(f *calls.Func, op calls.ChanOp) {
	v := c.Channels().Of(op.Chan)
	if v == nil || c.Sum.IsDone(op.Chan) && v.IsField() || c.IsStopChan(v) || c.isFed(v) {
		return
	}
	h := c.listen(f, op.Node)
	if h == nil {
		return
	}
	name := syntax.ExprName(op.Chan)
	finding := report.Finding{Sub: "receive", Tier: report.Strict}
	sender := c.silentSender(f, v)
	switch {
	case sender != nil:
		finding.Tier = report.Default
		finding.Message = "this waits for ever when the goroutine ends without sending on " + name + ", and does not hear " + h.signal.Chan + "; receive in a select with that"
		finding.Related = []report.Related{{Pos: sender.Pos(), End: sender.Pos(), Message: "the goroutine that may not send"}}
	case h.loop != nil && h.loop.Kind == calls.Endless && !h.checks && c.isSource(h.loop, v):
		finding.Tier = report.Default
		finding.Message = c.inWhat(h) + " cannot be stopped while nothing comes from " + name + ": it does not hear " + h.signal.Chan + "; receive in a select with that"
	case c.isInCase(f, op) && !c.isLocalTo(v, f), h.loop != nil && c.isGate(f, v):
		finding.Message = "this receive from " + name + " waits for as long as nobody sends, and does not hear " + h.signal.Chan + "; put it into a select with that"
	default:
		return
	}
	c.emit(h, finding)
}

// isFed: something on the stop path closes the channel, or it is a done channel
// that a goroutine closes as it ends.
func (c *check) isFed(v *types.Var) bool {
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Close && (c.IsStopping(u.Func) || v.IsField()) {
			return true
		}
	}
	return false
}

// isGate: some other function made the channel and handed it out to wait for, such
// as the one that says that there is room again.
func (c *check) isGate(f *calls.Func, v *types.Var) bool {
	if !c.isLocalTo(v, f) {
		return false
	}
	handedOut := false
	for _, n := range c.Channels().Assigned(v) {
		set, ok := n.(*ast.AssignStmt)
		if !ok {
			continue // only declared
		}
		call, ok := ast.Unparen(set.Rhs[0]).(*ast.CallExpr)
		if !ok || syntax.IsBuiltin(c.Info, call, "make") {
			return false
		}
		handedOut = true
	}
	return handedOut
}

func (c *check) isLocalTo(v *types.Var, f *calls.Func) bool {
	return !v.IsField() && syntax.Contains(f.Outer().Body, v.Pos())
}

// isSource: the loop takes its work from the channel, whose senders are elsewhere.
func (c *check) isSource(l *calls.Loop, v *types.Var) bool {
	if !c.IsLongLoop(l) {
		return false
	}
	for _, e := range c.Exits(l) {
		if e.Reason == services.OnSourceEnd {
			return false
		}
	}
	return v.IsField() || c.Graph.Owner(v) != nil || c.Channels().IsForeign(v)
}

// silentSender returns a goroutine of f that is to send on a local channel, or
// close it, but does not on every path: because it recovers before, or returns.
func (c *check) silentSender(f *calls.Func, v *types.Var) *calls.Func {
	if !c.isLocalTo(v, f) || c.Channels().IsForeign(v) {
		return nil
	}
	var silent *calls.Func
	for _, u := range c.Channels().Uses(v) {
		if u.Kind != calls.Send && u.Kind != calls.Close {
			continue
		}
		if !c.isStarted(u.Func) || u.Loop != nil || c.always(u.Func, v) {
			return nil // somebody sends in any case
		}
		silent = u.Func
	}
	return silent
}

// isStarted: a go statement runs it.
func (c *check) isStarted(f *calls.Func) bool {
	for _, u := range c.Graph.Uses(f) {
		if u.Call.Mode == calls.Go && u.Arg == calls.Callee {
			return true
		}
	}
	return false
}

// always reports whether a goroutine sends or closes on each of its ways out.
func (c *check) always(f *calls.Func, v *types.Var) bool {
	if c.Sum.Of(f).Contains != summary.Propagates {
		return false // a panic skips it
	}
	const sent = knowledge.Receives
	return flow.Every(c.Sum.Flow(f), func(n ast.Node) knowledge.Effect {
		found := knowledge.Effect(0)
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.SendStmt:
				if c.Channels().Of(n.Chan) == v {
					found = sent
				}
			case *ast.CallExpr:
				if syntax.IsBuiltin(c.Info, n, "close") && c.Channels().Of(n.Args[0]) == v || !c.Sum.MayReturn(n) {
					found = sent
				}
			}
			return true
		})
		return found
	})&sent != 0
}
