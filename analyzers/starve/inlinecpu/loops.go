package inlinecpu

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// selects looks for heavy work in a case of a service's select that has other
// cases to serve.
func (c *check) selects(a *services.Activation) {
	if !a.IsLong() {
		return
	}
	for _, sel := range a.Loop.Func.Selects {
		if !syntax.Contains(a.Loop.Body, sel.Pos()) || syntax.HasDefault(sel) != nil {
			continue
		}
		served := c.served(sel)
		for _, s := range sel.Body.List {
			clause := s.(*ast.CommClause)
			if other, urgent := c.otherThan(sel, clause, served); other != "" && served[clause] != nil {
				c.inCase(a, clause, other, urgent)
			}
		}
	}
}

// served lists the cases that are work, by what they receive from: not the stop
// signal.
func (c *check) served(sel *ast.SelectStmt) map[*ast.CommClause]ast.Expr {
	out := make(map[*ast.CommClause]ast.Expr)
	for _, s := range sel.Body.List {
		clause := s.(*ast.CommClause)
		if ch, send := syntax.CommChannel(clause); ch != nil && !send && !c.Sum.IsDone(ch) && !c.isEnd(clause, ch) {
			out[clause] = ch
		}
	}
	return out
}

// isEnd: a signal of the system, and a case that reads nothing and leaves.
func (c *check) isEnd(clause *ast.CommClause, ch ast.Expr) bool {
	if syntax.IsNamed(syntax.ElemOf(c.Info.TypeOf(ch)), "os", "Signal") {
		return true
	}
	if _, unread := clause.Comm.(*ast.ExprStmt); !unread || len(clause.Body) == 0 || summary.IsTimer(c.Info, ch) {
		return false
	}
	switch last := clause.Body[len(clause.Body)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return last.Label != nil
	}
	return false
}

// otherThan names what waits meanwhile: a ticker if there is one, as what it beats
// for is in a hurry. What time.After returns is made anew in each turn, and comes
// late by as much.
func (c *check) otherThan(sel *ast.SelectStmt, clause *ast.CommClause, served map[*ast.CommClause]ast.Expr) (found string, urgent bool) {
	for _, s := range sel.Body.List {
		other := s.(*ast.CommClause)
		ch := served[other]
		if ch == nil || other == clause {
			continue
		}
		_, isCall := ast.Unparen(ch).(*ast.CallExpr)
		beats := summary.IsTimer(c.Info, ch) && !isCall
		if found == "" || beats {
			found = syntax.ExprName(ch)
		}
		urgent = urgent || beats
	}
	return found, urgent
}

func (c *check) inCase(a *services.Activation, clause *ast.CommClause, other string, urgent bool) {
	for _, call := range a.Loop.Func.Calls {
		if call.Mode != calls.Plain || !inBody(clause, call) || c.bounds(call) || c.seen[call.Expr.Pos()] {
			continue
		}
		may := c.MayOf(call.Expr)
		if !may.Has(burns) || may.Has(knowledge.Limits) || !may.Has(known) && may.Has(knowledge.Asks) {
			continue // limited; or what it asks takes longer than what it computes
		}
		c.seen[call.Expr.Pos()] = true
		cost := c.costIn(call, may)
		f := report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.End(),
			Message: cost.via[0] + amount(cost) + " on the goroutine that also serves " + other + ", which waits until it is done; run it on a goroutine of its own, with as many at once as there are processors",
			Related: []report.Related{{Pos: a.Loop.Pos(), End: a.Loop.Body.Lbrace, Message: "the loop that serves both"}},
		}
		if len(cost.via) > 1 && cost.via[1] != "" {
			f.Chain = cost.via
		}
		if !cost.heavy || !urgent {
			f.Tier = report.Strict
		}
		c.Report(f)
	}
}

func inBody(clause *ast.CommClause, call *calls.Call) bool {
	return len(clause.Body) > 0 && clause.Body[0].Pos() <= call.Expr.Pos() && call.Expr.End() <= clause.End()
}
