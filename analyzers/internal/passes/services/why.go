package services

import (
	"go/ast"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// WhyAt says why control comes to n, a node of f: because something was told
// to stop, its source ended, or a call failed (which one, and in which variable
// its error is). Only conditions and calls of one turn of l count, or of the
// whole body when l is nil.
func (s *Services) WhyAt(f *calls.Func, l *calls.Loop, n ast.Node) Exit {
	if l == nil || l.Func != f {
		l = &calls.Loop{Stmt: f.Body, Body: f.Body, Func: f} // a run of the body is its turn
	}
	w := exitWalker{s: s, loop: l}
	e := Exit{Node: n}
	ast.PreorderStack(l.Body, nil, func(m ast.Node, stack []ast.Node) bool {
		if m == n {
			w.judge(&e, append(slices.Clone(stack), m))
		}
		return m != n && syntax.Contains(m, n.Pos())
	})
	return e
}
