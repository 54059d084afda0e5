package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// testOk says what it means that the bool x is false, going by where it comes
// from: a receive, then the channel is closed; a map index or type assertion,
// then one item is rejected, which says nothing about the source of the items.
// Of what a call returns, only the name says that it may be the former.
func (s *Services) testOk(x ast.Expr, e *Exit) Reason {
	v := syntax.VarOf(s.Info, x)
	if v == nil || v.IsField() || !isBool(v.Type()) {
		return ByResult
	}
	switch origin := s.okOrigin(v).(type) {
	case *ast.IndexExpr, *ast.TypeAssertExpr:
		if e != nil && e.Lookup == nil {
			e.Lookup = origin.(ast.Expr)
		}
		return OnReject
	case *ast.UnaryExpr:
		return OnSourceEnd
	}
	switch v.Name() {
	case "ok", "open", "more", "opened":
		return OnSourceEnd
	}
	return ByResult
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}

// okOrigin finds the expression of value, ok := expr; the last one where there
// are several, and nil where there is none.
func (s *Services) okOrigin(v *types.Var) ast.Node {
	var origin ast.Node
	for _, f := range s.Graph.Funcs {
		if f.Parent != nil || !syntax.Contains(f.Body, v.Pos()) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			a, ok := n.(*ast.AssignStmt)
			if ok && len(a.Lhs) == 2 && len(a.Rhs) == 1 && syntax.VarOf(s.Info, a.Lhs[1]) == v {
				origin = ast.Unparen(a.Rhs[0])
			}
			return true
		})
		break // no other function contains it
	}
	return origin
}
