package losterror

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// swallowed reports return nil under err != nil in what a service runs.
func (c *check) swallowed() {
	for _, f := range c.Graph.Funcs {
		if c.reached[f] == nil || !endsInError(f.Sig) {
			continue
		}
		for _, ret := range f.Returns {
			if c.isAllNil(ret) {
				c.swallowedAt(f, ret)
			}
		}
	}
}

// isAllNil: a return of nil and nothing else. With another value it is an
// answer: not there, the default, no more.
func (c *check) isAllNil(ret *ast.ReturnStmt) bool {
	for _, r := range ret.Results {
		if !c.Info.Types[r].IsNil() {
			return false
		}
	}
	return len(ret.Results) > 0
}

func (c *check) swallowedAt(f *calls.Func, ret *ast.ReturnStmt) {
	check, v := c.checkAround(f, ret)
	if check == nil {
		return
	}
	call := c.SourceOf(f, v, check.Cond.Pos())
	if call == nil || isCleanUp(syntax.Callee(c.Info, call)) || !c.Outside(call) || c.MayOf(call).Has(knowledge.Reports) {
		return
	}
	if c.isUsed(f, v, call, check, ret) || c.isTold(f, ret) {
		return
	}
	c.report(report.Finding{
		Pos: ret.Pos(), End: ret.End(), Sub: "nil",
		Message: "a failed " + syntax.ExprName(call.Fun) + " returns nil here, so the work counts as done and nobody hears of it; return the error, or log it",
		Related: []report.Related{{Pos: call.Pos(), End: call.End(), Message: "this call failed"}},
	})
}

// checkAround finds the innermost condition around ret. Only a plain err != nil
// counts: a longer one has looked at what the error is.
func (c *check) checkAround(f *calls.Func, ret *ast.ReturnStmt) (check *ast.IfStmt, v *types.Var) {
	ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != ret {
			return true
		}
		for i := len(stack) - 1; i > 0; i-- {
			switch outer := stack[i-1].(type) {
			case *ast.IfStmt:
				if e, ok := outer.Cond.(*ast.BinaryExpr); ok && e.Op == token.NEQ && stack[i] == outer.Body {
					var reason services.Reason
					if v, reason = c.Test(e, true); reason == services.OnError {
						check = outer
					}
				}
				return false
			case *ast.CaseClause, *ast.CommClause, *ast.FuncLit:
				return false
			}
		}
		return false
	})
	return check, v
}

// isUsed reports whether anything but the condition and a later use of the same
// variable looks at the error: a match with a sentinel, a counter, a helper.
func (c *check) isUsed(f *calls.Func, v *types.Var, call *ast.CallExpr, check *ast.IfStmt, ret *ast.ReturnStmt) bool {
	used := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || c.Info.Uses[id] != v || id.Pos() < call.End() || id.Pos() > ret.Pos() {
			return true
		}
		used = used || !syntax.Contains(check.Cond, id.Pos())
		return true
	})
	return used
}
