package deafwait

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"

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
	if v == nil || c.IsStopChan(v) || c.hasPlace(op, v) || c.unanswered(f, op, v) {
		return
	}
	h := c.listen(f, op.Node)
	if h == nil {
		c.stranded(f, op, v)
		c.outlier(f, op, v)
		return
	}
	name := syntax.ExprName(op.Chan)
	switch left := c.receiverLeaves(v, c.isOnce(op)); {
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
		} else if c.isClosedHere(v) {
			return // the receiver goes on until then
		}
		c.emit(h, report.Finding{
			Sub: "send", Tier: tier,
			Message: "this send on " + name + " blocks for as long as nobody receives, and does not hear " + h.signal.Chan + "; put it into a select with that",
		})
	}
}

// isClosedHere: the side that sends also closes.
func (c *check) isClosedHere(v *types.Var) bool {
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Close {
			return true
		}
	}
	return false
}

// unanswered reports the send of an answer for which a select waits only as long
// as its timer or context lets it: after that nobody takes it. There is no stop
// signal that would help as well as room for one value.
func (c *check) unanswered(f *calls.Func, op calls.ChanOp, v *types.Var) bool {
	make := c.madeOnce(v)
	left := c.receiverLeaves(v, c.isOnce(op))
	if make == nil || left == nil || left.loop != nil || !c.isOnce(op) || !c.isElsewhere(f, v) || !c.matters(f) && !c.matters(f.Outer()) && !c.HasServices() {
		return false
	}
	name := syntax.ExprName(op.Chan)
	c.Report(report.Finding{
		Pos: op.Node.Pos(), End: op.Node.End(), Sub: "send",
		Message: "this send on " + name + " blocks for ever when nobody waits for the answer any more, and what runs it with it; make " + name + " with room for one value",
		Related: []report.Related{{Pos: left.exit.Pos(), End: left.exit.End(), Message: "the receiver leaves here"}},
		Fixes: []analysis.SuggestedFix{{
			Message:   "make " + name + " with room for one value",
			TextEdits: []analysis.TextEdit{{Pos: make.Rparen, End: make.Rparen, NewText: []byte(", 1")}},
		}},
	})
	return true
}

// madeOnce returns the make of a local channel without room that has no other
// name, and that one place sends on.
func (c *check) madeOnce(v *types.Var) *ast.CallExpr {
	if v.IsField() || c.Channels().IsForeign(v) || len(c.Channels().Assigned(v)) != 1 {
		return nil
	}
	sends := 0
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Send {
			sends++
		}
	}
	var value ast.Expr
	switch a := c.Channels().Assigned(v)[0].(type) {
	case *ast.AssignStmt:
		if len(a.Lhs) == 1 && len(a.Rhs) == 1 {
			value = a.Rhs[0]
		}
	case *ast.ValueSpec:
		if len(a.Values) == 1 {
			value = a.Values[0]
		}
	}
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if sends != 1 || !ok || !syntax.IsBuiltin(c.Info, call, "make") || len(call.Args) != 1 {
		return nil
	}
	return call
}

// isElsewhere: the send is in a literal that runs beside, or later than, the
// function that made the channel.
func (c *check) isElsewhere(f *calls.Func, v *types.Var) bool {
	if f.Lit == nil || syntax.Contains(f.Lit, v.Pos()) {
		return false
	}
	for _, u := range c.Graph.Uses(f) {
		if u.Call.Func.Outer() == f.Outer() && u.Call.Mode == calls.Plain && u.Arg == calls.Callee {
			return false // called on the spot
		}
	}
	return true
}

// stranded reports a goroutine that sends in a loop to a receiver that may leave,
// and has nothing that would tell it.
func (c *check) stranded(f *calls.Func, op calls.ChanOp, v *types.Var) {
	if op.Loop == nil || op.Loop.Kind != calls.Endless || !c.isStarted(f) || !c.matters(f) || c.SignalAt(f, op.Node.Pos()) != nil || c.IsCleanUp(f, op.Node) {
		return
	}
	left := c.receiverLeaves(v, c.isOnce(op))
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

// outlier reports the one place that waits for a receiver, where others that send on
// the same channel give up: they know of a receiver that is late or not there.
func (c *check) outlier(f *calls.Func, op calls.ChanOp, v *types.Var) {
	if !v.IsField() || f.Obj == nil || c.IsCleanUp(f, op.Node) || c.SignalAt(f, op.Node.Pos()) != nil {
		return
	}
	for _, u := range c.Channels().Uses(v) {
		if u.Kind != calls.Send || u.Select == nil || len(u.Select.Body.List) < 2 {
			continue
		}
		c.Report(report.Finding{
			Pos: op.Node.Pos(), End: op.Node.End(), Sub: "send", Tier: report.Strict,
			Message: "this send on " + syntax.ExprName(op.Chan) + " keeps its caller for as long as nobody receives, while another place that sends on it gives up; send in a select as that one does",
			Related: []report.Related{{Pos: u.Select.Pos(), End: u.Select.Body.Lbrace, Message: "this one gives up"}},
		})
		return
	}
}

// hasPlace: the channel is local and has room, so that each of the goroutines that
// send on it once can leave its value there; or it counts free places.
func (c *check) hasPlace(op calls.ChanOp, v *types.Var) bool {
	if !c.Channels().HasRoom(v) {
		return false
	}
	ch, ok := v.Type().Underlying().(*types.Chan)
	if ok && syntax.IsEmptyStruct(ch.Elem()) {
		return true
	}
	return !v.IsField() && (c.isOnce(op) || op.Loop.Kind == calls.Finite) || c.hasRoomForAll(v)
}

// hasRoomForAll: each of the places that send on the channel does so once, and it
// was made with room for just as many values. A queue has room for many more, and
// fills up all the same.
func (c *check) hasRoomForAll(v *types.Var) bool {
	sends := int64(0)
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Send {
			sends++
			if !c.isOnce(u.ChanOp) {
				return false
			}
		}
	}
	for _, size := range c.Channels().Sizes(v) {
		if n, ok := syntax.ConstInt(c.Info, size); !ok || n < sends || n > sends+1 {
			return false
		}
	}
	return true
}

// isOnce: the operation stands in no loop, or the loop is left behind it.
func (c *check) isOnce(op calls.ChanOp) bool {
	return op.Loop == nil || c.LeavesAt(op.Loop, op.Node.Pos())
}

func (c *check) hasReceiver(v *types.Var) bool {
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Receive || u.Kind == calls.Range {
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
