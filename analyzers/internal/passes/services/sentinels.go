package services

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Match is a comparison of an error with a sentinel: errors.Is(err, X), err == X.
type Match struct {
	Node     ast.Expr // the comparison
	Err      ast.Expr // what is compared
	Sentinel *types.Var
	Negated  bool // err != X
}

// MatchOf reads a condition without && and || as a comparison with a sentinel.
func (s *Services) MatchOf(cond ast.Expr) (Match, bool) {
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		if e.Op != token.EQL && e.Op != token.NEQ {
			return Match{}, false
		}
		if v := s.sentinel(e.Y); v != nil {
			return Match{e, e.X, v, e.Op == token.NEQ}, true
		}
		if v := s.sentinel(e.X); v != nil {
			return Match{e, e.Y, v, e.Op == token.NEQ}, true
		}
	case *ast.CallExpr:
		if !s.isErrorsIs(e) {
			return Match{}, false
		}
		if v := s.sentinel(e.Args[1]); v != nil {
			return Match{e, e.Args[0], v, false}, true
		}
	}
	return Match{}, false
}

// isErrorsIs recognises errors.Is, of the standard library or one of its
// forerunners.
func (s *Services) isErrorsIs(call *ast.CallExpr) bool {
	fn := syntax.Callee(s.Info, call)
	return fn != nil && fn.Name() == "Is" && fn.Pkg() != nil && len(call.Args) == 2 &&
		fn.Signature().Recv() == nil && strings.HasSuffix(fn.Pkg().Name(), "errors")
}

// sentinel returns the package variable of type error that e names, or nil.
func (s *Services) sentinel(e ast.Expr) *types.Var {
	v := syntax.VarOf(s.Info, e)
	if v == nil || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() || !syntax.IsError(v.Type()) {
		return nil
	}
	return v
}

// IsStopCause recognises ctx.Err() and context.Cause(ctx).
func (s *Services) IsStopCause(e ast.Expr) bool { return s.isStopCause(e) }

// SourceOf finds the call that v was assigned from, in the text of f before
// pos; nil when the nearest assignment is something else.
func (s *Services) SourceOf(f *calls.Func, v *types.Var, pos token.Pos) (call *ast.CallExpr) {
	if v == nil {
		return nil
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Pos() > pos {
			return true
		}
		for i, lhs := range a.Lhs {
			if syntax.VarOf(s.Info, lhs) == v {
				call = callAt(a.Rhs, i)
			}
		}
		return true
	})
	return call
}

func callAt(rhs []ast.Expr, i int) *ast.CallExpr {
	if i >= len(rhs) {
		i = 0
	}
	call, _ := ast.Unparen(rhs[i]).(*ast.CallExpr)
	return call
}
