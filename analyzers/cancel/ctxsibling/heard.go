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
	made := c.madeBy(call)
	return made != nil && c.hears(call.Func.Outer(), made)
}

// madeBy returns the variable that is assigned the result of a call.
func (c *check) madeBy(call *calls.Call) (made *types.Var) {
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		if set, ok := n.(*ast.AssignStmt); ok && len(set.Rhs) == 1 && ast.Unparen(set.Rhs[0]) == call.Expr {
			made = syntax.VarOf(c.Info, set.Lhs[0])
		}
		return made == nil
	})
	return made
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
	for _, sel := range f.Selects {
		for _, s := range sel.Body.List {
			if ch, send := syntax.CommChannel(s.(*ast.CommClause)); ch != nil && !send && isContextDone(c.Info, ch) {
				return true
			}
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
