package stoperror

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// turn is one turn of a loop, played through while its context is done.
type turn struct {
	c      *check
	l      *calls.Loop
	cause  string // how the context ended: "Canceled" or "DeadlineExceeded"
	body   *cfg.Block
	back   bool            // a path comes back to the beginning over a failed call
	left   bool            // a path leaves the loop
	denied *services.Match // a test for Canceled that an expired context fails
}

// played is what a path has met so far.
type played struct {
	started  bool // it has left the beginning
	failed   bool // a call failed because of the context
	received bool // it waited for somebody's message: the next turn is about another one
}

// forEver: nothing leaves the loop.
func (t *turn) forEver() bool { return t.back && !t.left }

func (c *check) play(l *calls.Loop, cause string) *turn {
	g := c.Sum.Flow(l.Func)
	t := &turn{c: c, l: l, cause: cause, body: g.Body(l.Stmt)}
	if t.body == nil {
		return t
	}
	search := flow.Search[played]{Graph: g, Enter: t.enter, Node: t.node, Case: t.choose, Branch: t.branch}
	search.From(t.body, played{})
	return t
}

func (t *turn) enter(b *cfg.Block, s played) (played, bool) {
	switch {
	case b == t.body && s.started:
		t.back = t.back || s.failed && !s.received
		return s, false
	case t.isOutside(b):
		t.left = true
		return s, false
	}
	s.started = true
	return s, true
}

// isOutside reports whether a block is behind the loop.
func (t *turn) isOutside(b *cfg.Block) bool {
	if b.Stmt == t.l.Stmt && (b.Kind == cfg.KindForDone || b.Kind == cfg.KindRangeDone) {
		return true
	}
	if len(b.Nodes) > 0 {
		return !syntax.Contains(t.l.Stmt, b.Nodes[0].Pos())
	}
	return b.Stmt != nil && !syntax.Contains(t.l.Stmt, b.Stmt.Pos())
}

func (t *turn) node(n ast.Node, s played) (played, bool) {
	if _, ok := n.(*ast.ReturnStmt); ok {
		t.left = true
		return s, false
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			s.failed = s.failed || t.c.failsWhenDone(t.l, n)
			t.left = t.left || !t.c.Sum.MayReturn(n) // the process ends
		case *ast.UnaryExpr:
			ch := syntax.Receive(n)
			s.received = s.received || ch != nil && t.c.Sum.WaitOf(ch)&knowledge.Receives != 0
		}
		return true
	})
	return s, !t.left
}

// choose enters a case of a select. One that hears the context is ready for
// good, so that it is chosen sooner or later.
func (t *turn) choose(clause *ast.CommClause, s played) (played, bool) {
	ch, send := syntax.CommChannel(clause)
	if t.hears(clause) {
		return s, true
	}
	if sel := t.selectOf(clause); sel != nil && t.hearsAny(sel) {
		return s, false
	}
	s.received = s.received || ch != nil && !send && t.c.Sum.WaitOf(ch)&knowledge.Receives != 0
	return s, true
}

func (t *turn) selectOf(clause *ast.CommClause) *ast.SelectStmt {
	for _, sel := range t.l.Func.Selects {
		for _, s := range sel.Body.List {
			if s == clause {
				return sel
			}
		}
	}
	return nil
}

func (t *turn) hearsAny(sel *ast.SelectStmt) bool {
	for _, s := range sel.Body.List {
		if t.hears(s.(*ast.CommClause)) {
			return true
		}
	}
	return false
}

// hears: case <-ctx.Done(), or a channel that a function made of the context.
func (t *turn) hears(clause *ast.CommClause) bool {
	ch, send := syntax.CommChannel(clause)
	call, ok := ch.(*ast.CallExpr)
	if !ok || send {
		return false
	}
	if t.c.Sum.WaitOf(ch)&summary.Awaits != 0 {
		return true
	}
	return t.c.isGivenContext(t.l, call)
}

// branch follows the side that a done context takes, and both where that is not
// known.
func (t *turn) branch(cond ast.Expr, taken bool, s played) (played, bool) {
	value, known := t.value(cond)
	return s, !known || value == taken
}

func (t *turn) value(cond ast.Expr) (value, known bool) {
	if m, ok := t.c.MatchOf(cond); ok {
		return t.valueOfMatch(&m)
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			value, known = t.value(e.X)
			return !value, known
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return t.valueOfBoth(e)
		}
		isTest := e.Op == token.EQL || e.Op == token.NEQ
		if isTest && t.c.Info.Types[e.Y].IsNil() && t.isFailure(e.X, e.Pos()) {
			return e.Op == token.NEQ, true
		}
	}
	return false, false
}

// valueOfBoth: one side that is false decides &&, one that is true decides ||.
func (t *turn) valueOfBoth(e *ast.BinaryExpr) (value, known bool) {
	decides := e.Op == token.LOR
	x, knownX := t.value(e.X)
	if knownX && x == decides {
		return decides, true
	}
	y, knownY := t.value(e.Y)
	if knownY && y == decides {
		return decides, true
	}
	return !decides, knownX && knownY
}

// valueOfMatch compares the context's error with a sentinel.
func (t *turn) valueOfMatch(m *services.Match) (value, known bool) {
	if !t.isFailure(m.Err, m.Node.Pos()) {
		return false, false
	}
	equal := isCtxError(m) && m.Sentinel.Name() == t.cause
	if isCtxError(m) && m.Sentinel.Name() == "Canceled" && !equal {
		t.denied = m
	}
	return equal != m.Negated, true
}

// isFailure: e holds the error of the context, or of a call that was given it.
func (t *turn) isFailure(e ast.Expr, pos token.Pos) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		call = t.c.SourceOf(t.l.Func, syntax.VarOf(t.c.Info, e), pos)
	}
	return call != nil && (t.c.IsStopCause(call) || syntax.Contains(t.l.Stmt, call.Pos()) && t.c.failsWhenDone(t.l, call))
}
