package hotloop

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
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
