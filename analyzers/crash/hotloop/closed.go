package hotloop

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// bareReceive finds a receive without ok in a statement or a case, and the
// variable that takes the value.
func (c *check) bareReceive(n ast.Node) (ch ast.Expr, v *types.Var) {
	if a, ok := n.(*ast.AssignStmt); ok {
		if len(a.Lhs) != 1 {
			return nil, nil
		}
		v = syntax.VarOf(c.Info, a.Lhs[0])
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case ast.Expr:
			if ch == nil {
				ch = syntax.Receive(n)
			}
		}
		return ch == nil
	})
	if a, ok := n.(*ast.AssignStmt); ok && ch != nil && syntax.Receive(a.Rhs[0]) == nil {
		v = nil // x := f(<-ch)
	}
	return ch, v
}

// receive takes the path on which a channel is closed: there the receive does
// not wait, and its value is zero.
func (c *check) receive(s *scope, n ast.Node, comm ast.Node, t turn) (turn, bool) {
	ch, v := c.bareReceive(comm)
	if ch == nil {
		return t, false
	}
	cl := c.closingAt(s.f, ch)
	if cl == nil || t.asked || c.isTakenAnew(s, ch) || c.isAskedFirst(s, ch, t.idle) {
		return t, false
	}
	t.closed, t.closing, t.zero, t.unsure = n, cl, v, t.waited
	t.err, t.idle = nil, nil
	return t, true
}

// isTakenAnew: kick := s.kickChan(), in each turn.
func (c *check) isTakenAnew(s *scope, ch ast.Expr) bool {
	v := syntax.VarOf(c.Info, ch)
	return v != nil && !v.IsField() && s.loop != nil && syntax.Contains(s.body, v.Pos())
}

// isAskedFirst: the default was taken of a select that receives from the same
// channel. Once that is closed, its own case is taken instead.
func (c *check) isAskedFirst(s *scope, ch ast.Expr, idle ast.Node) bool {
	sel := c.selectOf(s.f, idle)
	if sel == nil {
		return false
	}
	for _, cl := range sel.Body.List {
		if other, send := syntax.CommChannel(cl.(*ast.CommClause)); other != nil && !send && syntax.ExprName(other) == syntax.ExprName(ch) {
			return true
		}
	}
	return false
}

func (c *check) closingAt(f *calls.Func, ch ast.Expr) *closing {
	if cl, ok := c.closings[ch]; ok {
		return cl
	}
	cl := c.closing(f, ch)
	c.closings[ch] = cl
	return cl
}

// passClosed goes over a statement behind a receive from a closed channel.
func (c *check) passClosed(s *scope, n ast.Node, t turn) (turn, bool) {
	if c.replaces(n, t.closing.v, 2) || c.replaces(n, c.contextOf(t), 0) {
		return t, false
	}
	t.flags = t.flags || c.setsExit(s, n)
	t.derefs = t.derefs || c.dereferences(n, t.zero)
	if _, ok := n.(*ast.SendStmt); ok {
		return t, true // zero values are handed on as fast as they are taken
	}
	waits := c.Sum.WaitsAt(s.f, n)
	return t, waits&(paces|knowledge.Receives) == 0 || c.isShortSleep(n)
}

// contextOf returns the variable ctx of a receive from ctx.Done().
func (c *check) contextOf(t turn) *types.Var {
	clause, ok := t.closed.(*ast.CommClause)
	if !ok || t.closing.how != byStop {
		return nil
	}
	ch, _ := syntax.CommChannel(clause)
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return syntax.VarOf(c.Info, sel.X)
	}
	return nil
}

// replaces reports whether a statement assigns the channel anew, or sets it to
// nil, itself or in a function of this package that it calls.
func (c *check) replaces(n ast.Node, v *types.Var, depth int) bool {
	if v == nil {
		return false
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				found = found || syntax.VarOf(c.Info, lhs) == v
			}
		case *ast.CallExpr:
			found = found || depth > 0 && c.isSetIn(v, n, depth)
		}
		return !found
	})
	return found
}

func (c *check) isSetIn(v *types.Var, call *ast.CallExpr, depth int) bool {
	for _, body := range c.Graph.Bodies(&calls.Call{Expr: call, Fn: syntax.Callee(c.Info, call)}) {
		for _, f := range c.channels().set[v] {
			if body.Encloses(f) {
				return true
			}
		}
		for _, inner := range body.Calls {
			if depth > 1 && c.isSetIn(v, inner.Expr, depth-1) {
				return true
			}
		}
	}
	return false
}

// setsExit: stopping = true, where some exit of the loop asks for stopping.
func (c *check) setsExit(s *scope, n ast.Node) bool {
	set := make(map[*types.Var]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				set[syntax.VarOf(c.Info, lhs)] = true
			}
		case *ast.IncDecStmt:
			set[syntax.VarOf(c.Info, n.X)] = true
		}
		return true
	})
	delete(set, nil)
	if len(set) == 0 || s.loop == nil {
		return false
	}
	if loop, ok := s.loop.Stmt.(*ast.ForStmt); ok && loop.Cond != nil && c.MentionsAny(loop.Cond, set) {
		return true
	}
	for _, e := range c.exits(s.loop) {
		for _, cond := range e.Conds {
			if e.Reason != services.OnExit && c.MentionsAny(cond, set) {
				return true
			}
		}
	}
	return false
}
