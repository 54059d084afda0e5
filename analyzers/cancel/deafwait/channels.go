package deafwait

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// ops reports sends and receives outside of a select.
func (c *check) ops(f *calls.Func) {
	for _, op := range f.Ops {
		switch {
		case op.Kind == calls.Close:
		case summary.IsTimer(c.Info, op.Chan):
			if h := c.listen(f, op.Node); h != nil {
				c.timer(h, op)
			}
		case op.Kind == calls.Send:
			c.send(f, op)
		case op.Kind == calls.Receive:
			c.receive(f, op)
		}
	}
}

// send reports a send whose receiver may have left.
func (c *check) send(f *calls.Func, op calls.ChanOp) {
	v := c.Channels().Of(op.Chan)
	if v == nil || c.IsStopChan(v) || c.hasPlace(op, v) {
		return
	}
	h := c.listen(f, op.Node)
	if h == nil {
		c.stranded(f, op, v)
		return
	}
	name := syntax.ExprName(op.Chan)
	switch left := c.receiverLeaves(v); {
	case left != nil && c.isStoppedFirst(h, left):
	case left != nil:
		finding := report.Finding{
			Sub:     "send",
			Message: "this send on " + name + " blocks for ever once its receiver has left, and does not hear " + h.signal.Chan + "; put it into a select with that",
			Related: []report.Related{{Pos: left.exit.Pos(), End: left.exit.End(), Message: "the receiver leaves here"}},
		}
		if left.reason == services.OnStop && !c.sameSignal(h, left) {
			finding.Tier = report.Strict // which of the two is stopped first is not seen
		}
		c.emit(h, finding)
	case c.Channels().IsForeign(v) && !c.hasReceiver(v):
		tier := report.Strict
		if (h.checks || c.isInCase(f, op)) && !c.Channels().IsReply(v) {
			tier = report.Default // the loop hears the stop everywhere else
		}
		c.emit(h, report.Finding{
			Sub: "send", Tier: tier,
			Message: "this send on " + name + " blocks for as long as nobody receives, and does not hear " + h.signal.Chan + "; put it into a select with that",
		})
	}
}

// stranded reports a goroutine that sends in a loop to a receiver that may leave,
// and has nothing that would tell it.
func (c *check) stranded(f *calls.Func, op calls.ChanOp, v *types.Var) {
	if op.Loop == nil || op.Loop.Kind != calls.Endless || !c.isStarted(f) || !c.matters(f) || c.SignalAt(f, op.Node.Pos()) != nil || c.IsCleanUp(f, op.Node) {
		return
	}
	left := c.receiverLeaves(v)
	if left == nil {
		return
	}
	h := &heard{f: f, at: op.Node, loop: op.Loop}
	c.emit(h, report.Finding{
		Sub: "send", Tier: report.Strict,
		Message: "this goroutine leaks once the receiver of " + syntax.ExprName(op.Chan) + " has left: the send blocks for ever; give it a context, and send in a select with that",
		Related: []report.Related{{Pos: left.exit.Pos(), End: left.exit.End(), Message: "the receiver leaves here"}},
	})
}

// hasPlace: the channel is local and has room, so that each of the goroutines that
// send on it once can leave its value there; or it counts free places.
func (c *check) hasPlace(op calls.ChanOp, v *types.Var) bool {
	if !c.Channels().HasRoom(v) {
		return false
	}
	ch, ok := v.Type().Underlying().(*types.Chan)
	if ok && isEmpty(ch.Elem()) {
		return true
	}
	return !v.IsField() && (op.Loop == nil || op.Loop.Kind == calls.Finite)
}

func isEmpty(t types.Type) bool {
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

func (c *check) hasReceiver(v *types.Var) bool {
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Receive || u.Kind == calls.Range {
			return true
		}
	}
	return false
}

// leaving is where a receiver goes away.
type leaving struct {
	exit   ast.Node
	reason services.Reason
	loop   *calls.Loop // of the receiver; nil for one that receives once
}

// receiverLeaves returns where the receivers of a channel leave while it may
// still be sent on; nil when there are none, or one receives until it is closed.
func (c *check) receiverLeaves(v *types.Var) *leaving {
	var left *leaving
	for _, u := range c.Channels().Uses(v) {
		if u.Kind != calls.Receive && u.Kind != calls.Range {
			continue
		}
		at := c.leavesEarly(u, v)
		if at == nil {
			return nil
		}
		if left == nil {
			left = at
		}
	}
	return left
}

// leavesEarly returns the first place where a receiver goes away for another
// reason than what comes from this channel, or its end. One that receives once,
// or counts, and has nothing else to wait for, stays until it has got all.
func (c *check) leavesEarly(u services.ChanUse, v *types.Var) *leaving {
	loop := u.Loop
	if u.Select == nil && (loop == nil || loop.Kind == calls.Finite) {
		return nil
	}
	for loop != nil && loop.Kind == calls.Finite {
		loop = loop.Outer
	}
	if loop == nil {
		return c.otherCase(u)
	}
	for loop.Outer != nil {
		loop = loop.Outer
	}
	if c.drainsLater(u, loop, v) {
		return nil
	}
	for _, e := range c.Exits(loop) {
		said := u.Clause != nil && syntax.Contains(u.Clause, e.Node.Pos()) && e.Reason == services.OnStop
		if e.Reason == services.OnExit || e.Reason == services.OnReject || said || e.Reason == services.OnSourceEnd {
			continue
		}
		return &leaving{e.Node, e.Reason, loop}
	}
	return nil
}

// otherCase: a select that receives once is left by its other cases.
func (c *check) otherCase(u services.ChanUse) *leaving {
	if u.Select == nil {
		return nil
	}
	for _, stmt := range u.Select.Body.List {
		clause := stmt.(*ast.CommClause)
		ch, send := syntax.CommChannel(clause)
		if clause == u.Clause || ch == nil || send || c.Channels().Of(ch) != nil && c.Channels().Of(ch) == c.Channels().Of(u.Chan) {
			continue
		}
		if summary.IsTimer(c.Info, ch) || c.Sum.IsDone(ch) {
			return &leaving{clause.Comm, services.ByResult, nil}
		}
	}
	return nil
}

// sameSignal: sender and receiver hear a context, or the same channel.
func (c *check) sameSignal(h *heard, left *leaving) bool {
	if left.loop == nil {
		return true
	}
	stop := c.StopOfLoop(left.loop)
	if stop.Kind == services.ByContext {
		return h.signal.Ctx != ""
	}
	return stop.Var != nil && h.signal.Var != nil && c.Channels().Root(stop.Var) == c.Channels().Root(h.signal.Var)
}

// isStoppedFirst: the function that stops the receiver stops the sender's type
// first, or waits for something.
func (c *check) isStoppedFirst(h *heard, left *leaving) bool {
	if left.loop == nil || left.reason != services.OnStop {
		return false
	}
	stop := c.StopOfLoop(left.loop)
	if stop.Var == nil {
		return false
	}
	for _, u := range c.Channels().Uses(c.Channels().Root(stop.Var)) {
		if u.Kind != calls.Close && u.Kind != calls.Send {
			continue
		}
		if c.comesLater(h.f, u.Func, u.Node.Pos()) {
			return true
		}
		for _, use := range c.Graph.Uses(u.Func.Outer()) {
			if c.comesLater(h.f, use.Call.Func, use.Call.Expr.Pos()) {
				return true
			}
		}
	}
	return false
}

// comesLater: before pos, stopper calls a method that stops the sender's type.
func (c *check) comesLater(sender, stopper *calls.Func, pos token.Pos) bool {
	owner := ownerOf(sender)
	for _, call := range stopper.Calls {
		if call.Expr.Pos() >= pos || call.Mode != calls.Plain || call.Fn == nil {
			continue
		}
		if c.Sum.AlwaysOf(call.Expr)&knowledge.Joins != 0 {
			return true
		}
		recv := call.Fn.Signature().Recv()
		if body := c.Graph.Decl(call.Fn); owner != nil && recv != nil && syntax.NamedOf(recv.Type()) == owner && c.IsStopping(body) {
			return true
		}
	}
	return false
}

func ownerOf(f *calls.Func) *types.TypeName {
	if recv := f.Outer().Sig.Recv(); recv != nil {
		return syntax.NamedOf(recv.Type())
	}
	return nil
}

// drainsLater: the function goes on to receive from the channel when its loop is
// over, itself or in what it defers.
func (c *check) drainsLater(u services.ChanUse, loop *calls.Loop, v *types.Var) bool {
	for _, other := range c.Channels().Uses(v) {
		if other.Kind != calls.Receive && other.Kind != calls.Range || other.Func.Outer() != u.Func.Outer() {
			continue
		}
		if other.Node.Pos() > loop.Stmt.End() || other.Func != u.Func && other.Node != u.Node && !syntax.Contains(loop.Stmt, other.Node.Pos()) {
			return true
		}
	}
	return false
}

// isInCase: the send stands in the case of a select that hears the stop.
func (c *check) isInCase(f *calls.Func, op calls.ChanOp) bool {
	for _, sel := range f.Selects {
		if !syntax.Contains(sel.Body, op.Node.Pos()) {
			continue
		}
		for _, stmt := range sel.Body.List {
			if ch, send := syntax.CommChannel(stmt.(*ast.CommClause)); ch != nil && !send && (c.Sum.IsDone(ch) || c.IsStopChan(c.Channels().Of(ch))) {
				return true
			}
		}
	}
	return false
}

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
	case c.isInCase(f, op) && !c.isLocalTo(v, f):
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
