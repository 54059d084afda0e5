package scopeleak

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// skipped reports clean-up that is left out when the context has ended, which is
// when it is needed most:
//
//	if ctx.Err() != nil {
//		return
//	}
//	tx.Rollback(ctx)
func (c *check) skipped(f *calls.Func) {
	if !c.isCleanUp(f) {
		return
	}
	for i, stmt := range f.Body.List {
		guard, ok := stmt.(*ast.IfStmt)
		if !ok || !c.isEndedContext(guard.Cond) || !leaves(guard.Body) || c.endIn(f, guard.Body) != nil {
			continue
		}
		for _, after := range f.Body.List[i+1:] {
			if end := c.endIn(f, after); end != nil {
				c.reportSkipped(guard, end)
				return
			}
		}
	}
}

// isCleanUp: a deferred literal, a function that is handed what it has to call, or
// one whose name says so.
func (c *check) isCleanUp(f *calls.Func) bool {
	if f.Sig == nil || len(f.Body.List) < 2 {
		return false
	}
	for _, u := range c.Graph.Uses(f) {
		if u.Arg == calls.Callee && u.Call.Mode == calls.Defer {
			return true
		}
	}
	for i := range f.Sig.Params().Len() {
		if syntax.IsFunc(f.Sig.Params().At(i).Type()) {
			return true
		}
	}
	return f.Obj != nil && saysEnd(f.Obj.Name())
}

// isEndedContext: ctx.Err() != nil
func (c *check) isEndedContext(cond ast.Expr) bool {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || b.Op != token.NEQ || !c.Info.Types[b.Y].IsNil() {
		return false
	}
	call, ok := ast.Unparen(b.X).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Err" && syntax.IsContext(c.Info.TypeOf(sel.X))
}

func leaves(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	_, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	return ok
}

// endIn returns the first call in n that gives something back: a method that ends
// its value, or a parameter that does.
func (c *check) endIn(f *calls.Func, n ast.Node) (end *ast.CallExpr) {
	ast.Inspect(n, func(m ast.Node) bool {
		call, ok := m.(*ast.CallExpr)
		if _, isLit := m.(*ast.FuncLit); isLit || end != nil {
			return false
		}
		if ok && (c.endsMethod(call) || c.endsParam(f, call)) {
			end = call
		}
		return true
	})
	return end
}

func (c *check) endsMethod(call *ast.CallExpr) bool {
	fn := syntax.Callee(c.Info, call)
	return fn != nil && fn.Signature().Recv() != nil && isGivingBack(fn.Name())
}

func isGivingBack(name string) bool {
	return summary.IsEndName(name) && name != "Commit" && name != "Stop" && name != "Cancel"
}

// endsParam: a function that is handed in, and is given tx.Rollback, or says by its
// name what it is for.
func (c *check) endsParam(f *calls.Func, call *ast.CallExpr) bool {
	v := syntax.VarOf(c.Info, call.Fun)
	i := f.Param(v)
	if i < 0 {
		return false
	}
	return saysEnd(v.Name()) || c.isGivenEnd(f, i)
}

func (c *check) isGivenEnd(f *calls.Func, i int) bool {
	for _, u := range c.Graph.Uses(f) {
		if u.Arg != calls.Callee || i >= len(u.Call.Expr.Args) {
			continue
		}
		if fn, _ := syntax.ObjectOf(c.Info, u.Call.Expr.Args[i]).(*types.Func); fn != nil && isGivingBack(fn.Name()) {
			return true
		}
	}
	return false
}

// saysEnd goes by the name alone, which is only asked behind a guard that leaves
// something out.
func saysEnd(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"rollback", "release", "cleanup"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

func (c *check) reportSkipped(guard *ast.IfStmt, end *ast.CallExpr) {
	name := cmp.Or(syntax.ExprName(end.Fun), "the clean-up")
	c.Report(report.Finding{
		Pos: guard.Pos(), End: guard.Body.Lbrace, Sub: "skipped",
		Message: name + " is left out when the context has ended, so what it gives back stays taken for good; call it in any case, and look at the context only for the log",
		Related: []report.Related{{Pos: end.Pos(), End: end.End(), Message: "left out"}},
	})
}
