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
	return isCancel(o) && expires(o) || c.endsWithTx(o.Func, o.Call, others, 2) || c.isThroughFS(o)
}

// isThroughFS: what implements fs.FS is most often an embed.FS, whose files are in
// memory. A file of the system has a type of its own, or comes from os.DirFS.
func (c *check) isThroughFS(o *values.Opened) bool {
	if !syntax.IsNamed(o.Var.Type(), "io/fs", "File") {
		return false
	}
	sel, ok := ast.Unparen(o.Call.Fun).(*ast.SelectorExpr)
	if !ok {
		return true
	}
	from, _ := ast.Unparen(sel.X).(*ast.CallExpr)
	if v := syntax.VarOf(c.Info, sel.X); from == nil && v != nil {
		from = c.MadeBy(o.Func, v) // nil for a parameter or a field
	}
	if from == nil {
		return true
	}
	fn := syntax.Callee(c.Info, from)
	return fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "os"
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
