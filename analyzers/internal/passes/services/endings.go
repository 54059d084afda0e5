package services

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

func (e *endings) node(n ast.Node, s state) (state, bool) {
	if d, ok := n.(*ast.DeferStmt); ok {
		return s, d != nil // it runs at the end; see DeferredIn
	}
	if g, ok := n.(*ast.GoStmt); ok {
		s = e.started(g, s)
		return s, true
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			s = e.called(n, s)
		case *ast.UnaryExpr:
			if v := e.c.doneOf(syntax.Receive(n)); v != nil {
				s = e.kill(s, v, End{Received, n})
			}
		}
		return true
	})
	switch n := n.(type) {
	case *ast.AssignStmt:
		s = e.assigned(n, s)
	case *ast.ReturnStmt:
		e.every &= s
		e.some |= s
	}
	return s, true
}

// assigned revives what is made anew, and notes err := ctx.Err().
func (e *endings) assigned(a *ast.AssignStmt, s state) state {
	for i, lhs := range a.Lhs {
		if v := e.c.localVar(lhs); v != nil {
			s &^= e.bit(v) | e.bit(v)<<maxVars
		}
		if obj := syntax.ObjectOf(e.c.s.Info, lhs); obj != nil && i < len(a.Rhs) && a.Tok == token.DEFINE {
			if v := e.c.errOf(a.Rhs[i]); v != nil {
				e.errs[obj] = v
			}
		}
	}
	return s
}

// doneOf returns the context whose Done channel ch is.
func (c *Contexts) doneOf(ch ast.Expr) *types.Var {
	if ch == nil {
		return nil
	}
	return c.receiverOf(ch, "Done")
}

// errOf returns the context whose Err, or Cause, e asks for.
func (c *Contexts) errOf(e ast.Expr) *types.Var {
	if v := c.receiverOf(e, "Err"); v != nil {
		return v
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if ok && len(call.Args) == 1 {
		if fn := syntax.Callee(c.s.Info, call); fn != nil && fn.Name() == "Cause" && fn.Pkg() != nil && fn.Pkg().Path() == "context" {
			return c.localVar(call.Args[0])
		}
	}
	return nil
}

func (c *Contexts) receiverOf(e ast.Expr, method string) *types.Var {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != method {
		return nil
	}
	return c.localVar(sel.X)
}

// called notes the contexts that a call is given, then what it ends.
func (e *endings) called(expr *ast.CallExpr, s state) state {
	for i, arg := range expr.Args {
		if v := e.c.localVar(arg); v != nil {
			e.use(argument{expr, i, v}, s)
		}
	}
	call := e.calls[expr]
	if call == nil {
		return s
	}
	s = e.inside(call, s)
	for _, v := range e.c.cancels[call.Var] {
		s = e.kill(s, v, End{Revoked, expr})
	}
	for _, v := range e.waitedBy(call) {
		s = e.kill(s, v, End{Waited, expr})
	}
	for _, ended := range e.endedBy(call) {
		s = e.kill(s, ended.v, End{ended.kind, expr})
	}
	return s
}

func (e *endings) use(at argument, s state) {
	old, known := e.seen[at]
	if !known {
		e.order = append(e.order, at)
		old = ^state(0)
	}
	e.seen[at] = old & s
}

// inside: a literal that is called by name sees the contexts as they are now.
func (e *endings) inside(call *calls.Call, s state) state {
	if s == 0 || call.Var == nil {
		return s
	}
	for _, body := range e.c.s.Graph.Bodies(call) {
		if body.Lit == nil || !e.f.Outer().Encloses(body) || len(e.c.s.Graph.Bodies(call)) != 1 {
			continue
		}
		for _, inner := range body.Calls {
			for i, arg := range inner.Expr.Args {
				if v := e.c.localVar(arg); v != nil && !syntax.Contains(body.Lit, v.Pos()) && inner.Mode == calls.Plain {
					e.calls[inner.Expr] = inner
					e.use(argument{inner.Expr, i, v}, s)
				}
			}
		}
	}
	return s
}

// waitedBy returns the context of the group whose Wait a call is.
func (e *endings) waitedBy(call *calls.Call) []*types.Var {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Wait" {
		return nil
	}
	var out []*types.Var
	group := syntax.VarOf(e.c.s.Info, sel.X)
	for _, g := range e.c.groups {
		if g.Var != nil && g.Var == group && g.Ctx != nil && g.Assign.Pos() < call.Expr.Pos() {
			out = append(out, g.Ctx)
		}
	}
	return out
}

// started: go func() { g.Wait(); close(results) }(): from here on the context of
// the group may end at any time, as soon as its members are done.
func (e *endings) started(g *ast.GoStmt, s state) state {
	call := e.calls[g.Call]
	if call == nil {
		return s
	}
	for i, arg := range g.Call.Args {
		if v := e.c.localVar(arg); v != nil {
			e.use(argument{g.Call, i, v}, s)
		}
	}
	for _, v := range e.waitedIn(call) {
		s = e.kill(s, v, End{Waited, g})
	}
	return s
}

func (e *endings) waitedIn(call *calls.Call) []*types.Var {
	var out []*types.Var
	for _, body := range e.c.s.Graph.Bodies(call) {
		if body.Lit == nil {
			continue
		}
		for _, inner := range body.Calls {
			out = append(out, e.waitedBy(inner)...)
		}
	}
	return out
}

type endedBy struct {
	v    *types.Var
	kind EndKind
}

// endedBy lists the contexts that a function of this package surely ends, or whose
// end it surely waits for, in the statements that it always gets to.
func (e *endings) endedBy(call *calls.Call) []endedBy {
	bodies := e.c.s.Graph.Bodies(call)
	if len(bodies) != 1 {
		return nil
	}
	var out []endedBy
	for _, stmt := range bodies[0].Body.List {
		x, ok := stmt.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if inner, ok := ast.Unparen(x.X).(*ast.CallExpr); ok {
			if cancel := syntax.VarOf(e.c.s.Info, inner.Fun); cancel != nil {
				for _, v := range e.c.cancels[cancel] {
					out = append(out, endedBy{v, Revoked})
				}
			}
			continue
		}
		v := e.c.doneOf(syntax.Receive(x.X))
		if i := bodies[0].Param(v); i >= 0 && i < len(call.Expr.Args) {
			v = e.c.localVar(call.Expr.Args[i])
		}
		if v != nil {
			out = append(out, endedBy{v, Received})
		}
	}
	return out
}

func (e *endings) comm(clause *ast.CommClause, s state) (state, bool) {
	if ch, send := syntax.CommChannel(clause); ch != nil && !send {
		if v := e.c.doneOf(ch); v != nil {
			s = e.kill(s, v, End{Received, clause.Comm})
		}
	}
	return s, true
}

// branch reads ctx.Err() != nil, and err != nil of err := ctx.Err().
func (e *endings) branch(cond ast.Expr, taken bool, s state) (state, bool) {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || !e.c.s.Info.Types[b.Y].IsNil() || (b.Op == token.NEQ) != taken || b.Op != token.NEQ && b.Op != token.EQL {
		return s, true
	}
	v := e.c.errOf(b.X)
	if obj := syntax.ObjectOf(e.c.s.Info, b.X); v == nil && obj != nil {
		v = e.errs[obj]
	}
	if v != nil {
		s = e.kill(s, v, End{Failed, b})
	}
	return s, true
}
