package hotloop

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// turn is what is known on a path through one turn of a loop.
type turn struct {
	first bool // the turn has just begun

	err      *types.Var    // holds the error of call, which was not looked at yet
	call     *ast.CallExpr // the last call that waits only while it succeeds
	guess    bool          // nothing is known about call
	failed   *ast.CallExpr // the call whose error this path is about
	chosen   *ast.IfStmt   // where that was found out
	test     ast.Expr      // by which condition
	bad      *types.Var    // holds that error
	within   *calls.Func   // the function called by the loop in which it was
	fetched  *ast.CallExpr // a round trip that succeeded: it did not wait for anybody
	specific bool          // the error was told apart from others

	idle    ast.Node       // the default case of a select that was taken
	skipped *ast.RangeStmt // a loop with a wait in it that had nothing to go over
	tried   bool           // something returned an error, or nil
	waited  bool           // something may have waited
	asked   bool           // a look at the stop signal said to go on
	moves   bool           // something outside the turn changed

	closed  ast.Node // the receive, without ok, from a channel taken to be closed
	closing *closing
	zero    *types.Var // what it was received into
	unsure  bool       // something may have waited before that
	flags   bool       // something was set that decides whether the loop goes on
	derefs  bool       // the zero value was dereferenced
}

// scope is what a search goes through: the body of a loop, or a function that
// the loop calls.
type scope struct {
	f     *calls.Func
	body  *ast.BlockStmt
	loop  *calls.Loop // nil in a function
	depth int
}

func (c *check) search(s *scope) flow.Search[turn] {
	return flow.Search[turn]{
		Graph:  c.Sum.Flow(s.f),
		Node:   func(n ast.Node, t turn) (turn, bool) { return c.pass(s, n, t) },
		Case:   func(clause *ast.CommClause, t turn) (turn, bool) { return c.choose(s, clause, t) },
		Branch: func(cond ast.Expr, taken bool, t turn) (turn, bool) { return c.branch(s, cond, taken, t) },
		Enter:  func(b *cfg.Block, t turn) (turn, bool) { return c.enter(s, b, t) },
	}
}

// spinning reports the hot paths through a turn of the loop.
func (c *check) spinning(loop *calls.Loop) {
	s := &scope{f: loop.Func, body: loop.Body, loop: loop}
	w := c.search(s)
	body := w.Graph.Body(loop.Stmt)
	if body == nil {
		return
	}
	w.Enter = func(b *cfg.Block, t turn) (turn, bool) {
		if t.first {
			t.first = false
			return t, true
		}
		if isHead(b, loop) {
			c.turned(s, t)
			return t, false
		}
		return c.enter(s, b, t)
	}
	w.From(body, turn{first: true})
}

// isHead reports whether b begins the next turn.
func isHead(b *cfg.Block, loop *calls.Loop) bool {
	if b.Stmt != loop.Stmt {
		return false
	}
	switch b.Kind {
	case cfg.KindForBody, cfg.KindForLoop, cfg.KindForPost, cfg.KindRangeLoop, cfg.KindRangeBody:
		return true
	}
	return false
}

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

// turned is called when a path comes back to the head of the loop without a
// wait.
func (c *check) turned(s *scope, t turn) {
	switch {
	case t.closed != nil:
		c.reportClosed(s.loop, t)
	case s.loop.Kind != calls.Endless:
		// it ends with its own work
	case t.fetched != nil:
		c.reportUnacked(s, t)
	case t.waited || t.guess && t.failed == nil:
		// it need not, but who knows
	case t.failed != nil && t.within != nil && t.moves:
		// the failed step belongs to one piece of work, the next turn has another
	case t.failed != nil:
		c.reportFailure(s.loop, t)
	case t.moves:
		// the next turn is another one
	case t.idle != nil:
		c.reportIdle(s.loop, t)
	case c.endsOnlyByStop(s.loop) || !t.tried && c.endsByErrors(s.loop):
		c.reportPoll(s.loop, t)
	}
}

func (c *check) reportIdle(loop *calls.Loop, t turn) {
	if c.found[t.idle.Pos()] {
		return
	}
	c.found[t.idle.Pos()] = true
	c.Report(report.Finding{
		Pos: t.idle.Pos(), End: t.idle.(*ast.CommClause).Colon, Sub: "default",
		Message: "with nothing to receive this loop takes the default case again and again and keeps a CPU busy; drop the default so that the select blocks, or wait for a ticker in it",
		Related: c.loopAt(loop),
	})
}

func (c *check) reportPoll(loop *calls.Loop, t turn) {
	if c.foundIn(loop) || t.skipped != nil && c.isStartedWithSome(loop.Func) {
		return
	}
	c.found[loop.Pos()] = true
	message := "a turn of this loop can pass without any wait, so it keeps a CPU busy; wait for a ticker, a timer or a channel in every turn"
	if t.skipped != nil {
		message = "while " + syntax.ExprName(t.skipped.X) + " is empty nothing in this loop waits, so it keeps a CPU busy; wait for a ticker or a channel in every turn, or do not start the loop"
	}
	tier := report.Default
	if c.yields(loop) {
		tier = report.Strict // a spin lock, as a rule: it is over soon
	}
	c.Report(report.Finding{Pos: loop.Pos(), End: loop.Body.Lbrace, Tier: tier, Sub: "poll", Message: message})
}

// yields: runtime.Gosched().
func (c *check) yields(loop *calls.Loop) bool {
	for _, call := range loop.Func.Calls {
		if call.Loop == loop && call.Fn != nil && call.Fn.FullName() == "runtime.Gosched" {
			return true
		}
	}
	return false
}

// foundIn: one finding explains the loop well enough.
func (c *check) foundIn(loop *calls.Loop) bool {
	for pos := range c.found {
		if syntax.Contains(loop.Stmt, pos) {
			return true
		}
	}
	return false
}

// isStartedWithSome: if len(s.points) > 0 { go s.loop() }, at every place.
func (c *check) isStartedWithSome(f *calls.Func) bool {
	uses := c.Graph.Uses(f)
	for _, u := range uses {
		if u.Arg != calls.Callee || !c.isUnderLen(u.Call) {
			return false
		}
	}
	return len(uses) > 0
}

func (c *check) isUnderLen(call *calls.Call) bool {
	found := false
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		s, ok := n.(*ast.IfStmt)
		if ok && syntax.Contains(s.Body, call.Expr.Pos()) {
			ast.Inspect(s.Cond, func(n ast.Node) bool {
				test, ok := n.(*ast.CallExpr)
				found = found || ok && syntax.IsBuiltin(c.Info, test, "len")
				return !found
			})
		}
		return !found
	})
	return found
}

func (c *check) loopAt(loop *calls.Loop) []report.Related {
	return []report.Related{{Pos: loop.Pos(), End: loop.Body.Lbrace, Message: "the loop"}}
}
