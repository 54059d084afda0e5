package donestays

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// verdict says where the paths from the case lead.
type verdict struct {
	stays bool // all of them come back
	spins bool // one comes back without a wait
}

const paces = knowledge.Pauses | knowledge.Asks | knowledge.Joins | knowledge.Receives | knowledge.Serves

// walk is one exploration of the paths behind the stop signal.
type walk struct {
	c     *check
	s     *stay
	begun bool

	back, left, spins bool
}

// follow explores the paths up to where the case or the condition is met again.
// The state says whether something was waited for.
func (c *check) follow(s *stay) verdict {
	g := c.Sum.Flow(s.f)
	start := startOf(g, s)
	if start == nil {
		return verdict{}
	}
	w := &walk{c: c, s: s}
	search := &flow.Search[bool]{Graph: g, Enter: w.enter, Case: w.chosen, Node: w.pass, Branch: w.branch}
	search.From(start, false)
	return verdict{stays: w.back && !w.left, spins: w.spins}
}

// startOf finds the block of the case, or of the branch that the condition leads to.
func startOf(g *flow.Graph, s *stay) *cfg.Block {
	for _, b := range g.Blocks {
		switch {
		case !b.Live:
		case s.clause != nil && b.Kind == cfg.KindSelectCaseBody && b.Stmt == s.clause,
			s.check != nil && b.Kind == cfg.KindIfThen && b.Stmt == s.check:
			return b
		}
	}
	return nil
}

func (w *walk) enter(b *cfg.Block, waited bool) (bool, bool) {
	switch {
	case b.Kind == cfg.KindSelectAfterCase && len(b.Succs) == 0:
		return waited, false // no case of a select without a default: it waits
	case b.Kind == cfg.KindSelectCaseBody && w.s.sel != nil && syntax.Contains(w.s.sel.Body, b.Stmt.Pos()) && w.begun:
		return waited, true // the select is met again, whatever this case does
	}
	if len(b.Succs) == 0 || b.Stmt != nil && !w.isInside(b) {
		w.left = true
		return waited, false
	}
	return waited, true
}

func (w *walk) isInside(b *cfg.Block) bool {
	loop := w.s.loop.Stmt
	if b.Stmt == loop {
		return b.Kind != cfg.KindForDone && b.Kind != cfg.KindRangeDone
	}
	return loop.Pos() <= b.Stmt.Pos() && b.Stmt.End() <= loop.End()
}

func (w *walk) chosen(clause *ast.CommClause, waited bool) (bool, bool) {
	if w.s.sel == nil || !syntax.Contains(w.s.sel.Body, clause.Pos()) || w.s.clause != clause && syntax.Contains(w.s.clause, clause.Pos()) {
		return waited, true
	}
	if !w.begun {
		w.begun = true // the case that the walk begins with
		return waited, true
	}
	return w.meet(waited)
}

func (w *walk) meet(waited bool) (bool, bool) {
	w.back, w.spins = true, w.spins || !waited
	return waited, false
}

func (w *walk) pass(n ast.Node, waited bool) (bool, bool) {
	return waited || w.c.Sum.WaitsAt(w.s.f, n)&paces != 0, true
}

// branch drops the side on which the stop signal is not given.
func (w *walk) branch(cond ast.Expr, taken, waited bool) (bool, bool) {
	if w.s.check != nil && syntax.Contains(w.s.check.Cond, cond.Pos()) {
		return w.meet(waited)
	}
	_, here := w.c.Test(cond, taken)
	_, other := w.c.Test(cond, !taken)
	return waited, here == services.OnStop || other != services.OnStop
}
