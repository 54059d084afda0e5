package hotloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// closedChannels reports receives without ok, in a loop that goes on, from a
// channel that somebody closes: from then on the receive is always ready.
func (c *check) closedChannels(loop *calls.Loop) {
	for _, op := range loop.Func.Ops {
		if op.Kind == calls.Receive && op.Loop == loop {
			c.bareReceive(loop, op.Node, op.Chan)
		}
	}
	for _, sel := range loop.Func.Selects {
		if syntax.Contains(loop.Body, sel.Pos()) && c.innermost(loop, sel) {
			c.selectReceives(loop, sel)
		}
	}
}

func (c *check) innermost(loop *calls.Loop, n ast.Node) bool {
	for _, other := range loop.Func.Loops {
		if other != loop && other.Within(loop) && syntax.Contains(other.Body, n.Pos()) {
			return false
		}
	}
	return true
}

func (c *check) selectReceives(loop *calls.Loop, sel *ast.SelectStmt) {
	for _, s := range sel.Body.List {
		clause := s.(*ast.CommClause)
		ch, send := syntax.CommChannel(clause)
		if ch == nil || send || hasOk(clause.Comm) || c.leaves(loop, clause) {
			continue
		}
		tier := report.Default
		if c.hasOtherStop(loop, sel, clause) {
			tier = report.Strict // whoever closes the input stops the loop as well, as a rule
		}
		c.reportClosed(loop, clause.Comm, ch, tier)
	}
}

func (c *check) bareReceive(loop *calls.Loop, n ast.Node, ch ast.Expr) {
	var stmt ast.Node
	ast.Inspect(loop.Body, func(m ast.Node) bool {
		if a, ok := m.(*ast.AssignStmt); ok && syntax.Contains(a, n.Pos()) {
			stmt = a
		}
		return stmt == nil
	})
	if stmt != nil && hasOk(stmt) || c.waitsElsewhere(loop, n) {
		return
	}
	if a, ok := stmt.(*ast.AssignStmt); ok && c.isTested(loop, a) {
		return
	}
	c.reportClosed(loop, n, ch, report.Default)
}

// waitsElsewhere: something else in the turn lets time pass.
func (c *check) waitsElsewhere(loop *calls.Loop, n ast.Node) bool {
	for _, stmt := range loop.Body.List {
		if !syntax.Contains(stmt, n.Pos()) && c.Sum.WaitsAt(loop.Func, stmt) != 0 {
			return true
		}
	}
	return false
}

func (c *check) reportClosed(loop *calls.Loop, n ast.Node, ch ast.Expr, tier report.Tier) {
	v, closing := c.closingOf(loop.Func, ch)
	if closing == nil || c.Sum.IsDone(ch) {
		return // a stop signal that does not stop is another check's business
	}
	c.Report(report.Finding{
		Pos: n.Pos(), End: n.End(), Tier: tier, Sub: "closed",
		Message: "once " + v.Name() + " is closed this receive is always ready and the loop spins on zero values; receive with v, ok := <-" + v.Name() + " and leave the loop when ok is false",
		Related: append(c.loopAt(loop), report.Related{Pos: closing.Pos(), End: closing.End(), Message: "closed here"}),
	})
}

// hasOk: v, ok := <-ch.
func hasOk(comm ast.Node) bool {
	a, ok := comm.(*ast.AssignStmt)
	return ok && len(a.Lhs) == 2
}

// leaves reports whether the case can leave the loop or stop receiving: the
// author thought of the end, or tells the zero value apart.
func (c *check) leaves(loop *calls.Loop, clause *ast.CommClause) bool {
	for _, e := range c.Exits(loop) {
		if syntax.Contains(clause, e.Node.Pos()) {
			return true
		}
	}
	a, ok := clause.Comm.(*ast.AssignStmt)
	return ok && c.isTested(loop, a)
}

// isTested reports whether the received value is compared with its zero value,
// or the channel variable set to nil.
func (c *check) isTested(loop *calls.Loop, a *ast.AssignStmt) bool {
	v := syntax.VarOf(c.Info, a.Lhs[0])
	found := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		if e, ok := n.(*ast.BinaryExpr); ok && (e.Op == token.EQL || e.Op == token.NEQ) {
			found = found || v != nil && syntax.VarOf(c.Info, e.X) == v && c.leavesUnder(loop, e)
		}
		return !found
	})
	return found
}

// leavesUnder: the test decides an exit of the loop.
func (c *check) leavesUnder(loop *calls.Loop, test ast.Expr) bool {
	for _, e := range c.Exits(loop) {
		for _, cond := range e.Conds {
			if syntax.Contains(cond, test.Pos()) {
				return true
			}
		}
	}
	return false
}

// hasOtherStop: another case of the select leaves the loop on a stop.
func (c *check) hasOtherStop(loop *calls.Loop, sel *ast.SelectStmt, not *ast.CommClause) bool {
	for _, e := range c.Exits(loop) {
		if e.Reason == services.OnStop && syntax.Contains(sel, e.Node.Pos()) && !syntax.Contains(not, e.Node.Pos()) {
			return true
		}
	}
	return false
}

// closingOf finds the channel behind an expression and a close of it: in this
// package, through an accessor method, or what a caller passes for a parameter.
func (c *check) closingOf(f *calls.Func, ch ast.Expr) (*types.Var, ast.Node) {
	v := c.channel(ch)
	if v == nil {
		return nil, nil
	}
	if n := c.closeOf(v); n != nil {
		return v, n
	}
	i := f.Outer().Param(v)
	if i < 0 {
		return nil, nil
	}
	for _, u := range c.Graph.Uses(f.Outer()) {
		if u.Arg == calls.Callee && i < len(u.Call.Expr.Args) {
			if n := c.closeOf(syntax.VarOf(c.Info, u.Call.Expr.Args[i])); n != nil {
				return v, n
			}
		}
	}
	return nil, nil
}

// channel resolves ch, s.ch and s.events() where that method returns a field.
func (c *check) channel(ch ast.Expr) *types.Var {
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		return syntax.VarOf(c.Info, ch)
	}
	f := c.Graph.Decl(syntax.Callee(c.Info, call))
	if f == nil || len(f.Returns) != 1 || len(f.Returns[0].Results) != 1 {
		return nil
	}
	return syntax.VarOf(c.Info, f.Returns[0].Results[0])
}

func (c *check) closeOf(v *types.Var) ast.Node {
	if v == nil {
		return nil
	}
	for _, f := range c.Graph.Funcs {
		for _, op := range f.Ops {
			if op.Kind == calls.Close && syntax.VarOf(c.Info, op.Chan) == v {
				return op.Node
			}
		}
	}
	return nil
}
