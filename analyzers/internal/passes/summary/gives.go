package summary

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Some functions hand out what they have just opened, so that ending it is their
// caller's business: what they return comes, in every return that returns one, from
// a call that opens it. One that returns what it keeps does not give it away.

// Opens says which result of a call is a value that the call has opened and that
// its caller has to end, and the row on it.
func (s *Summaries) Opens(call *ast.CallExpr) (result int, row knowledge.Scoped, ok bool) {
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil {
		return 0, row, false
	}
	return s.opens(fn)
}

func (s *Summaries) opens(fn *types.Func) (int, knowledge.Scoped, bool) {
	results := fn.Signature().Results()
	for i := range min(results.Len(), 8) {
		row, name := s.heldRow(results.At(i).Type())
		if name != nil && s.givesAway(fn, i, row, name) {
			return i, row, true
		}
	}
	return 0, knowledge.Scoped{}, false
}

// heldRow returns the row on values of a type that have to be ended.
func (s *Summaries) heldRow(t types.Type) (knowledge.Scoped, *types.TypeName) {
	if syntax.NamedOf(t) == nil {
		return knowledge.Scoped{}, nil
	}
	row, name := s.Table.ScopedType(t)
	if name == nil {
		name = syntax.NamedOf(t)
		row, _ = s.Table.ScopedFrom(name)
	}
	if row.Held == "" {
		return knowledge.Scoped{}, nil
	}
	return row, name
}

func (s *Summaries) givesAway(fn *types.Func, i int, row knowledge.Scoped, name *types.TypeName) bool {
	if fn.Pkg() == name.Pkg() {
		return row.HandsOut(fn) || len(row.From) == 0 && syntax.IsInterfaceMethod(fn)
	}
	if s.OfFunc(fn).Gives&(1<<i) != 0 {
		return true
	}
	if row.OnlyFrom {
		return false
	}
	if bodies := s.Graph.MethodBodies(fn); len(bodies) > 0 && syntax.IsInterfaceMethod(fn) {
		return slices.ContainsFunc(bodies, func(f *calls.Func) bool { return s.Of(f).Gives&(1<<i) != 0 })
	}
	return mayFail(fn) && (syntax.IsInterfaceMethod(fn) || fn.Pkg() != nil && s.Table.Knows(fn.Pkg().Path()))
}

// mayFail: what only looks something up does not fail.
func mayFail(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 1 && syntax.IsError(results.At(results.Len()-1).Type())
}

// updateGives finds out which of its results a function has opened itself.
func (s *Summaries) updateGives(b *body, sum *Summary) bool {
	if b.f.Sig == nil {
		return false
	}
	results := b.f.Sig.Results()
	old := sum.Gives
	for i := range min(results.Len(), 8) {
		if _, name := s.heldRow(results.At(i).Type()); name != nil && s.isGivenAway(b.f, i) {
			sum.Gives |= 1 << i
		}
	}
	return sum.Gives != old
}

func (s *Summaries) isGivenAway(f *calls.Func, i int) bool {
	gives := false
	for _, ret := range f.Returns {
		given, known := s.givenBy(f, ret, i)
		if known && !given {
			return false
		}
		gives = gives || given
	}
	return gives
}

// givenBy says of one return whether it returns what was opened; nil says nothing.
func (s *Summaries) givenBy(f *calls.Func, ret *ast.ReturnStmt, i int) (given, known bool) {
	if len(ret.Results) == 1 && f.Sig.Results().Len() > 1 {
		return s.isOpening(ret.Results[0], i), true
	}
	if i >= len(ret.Results) {
		return false, false // results with names
	}
	e := ast.Unparen(ret.Results[i])
	if s.Graph.Info.Types[e].IsNil() {
		return false, false
	}
	if s.isOpening(e, 0) || s.wrapsOpened(f, e) {
		return true, true
	}
	v := syntax.VarOf(s.Graph.Info, e)
	return v != nil && s.isOpened(f, v), true
}

func (s *Summaries) isOpening(e ast.Expr, i int) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	result, _, ok := s.Opens(call)
	return ok && result == i
}

// wrapsOpened: &Tx{tx}
func (s *Summaries) wrapsOpened(f *calls.Func, e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryExpr); ok {
		e = u.X
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return false
	}
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		if v := syntax.VarOf(s.Graph.Info, elt); v != nil && !v.IsField() && s.isOpened(f, v) {
			return true
		}
	}
	return false
}

// isOpened reports whether a local variable is assigned from nothing but calls
// that open its value, and put nowhere else.
func (s *Summaries) isOpened(f *calls.Func, v *types.Var) bool {
	if v.IsField() || syntax.IsGlobal(v) || !syntax.Contains(f.Body, v.Pos()) {
		return false
	}
	opened, other := false, false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range a.Lhs {
			if syntax.VarOf(s.Graph.Info, lhs) == v {
				opening := s.isAssignedOpening(a, i)
				opened, other = opened || opening, other || !opening
			}
		}
		for _, rhs := range a.Rhs {
			other = other || syntax.VarOf(s.Graph.Info, rhs) == v // kept under another name
		}
		return true
	})
	return opened && !other
}

func (s *Summaries) isAssignedOpening(a *ast.AssignStmt, i int) bool {
	if len(a.Rhs) == 1 && len(a.Lhs) > 1 {
		return s.isOpening(a.Rhs[0], i)
	}
	return i < len(a.Rhs) && s.isOpening(a.Rhs[i], 0)
}
