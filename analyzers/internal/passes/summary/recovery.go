package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// updateRecovery finds out what the function does to a panic: as a deferred
// call (Handler), and to one inside itself by what it defers (Contains).
func (s *Summaries) updateRecovery(b *body, sum *Summary) bool {
	before := *sum
	sum.Handler = max(sum.Handler, s.handlerOf(b))
	for _, t := range b.calls {
		if t.Mode == calls.Defer {
			sum.Contains = strongest(sum.Contains, s.HandlerOf(t.Call))
		}
	}
	return sum.Handler != before.Handler || sum.Contains != before.Contains
}

// strongest: one recover that returns normally is enough, wherever it stands in
// the order of defers.
func strongest(a, b Recovery) Recovery {
	if a == Recovered || b == Recovered {
		return Recovered
	}
	return max(a, b)
}

// HandlerOf says what a deferred call does to a panic.
func (s *Summaries) HandlerOf(c *calls.Call) Recovery {
	if c.Fn != nil {
		if row, ok := s.Table.Call(c.Fn); ok && row.Does&knowledge.Repanicking != 0 {
			return Repanics
		} else if ok && row.Does&knowledge.Recovering != 0 {
			return Recovered
		}
	}
	handler := Propagates
	for _, body := range s.Graph.Bodies(c) {
		handler = strongest(handler, s.own[body.Index].Handler)
	}
	if c.Fn != nil && s.Graph.Decl(c.Fn) == nil {
		handler = strongest(handler, s.OfFunc(c.Fn).Handler)
	}
	if call, ok := ast.Unparen(c.Expr.Fun).(*ast.CallExpr); ok && handler == Propagates {
		handler = s.returnedHandler(call)
	}
	return handler
}

// returnedHandler handles defer guard()(): the function that a call returns.
func (s *Summaries) returnedHandler(call *ast.CallExpr) Recovery {
	f := s.Graph.Decl(syntax.Callee(s.Graph.Info, call))
	if f == nil {
		return Propagates
	}
	handler := Propagates
	for _, lit := range f.Lits {
		handler = strongest(handler, s.own[lit.Index].Handler)
	}
	return handler
}

// handlerOf looks at a body that calls recover: can it return normally when
// there was a panic?
func (s *Summaries) handlerOf(b *body) Recovery {
	if b.f.Recovers == nil {
		return Propagates
	}
	g := s.flowOf(b)
	info := s.Graph.Info
	value := recoverVar(info, b.f)
	returns := false
	w := flow.Search[struct{}]{
		Graph: g,
		Node: func(n ast.Node, st struct{}) (struct{}, bool) {
			_, isReturn := n.(*ast.ReturnStmt)
			returns = returns || isReturn
			return st, !isReturn
		},
		Branch: func(cond ast.Expr, taken bool, st struct{}) (struct{}, bool) {
			nothing, known := saysNoPanic(info, cond, taken, value)
			return st, !known || !nothing
		},
	}
	w.From(g.Blocks[0], struct{}{})
	if returns {
		return Recovered
	}
	return Repanics
}

// recoverVar returns the variable that holds the recovered value, or nil.
func recoverVar(info *types.Info, f *calls.Func) *types.Var {
	var found *types.Var
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == f.Recovers {
			found = syntax.VarOf(info, a.Lhs[0])
		}
		return found == nil
	})
	return found
}

// saysNoPanic reads r != nil, r == nil and recover() == nil.
func saysNoPanic(info *types.Info, cond ast.Expr, taken bool, value *types.Var) (nothing, known bool) {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || e.Op != token.EQL && e.Op != token.NEQ || !info.Types[e.Y].IsNil() {
		return false, false
	}
	if call, ok := ast.Unparen(e.X).(*ast.CallExpr); ok && syntax.IsBuiltin(info, call, "recover") {
		return (e.Op == token.EQL) == taken, true
	}
	if v := syntax.VarOf(info, e.X); v != nil && v == value {
		return (e.Op == token.EQL) == taken, true
	}
	return false, false
}
