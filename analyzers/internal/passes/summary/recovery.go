package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// updateRecovery finds out what becomes of a panic inside the function, by what
// it defers itself, be it under a condition, and what the function that it
// returns does to one when it is deferred.
func (s *Summaries) updateRecovery(b *body, sum *Summary) {
	for _, t := range b.calls {
		if t.Mode == calls.Defer {
			sum.Contains = strongest(sum.Contains, s.HandlerOf(t.Call))
		}
	}
	for _, f := range s.Graph.Returned(b.f) {
		sum.Returned = strongest(sum.Returned, s.own[f.Index].Handler)
	}
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
	handler := s.handlerOfFunc(c.Fn)
	for _, fn := range c.Elsewhere() {
		handler = strongest(handler, s.handlerOfFunc(fn))
	}
	for _, body := range s.Graph.Bodies(c) {
		handler = strongest(handler, s.own[body.Index].Handler)
	}
	if call, ok := ast.Unparen(c.Expr.Fun).(*ast.CallExpr); ok {
		if fn := syntax.Callee(s.Graph.Info, call); fn != nil && s.Graph.Decl(fn) == nil {
			handler = strongest(handler, s.OfFunc(fn).Returned) // defer guard()()
		}
	}
	return handler
}

// handlerOfFunc is for functions that are known by name, of other packages too.
func (s *Summaries) handlerOfFunc(fn *types.Func) Recovery {
	if fn == nil {
		return Propagates
	}
	row, _ := s.rowOf(fn)
	switch {
	case row.Does&knowledge.Repanicking != 0:
		return Repanics
	case row.Does&knowledge.Recovering != 0:
		return Recovered
	}
	return s.OfFunc(fn).Handler
}

// handlerOf looks at a body that calls recover: can it return normally when
// there was a panic?
func (s *Summaries) handlerOf(b *body) Recovery {
	if b.f.Recovers == nil {
		return Propagates
	}
	p := panicked{info: s.Graph.Info, graph: s.Graph, f: b.f}
	p.read()
	g := s.flowOf(b)
	returns := false
	w := flow.Search[struct{}]{
		Graph: g,
		Enter: func(b *cfg.Block, st struct{}) (struct{}, bool) {
			return st, !p.calm[b.Stmt] || b.Kind != cfg.KindSwitchCaseBody
		},
		Node: func(n ast.Node, st struct{}) (struct{}, bool) {
			_, isReturn := n.(*ast.ReturnStmt)
			returns = returns || isReturn
			return st, !isReturn
		},
		Branch: func(cond ast.Expr, taken bool, st struct{}) (struct{}, bool) { return st, p.mayTake(cond, taken) },
	}
	w.From(g.Blocks[0], struct{}{})
	if returns {
		return Recovered
	}
	return Repanics
}

// panicked decides branches of a body that calls recover, for the case that
// there was a panic.
type panicked struct {
	info  *types.Info
	graph *calls.Graph
	f     *calls.Func
	value *types.Var        // holds the recovered value, or nil
	calm  map[ast.Stmt]bool // clauses of a switch that mean that there was none
}

func (p *panicked) read() {
	p.calm = make(map[ast.Stmt]bool)
	ast.Inspect(p.f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == p.f.Recovers {
				p.value = syntax.VarOf(p.info, n.Lhs[0])
			}
		case *ast.SwitchStmt:
			p.readSwitch(n.Tag, n.Body)
		case *ast.TypeSwitchStmt:
			p.readSwitch(assertedIn(n.Assign), n.Body)
		}
		return true
	})
}

// assertedIn returns x of switch x.(type) and switch y := x.(type).
func assertedIn(stmt ast.Stmt) ast.Expr {
	var e ast.Expr
	switch s := stmt.(type) {
	case *ast.ExprStmt:
		e = s.X
	case *ast.AssignStmt:
		e = s.Rhs[0]
	}
	if a, ok := ast.Unparen(e).(*ast.TypeAssertExpr); ok {
		return a.X
	}
	return nil
}

func (p *panicked) readSwitch(tag ast.Expr, body *ast.BlockStmt) {
	if tag == nil || !p.isValue(tag) {
		return
	}
	for _, c := range body.List {
		if clause, ok := c.(*ast.CaseClause); ok && len(clause.List) == 1 && p.info.Types[clause.List[0]].IsNil() {
			p.calm[clause] = true
		}
	}
}

// isValue reports whether e is the recovered value.
func (p *panicked) isValue(e ast.Expr) bool {
	if ast.Unparen(e) == p.f.Recovers {
		return true
	}
	v := syntax.VarOf(p.info, e)
	return v != nil && v == p.value
}

// mayTake reports whether a branch can be taken when there was a panic: r != nil
// holds, and a switch of the package has the value that it starts with.
func (p *panicked) mayTake(cond ast.Expr, taken bool) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		if (e.Op == token.EQL || e.Op == token.NEQ) && p.info.Types[e.Y].IsNil() && p.isValue(e.X) {
			return (e.Op == token.NEQ) == taken
		}
	case *ast.Ident:
		if v := syntax.VarOf(p.info, e); v != nil && isGlobal(v) {
			if start, known := p.graph.StartsTrue(v); known {
				return start == taken
			}
		}
	}
	return true
}
