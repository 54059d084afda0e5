package hotloop

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// enter ends paths that leave the loop, and notes the default of a select.
func (c *check) enter(s *scope, b *cfg.Block, t turn) (turn, bool) {
	if isOutside(b, s.loop) {
		return t, false
	}
	switch b.Kind {
	case cfg.KindSelectAfterCase:
		return c.enterDefault(s, b, t), true
	case cfg.KindRangeDone, cfg.KindForDone:
		return c.enterDone(s, b, t)
	case cfg.KindSwitchCaseBody:
		return t, t.closed == nil || !c.rulesOut(s, b.Stmt, t.zero)
	}
	return t, true
}

// isOutside: behind the loop, or in the next turn of a loop around it.
func isOutside(b *cfg.Block, loop *calls.Loop) bool {
	for ; loop != nil; loop = loop.Outer {
		if b.Stmt == loop.Stmt {
			return true
		}
	}
	return false
}

func (c *check) enterDefault(s *scope, b *cfg.Block, t turn) turn {
	if len(b.Succs)+len(b.Nodes) == 0 || t.closed != nil {
		return t
	}
	sel := c.selectOf(s.f, b.Stmt)
	if sel == nil || syntax.HasDefault(sel) == nil || !isLastCase(sel, b.Stmt) {
		return t
	}
	t.moves = t.moves || t.idle != nil // a second select: it tries one thing, then another
	t.idle = syntax.HasDefault(sel)
	return t
}

// enterDone comes to the end of a loop in the turn. If that loop waits, the
// path went around it: possible for a range over what may be empty.
func (c *check) enterDone(s *scope, b *cfg.Block, t turn) (turn, bool) {
	switch inner := b.Stmt.(type) {
	case *ast.ForStmt:
		if inner.Init != nil && c.Sum.WaitsAt(s.f, inner.Body)&(paces|knowledge.Receives) != 0 {
			return t, false // it counts, from something to something
		}
	case *ast.RangeStmt:
		if c.Sum.WaitsAt(s.f, inner.Body)&(paces|knowledge.Receives) == 0 {
			return t, true
		}
		if syntax.IsConst(c.Info, inner.X) || isArray(c.Info.TypeOf(inner.X)) || syntax.IsChan(c.Info.TypeOf(inner.X)) {
			return t, false
		}
		t.skipped = inner
	}
	return t, true
}

func isArray(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Array)
	return ok
}

func (c *check) selectOf(f *calls.Func, clause ast.Node) *ast.SelectStmt {
	for _, sel := range f.Selects {
		for _, s := range sel.Body.List {
			if s == clause {
				return sel
			}
		}
	}
	return nil
}

// isLastCase: behind the last case that communicates comes the default.
func isLastCase(sel *ast.SelectStmt, clause ast.Stmt) bool {
	var last ast.Stmt
	for _, s := range sel.Body.List {
		if s.(*ast.CommClause).Comm != nil {
			last = s
		}
	}
	return last == clause
}

// paces are the waits that surely let time pass.
const paces = knowledge.Pauses | knowledge.Joins | knowledge.Serves | summary.Awaits

// pass goes over one statement. It ends the path where something waits.
func (c *check) pass(s *scope, n ast.Node, t turn) (turn, bool) {
	if t.closed != nil {
		return c.passClosed(s, n, t)
	}
	if t.failed != nil && c.pauses(s.f, n) && !c.isShortSleep(n) {
		return t, false // or until the stop signal: err := pause(ctx)
	}
	if t.bad != nil && c.replaces(n, t.bad, 0) {
		t.bad = nil
	}
	if ch, _ := c.bareReceive(n); ch != nil && c.isSlot(s.f, ch) {
		return t, true
	}
	if call, v := c.fallible(n); call != nil {
		t.tried = true
		if next, ok, known := c.ask(s, n, call, v, t); known {
			return next, ok
		}
	}
	if inner := c.failsInside(s, n); inner != nil && t.failed == nil {
		t.failed, t.chosen, t.test = inner.failed, inner.chosen, inner.test
		t.specific, t.within = inner.specific, inner.within
		return t, true
	}
	if c.Sum.WaitsAt(s.f, n)&(paces|knowledge.Receives) != 0 && !c.isShortSleep(n) {
		if _, v := c.bareReceive(n); v != nil || !isAssign(n) {
			return c.receive(s, n, n, t)
		}
		return t, false
	}
	if s.loop == nil && t.failed != nil && c.acts(n) {
		return t, false
	}
	t.waited = t.waited || c.mayWait(n)
	t.moves = t.moves || c.moves(s, n)
	return t, true
}

func isAssign(n ast.Node) bool {
	_, ok := n.(*ast.AssignStmt)
	return ok
}

// choose takes a case of a select. A message or a tick is a wait; a slot that
// is given back is none, nor is a channel that is closed.
func (c *check) choose(s *scope, clause *ast.CommClause, t turn) (turn, bool) {
	if clause.Comm == nil {
		return t, true
	}
	if t.closed != nil {
		return t, false
	}
	ch, send := syntax.CommChannel(clause)
	if c.isSlot(s.f, ch) {
		t.moves = t.moves || s.loop != nil // in the loop itself it may be there to replace what was not taken
		return t, true
	}
	if send {
		return t, false
	}
	return c.receive(s, clause, clause.Comm, t)
}

// isSlot reports whether f itself both sends to and receives from ch: it takes
// a slot of a semaphore and gives it back.
func (c *check) isSlot(f *calls.Func, ch ast.Expr) bool {
	v := syntax.VarOf(c.Info, ch)
	if v == nil {
		return false
	}
	sends, receives := false, false
	for _, op := range f.Ops {
		if syntax.VarOf(c.Info, op.Chan) == v {
			sends = sends || op.Kind == calls.Send
			receives = receives || op.Kind == calls.Receive
		}
	}
	for _, sel := range f.Selects {
		for _, cl := range sel.Body.List {
			comm, send := syntax.CommChannel(cl.(*ast.CommClause))
			if comm != nil && syntax.VarOf(c.Info, comm) == v {
				sends = sends || send
				receives = receives || !send
			}
		}
	}
	return sends && receives
}
