package deafwait

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// selects reports a select of a service loop that hears no stop at all.
func (c *check) selects(f *calls.Func) {
	for _, sel := range f.Selects {
		loop := services.LoopAt(f, sel.Pos())
		if loop == nil || loop.Kind != calls.Endless || syntax.HasDefault(sel) != nil || !c.IsLongLoop(loop) || len(sel.Body.List) == 0 {
			continue
		}
		h := c.listen(f, sel)
		if h == nil || h.checks || h.signal.Ctx == "" && !syntax.IsChan(h.signal.Var.Type()) || c.hears(loop, sel) {
			continue
		}
		h.at = &ast.Ident{NamePos: sel.Select, Name: "select"}
		c.emit(h, report.Finding{
			Sub:     "select",
			Message: c.inWhat(h) + " goes on after the stop: no case of this select hears " + h.signal.Chan + "; add one that returns",
		})
	}
}

// hears: a case of the select, or an exit of the loop, is about an end.
func (c *check) hears(loop *calls.Loop, sel *ast.SelectStmt) bool {
	for _, stmt := range sel.Body.List {
		ch, send := syntax.CommChannel(stmt.(*ast.CommClause))
		if ch != nil && !send && (c.Sum.IsDone(ch) || c.isFed(c.Channels().Of(ch))) {
			return true
		}
	}
	for _, e := range c.Exits(loop) {
		if e.Reason == services.OnStop || e.Reason == services.OnSourceEnd {
			return true
		}
	}
	return false
}

// joins reports waits for a condition that nobody signals on the stop, and for
// goroutines that do not hear it either.
func (c *check) joins(f *calls.Func) {
	for _, call := range f.Calls {
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if !ok || call.Mode != calls.Plain || call.Fn == nil || call.Fn.Name() != "Wait" {
			continue
		}
		t := c.Info.TypeOf(sel.X)
		switch {
		case syntax.IsNamed(t, "sync", "Cond"):
			c.cond(f, call, sel.X)
		case syntax.IsNamed(t, "sync", "WaitGroup"):
			c.group(f, call, syntax.VarOf(c.Info, sel.X))
		}
	}
}

// cond reports for !ready { cond.Wait() } where the condition says nothing of a
// stop and no function that runs on the stop wakes it.
func (c *check) cond(f *calls.Func, call *calls.Call, cond ast.Expr) {
	h := c.listen(f, call.Expr)
	if h == nil || h.signal.Ctx == "" || c.asksMore(h.loop) || c.isWoken(f, syntax.VarOf(c.Info, cond)) {
		return
	}
	c.emit(h, report.Finding{
		Sub:     "cond",
		Message: c.inWhat(h) + " waits on " + syntax.ExprName(cond) + " until somebody signals it, whatever becomes of " + h.signal.Ctx + "; wake it with context.AfterFunc and look at " + h.signal.Ctx + ".Err() in the condition",
	})
}

// asksMore: for !q.ready && !q.closed. One of the conditions may be the stop.
func (c *check) asksMore(l *calls.Loop) bool {
	if l == nil {
		return false
	}
	loop, ok := l.Stmt.(*ast.ForStmt)
	if !ok || loop.Cond == nil {
		return false
	}
	and, ok := ast.Unparen(loop.Cond).(*ast.BinaryExpr)
	return ok && (and.Op.String() == "&&" || and.Op.String() == "||")
}

// isWoken: a literal of f, or the stop path, broadcasts.
func (c *check) isWoken(f *calls.Func, cond *types.Var) bool {
	for _, g := range c.Graph.Funcs {
		if g == f || !f.Outer().Encloses(g) && !c.IsStopping(g) {
			continue
		}
		for _, call := range g.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if ok && (sel.Sel.Name == "Broadcast" || sel.Sel.Name == "Signal") && syntax.VarOf(c.Info, sel.X) == cond {
				return true
			}
		}
	}
	return false
}

// group reports a Wait for goroutines of the same function that wait for something
// and listen to nothing.
func (c *check) group(f *calls.Func, call *calls.Call, group *types.Var) {
	if group == nil || group.IsField() || !takesContext(f) {
		return
	}
	h := c.listen(f, call.Expr)
	if h == nil {
		return
	}
	for _, lit := range f.Lits {
		if c.isStarted(lit) && c.uses(lit, group) && c.isDeafBody(lit) {
			c.emit(h, report.Finding{
				Sub: "join", Tier: report.Strict,
				Message: "this waits for goroutines that do not hear " + h.signal.Chan + " and may be held up; hand " + h.signal.Ctx + " to what they call",
				Related: []report.Related{{Pos: lit.Pos(), End: lit.Pos(), Message: "one of the goroutines"}},
			})
			return
		}
	}
}

func (c *check) uses(lit *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.Info.Uses[id] == v
		return !found
	})
	return found
}

// isDeafBody: it asks somebody outside or waits for a message, and mentions no
// context and no stop channel.
func (c *check) isDeafBody(lit *calls.Func) bool {
	if !c.Sum.Of(lit).May.Has(knowledge.Asks | knowledge.Receives | knowledge.Joins) {
		return false
	}
	if c.Sum.Of(lit).May.Has(summary.Awaits) {
		return false
	}
	deaf := true
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		deaf = deaf && !(ok && syntax.IsContext(c.Info.TypeOf(e)))
		return deaf
	})
	return deaf
}
