package scopeleak

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/values"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isUnsure: the value is left open, but most likely somebody else ends it soon, or
// nothing stays taken, or the path is none that is ever taken.
func (c *check) isUnsure(o *values.Opened, others []*values.Opened) bool {
	return isCancel(o) && expires(o) || c.endsWithTx(o.Func, o.Call, others, 2)
}

// endsWithTx: the rows and statements of a transaction end with it, and it is ended:
// by whoever began it and handed it in, or by this function on every path.
func (c *check) endsWithTx(f *calls.Func, call *ast.CallExpr, others []*values.Opened, depth int) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || depth == 0 {
		return false
	}
	v := syntax.VarOf(c.Info, sel.X)
	if v == nil {
		return false
	}
	if k, ok := c.KindOf(v.Type()); ok && k.Noun == "transaction" {
		return isGiven(f, v) || c.isEndedHere(v, others)
	}
	made := c.MadeBy(f, v) // stmt.Query() of stmt, err := tx.Prepare()
	return made != nil && c.endsWithTx(f, made, others, depth-1)
}

// isEndedHere: opened by this body too, and left open on no path.
func (c *check) isEndedHere(v *types.Var, others []*values.Opened) bool {
	i := slices.IndexFunc(others, func(o *values.Opened) bool { return o.Var == v })
	return i >= 0 && len(c.Leaks(others[i], c.Events(others[i]), others)) == 0
}

// isGiven: a parameter or the receiver of a function, or of one around it.
func isGiven(f *calls.Func, v *types.Var) bool {
	for ; f != nil; f = f.Parent {
		if f.Param(v) >= -1 {
			return true
		}
	}
	return false
}
