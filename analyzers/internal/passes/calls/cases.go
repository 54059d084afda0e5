package calls

import (
	"go/ast"
	"iter"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Received goes over the cases of the body's selects that receive, each with the
// channel that it receives from, in source order.
func (f *Func) Received() iter.Seq2[*ast.CommClause, ast.Expr] {
	return func(yield func(*ast.CommClause, ast.Expr) bool) {
		for _, sel := range f.Selects {
			for _, stmt := range sel.Body.List {
				clause := stmt.(*ast.CommClause)
				if ch, send := syntax.CommChannel(clause); ch != nil && !send && !yield(clause, ch) {
					return
				}
			}
		}
	}
}

// Received goes over those cases of the function's selects that stand in the loop.
func (l *Loop) Received() iter.Seq2[*ast.CommClause, ast.Expr] {
	return func(yield func(*ast.CommClause, ast.Expr) bool) {
		for clause, ch := range l.Func.Received() {
			if syntax.Contains(l.Body, clause.Pos()) && !yield(clause, ch) {
				return
			}
		}
	}
}
