package ctxsibling

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isPreparing: what is prepared takes a short turn, once, and hears the context where
// it is run.
func isPreparing(form *types.Func) bool { return strings.HasPrefix(form.Name(), "Prepare") }

// isOwned: it is called on a transaction that the function is given, or on what was
// prepared in that. Whoever began it ends it, mostly with the context that it was
// begun with, so that the call does not outlast that.
func (c *check) isOwned(f *calls.Func, call *ast.CallExpr, depth int) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v := syntax.VarOf(c.Info, sel.X)
	if v == nil || v.IsField() {
		return false
	}
	for g := f; g != nil; g = g.Parent {
		if g.Param(v) >= 0 {
			return c.isTransaction(v.Type())
		}
	}
	for _, from := range c.makers(f.Outer(), v) {
		if depth < 2 && c.isOwned(f, from, depth+1) {
			return true
		}
	}
	return false
}

// isTransaction: a value that holds something until whoever opened it ends it.
func (c *check) isTransaction(t types.Type) bool {
	name := syntax.NamedOf(t)
	if name == nil {
		return false
	}
	row, ok := c.Table.Scoped(name)
	return ok && row.Held != "" && len(row.Ends) > 0
}

// makers lists the calls whose first result is put into a local variable.
func (c *check) makers(f *calls.Func, v *types.Var) []*ast.CallExpr {
	var out []*ast.CallExpr
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && syntax.VarOf(c.Info, a.Lhs[0]) == v {
			if call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr); ok {
				out = append(out, call)
			}
		}
		return true
	})
	return out
}
