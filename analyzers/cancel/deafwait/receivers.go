package deafwait

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// leaving is where a receiver goes away.
type leaving struct {
	exit   ast.Node
	reason services.Reason
	loop   *calls.Loop // of the receiver; nil for one that receives once
}

// receiverLeaves returns where the receivers of a channel leave while it may
// still be sent on; nil when there are none, or one receives until it is closed.
// What is sent once (and not in a loop) may well be what a receiver leaves on.
func (c *check) receiverLeaves(v *types.Var, once bool) *leaving {
	var left *leaving
	for _, u := range c.Channels().Uses(v) {
		if u.Kind != calls.Receive && u.Kind != calls.Range {
			continue
		}
		at := c.leavesEarly(u, v, once)
		if at == nil {
			if c.goesOnElsewhere(u, v) {
				continue
			}
			return nil
		}
		if left == nil {
			left = at
		}
	}
	return left
}

// goesOnElsewhere: a select outside of a loop whose other cases only come before the
// next receive, which decides.
func (c *check) goesOnElsewhere(u services.ChanUse, v *types.Var) bool {
	if u.Select == nil || u.Loop != nil {
		return false
	}
	for _, stmt := range u.Select.Body.List {
		if clause := stmt.(*ast.CommClause); clause != u.Clause && c.receivesAfter(u.Func, clause, v) {
			return true
		}
	}
	return false
}

// receivesAfter reports whether the function may come to another receive from the
// channel when a case was chosen: case <-time.After(d): log.Print("still waiting").
func (c *check) receivesAfter(f *calls.Func, clause *ast.CommClause, v *types.Var) bool {
	g := c.Sum.Flow(f)
	found := false
	search := flow.Search[bool]{
		Graph: g,
		Node: func(n ast.Node, s bool) (bool, bool) {
			found = found || c.receivesIn(n, v)
			return s, !found
		},
		Case: func(next *ast.CommClause, s bool) (bool, bool) {
			ch, send := syntax.CommChannel(next)
			found = found || ch != nil && !send && c.Channels().Of(ch) == v
			return s, !found
		},
	}
	for _, b := range g.Blocks {
		if b.Kind == cfg.KindSelectCaseBody && b.Stmt == ast.Stmt(clause) {
			search.From(b, false)
		}
	}
	return found
}

func (c *check) receivesIn(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case ast.Expr:
			ch := syntax.Receive(n)
			found = found || ch != nil && c.Channels().Of(ch) == v
		}
		return !found
	})
	return found
}

// leavesEarly returns the first place where a receiver goes away for another
// reason than what comes from this channel, or its end. One that receives once,
// or counts, and has nothing else to wait for, stays until it has got all.
func (c *check) leavesEarly(u services.ChanUse, v *types.Var, once bool) *leaving {
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
		said := u.Clause != nil && syntax.Contains(u.Clause, e.Node.Pos()) && (once || e.Reason == services.OnStop)
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
		if (summary.IsTimer(c.Info, ch) || c.Sum.IsDone(ch)) && !c.receivesAfter(u.Func, clause, c.Channels().Of(u.Chan)) {
			return &leaving{clause.Comm, services.ByResult, nil}
		}
	}
	return nil
}

// sameSignal: sender and receiver hear a context, or the same channel, perhaps among
// others.
func (c *check) sameSignal(h *heard, left *leaving) bool {
	if left.loop == nil || c.listensTo(left.loop, h.signal.Var) {
		return true
	}
	stop := c.StopOfLoop(left.loop)
	if stop.Kind == services.ByContext {
		return h.signal.Ctx != ""
	}
	return stop.Var != nil && h.signal.Var != nil && c.Channels().Root(stop.Var) == c.Channels().Root(h.signal.Var)
}

// listensTo: of the signals that a loop hears, one is the channel v.
func (c *check) listensTo(l *calls.Loop, v *types.Var) bool {
	if v == nil || !syntax.IsChan(v.Type()) {
		return false
	}
	for _, u := range c.Channels().Uses(c.Channels().Root(v)) {
		if u.Kind == calls.Receive && u.Func == l.Func && syntax.Contains(l.Stmt, u.Node.Pos()) {
			return true
		}
	}
	return false
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
