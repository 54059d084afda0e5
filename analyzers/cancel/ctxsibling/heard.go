package ctxsibling

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isHeardOtherwise: a goroutine that hears the context ends what the call makes, as one
// that kills the whole process group of a command.
func (c *check) isHeardOtherwise(call *calls.Call) bool {
	made := c.TargetOf(call)
	return made != nil && c.hears(call.Func.Outer(), made)
}

func (c *check) hears(f *calls.Func, made *types.Var) bool {
	if f.Lit != nil && c.hearsDone(f) && c.Mentions(f.Body, made) {
		return true
	}
	for _, lit := range f.Lits {
		if c.hears(lit, made) {
			return true
		}
	}
	return false
}

// hearsDone: the body receives from the Done channel of a context.
func (c *check) hearsDone(f *calls.Func) bool {
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && isContextDone(c.Info, op.Chan) {
			return true
		}
	}
	for _, ch := range f.Received() {
		if isContextDone(c.Info, ch) {
			return true
		}
	}
	return false
}

func isContextDone(info *types.Info, ch ast.Expr) bool {
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Done" && syntax.IsContext(info.TypeOf(sel.X))
}
