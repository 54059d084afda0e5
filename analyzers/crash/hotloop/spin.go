package hotloop

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
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// turn is what is known on a path through one turn of a loop.
type turn struct {
	err      *types.Var    // holds the error of call, which was not looked at yet
	call     *ast.CallExpr // the last call that waits only while it succeeds
	failed   *ast.CallExpr // the call whose error this path is about
	chosen   *ast.IfStmt   // where that was found out
	idle     ast.Node      // the default case of a select that was taken
	specific bool          // the error was told apart from others
	waited   bool          // something may have waited
	moves    bool          // something outside the turn changed
}

// spinning reports the first hot path of each kind through a turn of the loop.
func (c *check) spinning(loop *calls.Loop) {
	g := c.Sum.Flow(loop.Func)
	body := g.Body(loop.Stmt)
	if body == nil {
		return
	}
	found := make(map[token.Pos]bool)
	w := flow.Search[turn]{Graph: g}
	w.Node = func(n ast.Node, t turn) (turn, bool) { return c.pass(loop, n, t) }
	w.Case = func(clause *ast.CommClause, t turn) (turn, bool) { return c.choose(clause, t) }
	w.Branch = func(cond ast.Expr, taken bool, t turn) (turn, bool) { return c.branch(loop, cond, taken, t) }
	started := false
	w.Enter = func(b *cfg.Block, t turn) (turn, bool) {
		if b == body && !started {
			started = true
			return t, true
		}
		if isHead(b, loop) {
			c.turned(loop, t, found)
			return t, false
		}
		return c.enter(b, loop, t)
	}
	w.From(body, turn{})
}

// isHead reports whether b begins the next turn.
func isHead(b *cfg.Block, loop *calls.Loop) bool {
	if b.Stmt != loop.Stmt {
		return false
	}
	return b.Kind == cfg.KindForBody || b.Kind == cfg.KindForLoop || b.Kind == cfg.KindForPost
}

// enter ends paths that leave the loop, and notes the default of a select.
func (c *check) enter(b *cfg.Block, loop *calls.Loop, t turn) (turn, bool) {
	if b.Stmt == loop.Stmt && b.Kind == cfg.KindForDone {
		return t, false
	}
	if b.Kind == cfg.KindSelectAfterCase && len(b.Succs)+len(b.Nodes) > 0 {
		if sel := c.selectOf(loop.Func, b.Stmt); sel != nil && syntax.HasDefault(sel) != nil && isLastCase(sel, b.Stmt) {
			t.moves = t.moves || t.idle != nil // a second select: it tries one thing, then another
			t.idle = syntax.HasDefault(sel)
		}
	}
	return t, true
}

func (c *check) selectOf(f *calls.Func, clause ast.Stmt) *ast.SelectStmt {
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
func (c *check) pass(loop *calls.Loop, n ast.Node, t turn) (turn, bool) {
	if call, v := c.fallible(n); call != nil {
		waits := c.Sum.WaitsAt(loop.Func, n)
		if waits&paces != 0 && !c.isShort(call) {
			return t, false
		}
		if c.mayFailAtOnce(call, waits) {
			t.err, t.call = v, call
			return t, true
		}
	}
	waits := c.Sum.WaitsAt(loop.Func, n)
	if waits&(paces|knowledge.Receives) != 0 && !c.isShortSleep(n) {
		return t, false
	}
	t.waited = t.waited || c.mayWait(n)
	t.moves = t.moves || c.moves(loop, n)
	return t, true
}

// fallible finds v, err := f() and returns the call and err.
func (c *check) fallible(n ast.Node) (*ast.CallExpr, *types.Var) {
	a, ok := n.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 {
		return nil, nil
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	v := syntax.VarOf(c.Info, a.Lhs[len(a.Lhs)-1])
	if v == nil || !syntax.IsError(v.Type()) {
		return nil, nil
	}
	return call, v
}

// mayFailAtOnce reports whether a call that returns an error talks to the
// outside: when that is broken, it fails again and again without waiting.
func (c *check) mayFailAtOnce(call *ast.CallExpr, waits knowledge.Effect) bool {
	if waits&(knowledge.Receives|knowledge.Asks) != 0 {
		return true
	}
	may := c.MayOf(call)
	return may.Has(knowledge.Receives|knowledge.Asks) && !may.Has(knowledge.Pauses)
}

// choose takes a case of a select. A message or a tick is a wait; a closed
// channel is the business of closedChannels.
func (c *check) choose(clause *ast.CommClause, t turn) (turn, bool) {
	if clause.Comm == nil {
		return t, true
	}
	return t, false
}

// branch follows what a condition says of the error that was not looked at yet.
func (c *check) branch(loop *calls.Loop, cond ast.Expr, taken bool, t turn) (turn, bool) {
	if c.saysTimeout(cond, taken) {
		return t, false // the time went by in the call
	}
	v, reason := c.Test(cond, taken)
	switch {
	case reason == services.OnStop || reason == services.OnSourceEnd:
		return t, false // a loop that goes on after its end is another check's business
	case reason == services.OnError && v != nil && v == t.err:
		t.failed, t.err = t.call, nil
		t.chosen = enclosingIf(loop.Body, cond)
	case t.err != nil && c.isNilTest(cond, taken, t.err):
		return t, false // it succeeded, so it waited
	case taken && t.failed != nil && c.tellsApart(cond):
		t.specific = true
	case reason == services.ByResult && !c.isErrorTest(cond):
		t.moves = t.moves || t.failed == nil && c.readsTurn(loop, cond)
	}
	return t, true
}

// isNilTest: err == nil that holds.
func (c *check) isNilTest(cond ast.Expr, taken bool, err *types.Var) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && c.Info.Types[e.Y].IsNil() && syntax.VarOf(c.Info, e.X) == err && (e.Op == token.EQL) == taken
}

func (c *check) isErrorTest(cond ast.Expr) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && syntax.IsError(c.Info.TypeOf(e.X))
}

// tellsApart: errors.Is(err, ErrConflict), isTemporary(err).
func (c *check) tellsApart(cond ast.Expr) bool {
	call, ok := ast.Unparen(cond).(*ast.CallExpr)
	if !ok {
		e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
		return ok && syntax.IsError(c.Info.TypeOf(e.X)) && !c.Info.Types[e.Y].IsNil()
	}
	for _, arg := range call.Args {
		if syntax.IsError(c.Info.TypeOf(arg)) {
			return true
		}
	}
	return false
}

// saysTimeout recognises the tests for "nothing came in time" in their usual
// spellings: errors.Is(err, os.ErrDeadlineExceeded), ne.Timeout(), isTimeout(err),
// err == redis.Nil.
func (c *check) saysTimeout(cond ast.Expr, taken bool) bool {
	if !taken {
		return false
	}
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch id.Name {
			case "DeadlineExceeded", "ErrDeadlineExceeded", "Timeout", "IsTimeout", "isTimeout", "ErrTimeout", "Nil", "EAGAIN", "EINTR":
				found = true
			}
		}
		return !found
	})
	return found
}

// readsTurn reports whether a condition depends on what this turn computed, so
// that the turn may well make progress.
func (c *check) readsTurn(loop *calls.Loop, cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, ok := c.Info.Uses[id].(*types.Var)
			found = found || ok && syntax.Contains(loop.Body, v.Pos())
		}
		return !found
	})
	return found
}

// turned is called when a path comes back to the head of the loop without a
// wait.
func (c *check) turned(loop *calls.Loop, t turn, found map[token.Pos]bool) {
	switch {
	case t.waited:
		// it need not, but who knows
	case t.failed != nil:
		c.reportFailure(loop, t, found)
	case t.idle != nil && !t.moves && !found[t.idle.Pos()]:
		found[t.idle.Pos()] = true
		c.Report(report.Finding{
			Pos: t.idle.Pos(), End: t.idle.(*ast.CommClause).Colon, Sub: "default",
			Message: "with nothing to receive this loop takes the default case again and again and keeps a CPU busy; drop the default so that the select blocks, or wait for a ticker in it",
			Related: c.loopAt(loop),
		})
	case !t.moves && t.idle == nil && len(found) == 0 && c.endsOnlyByStop(loop):
		found[loop.Pos()] = true
		c.Report(report.Finding{
			Pos: loop.Pos(), End: loop.Body.Lbrace, Sub: "poll",
			Message: "a turn of this loop can pass without any wait, so it keeps a CPU busy; wait for a ticker, a timer or a channel in every turn",
		})
	}
}

func (c *check) reportFailure(loop *calls.Loop, t turn, found map[token.Pos]bool) {
	if found[t.failed.Pos()] || c.isBounded(loop) {
		return
	}
	found[t.failed.Pos()] = true
	tier := report.Default
	if t.specific {
		tier = report.Strict
	}
	name := syntax.ExprName(t.failed.Fun)
	pos, end := c.place(t)
	c.Report(report.Finding{
		Pos: pos, End: end, Tier: tier, Sub: "error",
		Message: "while " + name + " fails this loop spins: it tries again at once, keeps a CPU busy and floods the log; pause before the next try, and stop the pause when the service stops",
		Related: append(c.loopAt(loop), report.Related{Pos: t.failed.Pos(), End: t.failed.End(), Message: "this call fails at once while what it talks to is down"}),
	})
}

func (c *check) loopAt(loop *calls.Loop) []report.Related {
	return []report.Related{{Pos: loop.Pos(), End: loop.Body.Lbrace, Message: "the loop"}}
}

// place is the continue that begins the next turn, or the test of the error.
func (c *check) place(t turn) (token.Pos, token.Pos) {
	if t.chosen == nil {
		return t.failed.Pos(), t.failed.End()
	}
	if b := t.chosen.Body; len(b.List) > 0 {
		if last, ok := b.List[len(b.List)-1].(*ast.BranchStmt); ok && last.Tok == token.CONTINUE {
			return last.Pos(), last.End()
		}
	}
	return t.chosen.Pos(), t.chosen.Cond.End()
}

func enclosingIf(body *ast.BlockStmt, cond ast.Expr) *ast.IfStmt {
	var found *ast.IfStmt
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.IfStmt); ok && syntax.Contains(s.Cond, cond.Pos()) {
			found = s
		}
		return found == nil
	})
	return found
}
