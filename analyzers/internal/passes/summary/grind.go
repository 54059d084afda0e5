package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readGrinds finds the functions whose CPU time grows faster than their input: those
// that go through all of one thing for each element of another, or try all
// branches at each step of a recursion, and never wait meanwhile. The parts of each
// element, fixed numbers, and loops that end early are no such case.
func (s *Summaries) readGrinds() bool {
	found := false
	for _, b := range s.bodies {
		if !b.self.Has(Grinds) && (slices.ContainsFunc(b.f.Loops, func(l *calls.Loop) bool { return s.isNested(l) && !s.waitsIn(b, l.Outer) }) || s.tries(b)) {
			b.self.add(Grinds)
			found = true
		}
	}
	return found
}

// Grinding reports whether a loop goes through all of something else in each turn.
func (s *Summaries) Grinding(outer *calls.Loop) bool {
	return slices.ContainsFunc(outer.Func.Loops, func(l *calls.Loop) bool { return l.Outer == outer && s.isNested(l) })
}

// isNested: for i := range a { for j := range b { ... } }, where b is no part of a.
func (s *Summaries) isNested(inner *calls.Loop) bool {
	outer := inner.Outer
	if outer == nil || inner.Kind != calls.Finite || outer.Kind != calls.Finite || mayEndEarly(inner.Body) {
		return false
	}
	return s.isLong(outer) && s.isLong(inner) && !s.isPartOf(inner, outer)
}

func mayEndEarly(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			found = true
		case *ast.BranchStmt:
			found = found || n.Tok != token.CONTINUE
		}
		return !found
	})
	return found
}

// isLong reports whether the number of turns is not fixed in the program's text.
func (s *Summaries) isLong(l *calls.Loop) bool {
	bound := boundOf(l)
	if bound == nil || syntax.IsConst(s.Graph.Info, bound) {
		return false
	}
	t := underlying(s.Graph.Info, bound)
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	_, isArray := t.(*types.Array)
	return !isArray
}

// boundOf is what decides on the number of turns: xs, n, len(xs).
func boundOf(l *calls.Loop) ast.Expr {
	switch stmt := l.Stmt.(type) {
	case *ast.RangeStmt:
		return stmt.X
	case *ast.ForStmt:
		if cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr); ok {
			return cond.Y
		}
	}
	return nil
}

// isPartOf reports whether the inner loop goes through a part of what the outer
// loop's turn is about: both together go through everything once.
func (s *Summaries) isPartOf(inner, outer *calls.Loop) bool {
	part := false
	ast.Inspect(boundOf(inner), func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		v, _ := s.Graph.Info.Uses[id].(*types.Var)
		if v != nil && !v.IsField() && syntax.Contains(outer.Stmt, v.Pos()) && !isSigned(v.Type()) {
			part = true
		}
		if v != nil && isSigned(v.Type()) && syntax.Contains(outer.Stmt, v.Pos()) && n != boundOf(inner) {
			part = true // rows[i]
		}
		return true
	})
	return part
}

// waitsIn reports whether anything in a loop may wait, or is not known.
func (s *Summaries) waitsIn(b *body, l *calls.Loop) bool {
	for _, op := range b.f.Ops {
		if op.Loop.Within(l) {
			return true
		}
	}
	for _, sel := range b.f.Selects {
		if syntax.Contains(l.Body, sel.Pos()) {
			return true
		}
	}
	for _, t := range b.calls {
		if t.Loop.Within(l) && s.mayOfTarget(t)&(waits|knowledge.Limits|Unknown) != 0 {
			return true
		}
	}
	return false
}

func (s *Summaries) mayOfTarget(t *target) knowledge.Effect {
	may := t.known
	if t.far != nil {
		may |= t.far.May.Mask()
	}
	for _, f := range t.bodies {
		may |= s.own[f.Index].May.Mask()
	}
	if t.unknown {
		may |= Unknown
	}
	return may
}

// tries: a function that calls itself in each turn of a counting loop goes through
// all combinations. One that calls itself for each element of a collection walks
// a tree.
func (s *Summaries) tries(b *body) bool {
	for _, t := range b.calls {
		l := t.Loop
		if l == nil || l.Kind != calls.Finite || !slices.Contains(t.bodies, b.f) {
			continue
		}
		if bound := boundOf(l); bound == nil || !isInteger(s.Graph.Info.TypeOf(bound)) || isLenCall(s.Graph.Info, bound) || !s.isLong(l) {
			continue
		}
		if !s.waitsIn(b, l) {
			return true
		}
	}
	return false
}

func isInteger(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// isLenCall: for i := 0; i < len(children); i++ goes through a collection.
func isLenCall(info *types.Info, e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && syntax.IsBuiltin(info, call, "len")
}
