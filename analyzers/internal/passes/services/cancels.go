package services

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readName notes that a cancel function is kept under another name: s.cancel = cancel.
func (c *Contexts) readName(v *types.Var, value ast.Expr) {
	if v == nil || !syntax.IsFunc(v.Type()) {
		return
	}
	if from := syntax.VarOf(c.s.Info, value); from != nil && from != v {
		c.names[v] = append(c.names[v], from)
	}
}

// IsCancelOf reports whether a variable or field holds a function that ends the
// context in another one, or what that was made from.
func (c *Contexts) IsCancelOf(cancel, ctx *types.Var) bool {
	if cancel == nil || ctx == nil {
		return false
	}
	for _, name := range append([]*types.Var{cancel}, c.names[cancel]...) {
		for _, ended := range c.cancels[name] {
			if c.isMadeFrom(ctx, ended, maxSteps) {
				return true
			}
		}
	}
	return false
}

// isMadeFrom: v holds the context of another variable, or one that ends with it.
func (c *Contexts) isMadeFrom(v, from *types.Var, depth int) bool {
	if v == from || depth == 0 {
		return v == from
	}
	return slices.ContainsFunc(c.made[v], func(m making) bool {
		parent := syntax.VarOf(c.s.Info, m.value)
		if call, ok := ast.Unparen(m.value).(*ast.CallExpr); ok && len(call.Args) > 0 {
			if own, known := derivation(syntax.Callee(c.s.Info, call)); known && own&detached == 0 {
				parent = syntax.VarOf(c.s.Info, call.Args[0])
			}
		}
		return parent != nil && parent != v && c.isMadeFrom(parent, from, depth-1)
	})
}

// IsOwn reports whether the context in a variable or field is made from nothing that
// may end, so that only its own cancel functions end it.
func (c *Contexts) IsOwn(v *types.Var) bool { return c.isOwn(v, maxSteps) }

func (c *Contexts) isOwn(v *types.Var, depth int) bool {
	if _, given := c.params[v]; given || depth == 0 || len(c.made[v]) == 0 {
		return false
	}
	for _, m := range c.made[v] {
		if !c.isOwnValue(v, m.value, depth) {
			return false
		}
	}
	return true
}

func (c *Contexts) isOwnValue(v *types.Var, value ast.Expr, depth int) bool {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok {
		from := syntax.VarOf(c.s.Info, value)
		return from != nil && (from == v || c.isOwn(from, depth-1))
	}
	fn := syntax.Callee(c.s.Info, call)
	own, known := derivation(fn)
	switch {
	case !known || fn.Pkg().Path() != "context" || own&Expires != 0 || own&detached == 0 && len(call.Args) == 0:
		return false // also by a signal, a failure of the group, a deadline
	case own&detached != 0:
		return true
	}
	return c.isOwnValue(v, call.Args[0], depth-1)
}
