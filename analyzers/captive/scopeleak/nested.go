package scopeleak

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// A context that is made from another one, and takes its variables:
//
//	ctx, cancel := context.WithCancel(ctx)
//	if d > 0 {
//		ctx, cancel = context.WithTimeout(ctx, d)
//	}
//	defer cancel()
//
// The first cannot be cancelled before, as the second lives on it.

// isNested: the second one of its variable is made from the first.
func (c *check) isNested(o *values.Opened, others []*values.Opened) bool {
	first := c.contextOf(o)
	return isCancel(o) && first != nil && slices.ContainsFunc(others, func(next *values.Opened) bool {
		return next != o && next.Var == o.Var && len(next.Call.Args) > 0 && syntax.VarOf(c.Info, next.Call.Args[0]) == first
	})
}

// contextOf returns the variable of the context that a cancel function ends.
func (c *check) contextOf(o *values.Opened) *types.Var {
	a, ok := o.Stmt.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 2 || len(a.Rhs) != 1 {
		return nil
	}
	return syntax.VarOf(c.Info, a.Lhs[0])
}

// endsWithCaller: the context that it was made from is the caller's, or a request's,
// and ends soon.
func (c *check) endsWithCaller(o *values.Opened) bool {
	if len(o.Call.Args) == 0 {
		return false
	}
	parent := o.Call.Args[0]
	for _, from := range c.Contexts().Origins(parent, o.Func) {
		if from.Kind == services.Unending || from.Kind == services.OfField {
			return false
		}
		if from.Kind == services.OfRequest {
			return true
		}
	}
	v := syntax.VarOf(c.Info, parent)
	return v != nil && isGiven(o.Func, v)
}
