package hotloop

import (
	"go/ast"
	"go/token"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// reportClosed is called when a path behind a receive from a closed channel
// comes back to the head of the loop.
func (c *check) reportClosed(loop *calls.Loop, t turn) {
	if c.found[t.closed.Pos()] || !c.mayTurn(loop, t) {
		return
	}
	c.found[t.closed.Pos()] = true
	pos, end := t.closed.Pos(), t.closed.End()
	if clause, ok := t.closed.(*ast.CommClause); ok {
		pos, end = clause.Comm.Pos(), clause.Comm.End()
	}
	f := report.Finding{
		Pos: pos, End: end, Tier: c.tierOf(loop, t), Sub: "closed",
		Message: messageOf(t), Related: c.loopAt(loop),
	}
	if t.closing.at != nil {
		f.Related = append(f.Related, report.Related{Pos: t.closing.at.Pos(), End: t.closing.at.End(), Message: "closed here"})
	}
	if t.closing.how != byStop && !isSignal(t.closed) {
		f.Fixes = c.fixReceive(loop, t.closed)
	}
	c.Report(f)
}

func messageOf(t turn) string {
	name := t.closing.name
	switch {
	case t.closing.how == byStop && endsInBreak(t.closed):
		return "this break leaves only the select: once " + name + " is closed the case is ready in every turn and the loop spins; give the loop a label and break out of it, or return"
	case t.closing.how == byStop || isSignal(t.closed):
		return "once " + name + " is closed this case is ready in every turn and the loop spins; leave the loop here, or set the channel to nil"
	case t.closing.how == perhaps:
		return "should a caller close " + name + " this case is always ready with a nil error and the loop spins; receive with err, ok := <-" + name + " and leave the loop when ok is false, or set it to nil"
	case t.derefs:
		return "once " + name + " is closed this receive is always ready and gives nil, which panics below; receive with v, ok := <-" + name + " and leave the loop when ok is false"
	}
	return "once " + name + " is closed this receive is always ready and the loop spins on zero values; receive with v, ok := <-" + name + " and leave the loop when ok is false"
}

// isSignal: case <-stop, where the message is that there is one.
func isSignal(n ast.Node) bool {
	clause, ok := n.(*ast.CommClause)
	if !ok {
		return false
	}
	_, ok = clause.Comm.(*ast.ExprStmt)
	return ok
}

// mayTurn: loops that end with their own work are reported only where the case
// was meant to end them, or where they take what is there until nothing is left.
func (c *check) mayTurn(loop *calls.Loop, t turn) bool {
	if loop.Kind == calls.Endless {
		return !c.asksToStop(loop)
	}
	s, ok := loop.Stmt.(*ast.ForStmt)
	if !ok {
		return false
	}
	return s.Cond == nil && t.closing.how != byStop || t.closing.how == byStop && endsInBreak(t.closed)
}

// asksToStop: for ctx.Err() == nil.
func (c *check) asksToStop(loop *calls.Loop) bool {
	s, ok := loop.Stmt.(*ast.ForStmt)
	if !ok || s.Cond == nil {
		return false
	}
	_, yes := c.Test(s.Cond, true)
	_, no := c.Test(s.Cond, false)
	return yes == services.OnStop || no == services.OnStop
}

func endsInBreak(n ast.Node) bool {
	clause, ok := n.(*ast.CommClause)
	if !ok || len(clause.Body) == 0 {
		return false
	}
	b, ok := clause.Body[len(clause.Body)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.BREAK && b.Label == nil
}

func (c *check) tierOf(loop *calls.Loop, t turn) report.Tier {
	switch {
	case t.flags || t.derefs || t.closing.how == perhaps || t.closing.late:
		return report.Strict
	case t.closing.how == byStop && endsInBreak(t.closed):
		return report.Default // it was meant to leave the loop
	case loop.Kind != calls.Endless:
		return report.Strict
	case t.closing.how == byPeer || t.closing.how == byStop:
		return report.Default // that ends while the service goes on
	case t.unsure || c.hasOtherStop(loop, t.closed):
		return report.Strict // whoever closes the input stops the loop as well, as a rule
	}
	return report.Default
}

// hasOtherStop: another case of the select leaves the loop on a stop.
func (c *check) hasOtherStop(loop *calls.Loop, at ast.Node) bool {
	sel := c.selectOf(loop.Func, at)
	for _, e := range c.exits(loop) {
		if e.Reason == services.OnStop && sel != nil && syntax.Contains(sel, e.Node.Pos()) && !syntax.Contains(at, e.Node.Pos()) {
			return true
		}
	}
	return false
}
