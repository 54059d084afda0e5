package losterror

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// started reports go statements, and callbacks of frameworks that drop errors,
// whose function returns one.
func (c *check) started() {
	for _, a := range c.Found {
		if a.Call == nil || max(a.Lifetime, a.Each) <= knowledge.PerCall {
			continue
		}
		switch {
		case a.How == services.GoStmt && a.Arg == calls.Callee:
			c.startedByGo(a)
		case a.Row != nil && a.Row.Error == knowledge.Dropped && !c.hearsErrors(a):
			c.dropped(a)
		}
	}
}

func (c *check) startedByGo(a *services.Activation) {
	sig, _ := c.Info.TypeOf(a.Call.Expr.Fun).Underlying().(*types.Signature)
	if !endsInError(sig) || isCleanUp(a.Fn) || handsErrorsOn(sig) || !c.losesError(a.Body, 0) {
		return
	}
	name := "this function"
	if a.Body == nil || a.Body.Obj != nil {
		name = syntax.ExprName(a.Call.Expr.Fun)
	}
	c.report(report.Finding{
		Pos: a.Pos, End: a.Call.Expr.Lparen, Sub: "go",
		Message: "the go statement drops the error of " + name + ", so nobody learns why it ended; log it in the goroutine, or send it to whoever can act on it",
	})
}

func (c *check) dropped(a *services.Activation) {
	var sig *types.Signature
	switch {
	case a.Body != nil:
		sig = a.Body.Sig
	case a.Fn != nil:
		sig = a.Fn.Signature()
	}
	if !endsInError(sig) || !c.losesError(a.Body, 0) {
		return
	}
	arg := a.Call.Expr.Args[a.Arg]
	c.report(report.Finding{
		Pos: arg.Pos(), End: arg.End(), Sub: "callback",
		Message: a.Via + " drops the error that this function returns, so a run that fails looks like any other; log it in the function, or use what the framework offers to hear of errors",
	})
}

// hearsErrors reports whether the package uses an option of the framework that
// speaks of errors.
func (c *check) hearsErrors(a *services.Activation) bool {
	for _, obj := range c.Info.Uses {
		if obj.Pkg() == a.Call.Fn.Pkg() && strings.Contains(obj.Name(), "WithError") {
			return true
		}
	}
	return false
}

func endsInError(sig *types.Signature) bool {
	return sig != nil && sig.Results().Len() > 0 && syntax.IsError(sig.Results().At(sig.Results().Len()-1).Type())
}

// handsErrorsOn reports whether a function is given another one that takes an
// error: that one hears of it.
func handsErrorsOn(sig *types.Signature) bool {
	for i := range sig.Params().Len() {
		fn, ok := sig.Params().At(i).Type().Underlying().(*types.Signature)
		for j := 0; ok && j < fn.Params().Len(); j++ {
			if syntax.IsError(fn.Params().At(j).Type()) {
				return true
			}
		}
	}
	return false
}

// isCleanUp: the error of a Close or Flush that runs in passing helps nobody.
func isCleanUp(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	for _, verb := range []string{"Close", "Flush", "Sync", "Stop", "Shutdown", "Release", "Cancel", "Unsubscribe", "Disconnect", "Remove", "Cleanup", "Drain"} {
		if strings.EqualFold(fn.Name(), verb) {
			return true
		}
	}
	return false
}

// maxDepth bounds how far a returned error is followed into callees.
const maxDepth = 3

// losesError reports whether a function may return an error that it has not told
// of. Without its body it may.
func (c *check) losesError(f *calls.Func, depth int) bool {
	if f == nil {
		return true
	}
	for _, ret := range f.Returns {
		if c.returnsUntold(f, ret, depth) {
			return true
		}
	}
	return false
}

func (c *check) returnsUntold(f *calls.Func, ret *ast.ReturnStmt, depth int) bool {
	if len(ret.Results) == 0 {
		return !c.isTold(f, ret) // a named result
	}
	last := ret.Results[len(ret.Results)-1]
	if c.Info.Types[last].IsNil() || c.isEndOfContext(f, last) || c.isTold(f, ret) {
		return false
	}
	call, ok := ast.Unparen(last).(*ast.CallExpr)
	if !ok {
		call = c.SourceOf(f, syntax.VarOf(c.Info, last), ret.Pos())
	}
	if call == nil || depth >= maxDepth {
		return true
	}
	if isCleanUp(syntax.Callee(c.Info, call)) || ok && c.Reports(call) && !isMaker(c.Info, call) {
		return false
	}
	bodies := c.Graph.Bodies(&calls.Call{Expr: call, Fn: syntax.Callee(c.Info, call)})
	for _, body := range bodies {
		if body != f && c.losesError(body, depth+1) {
			return true
		}
	}
	return len(bodies) == 0
}

// isMaker: fmt.Errorf and errors.New make errors; their names are no report.
func isMaker(info *types.Info, call *ast.CallExpr) bool {
	fn := syntax.Callee(info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	return fn.Pkg().Path() == "fmt" || strings.HasSuffix(fn.Pkg().Name(), "errors") || strings.HasPrefix(fn.Name(), "New")
}

// isEndOfContext: return ctx.Err(), or a variable that holds it: that is how a
// stop looks.
func (c *check) isEndOfContext(f *calls.Func, e ast.Expr) bool {
	if c.IsStopCause(e) {
		return true
	}
	call := c.SourceOf(f, syntax.VarOf(c.Info, e), e.Pos())
	return call != nil && c.IsStopCause(call)
}

// isTold reports whether a statement before ret, in the blocks around it, makes
// the error known.
func (c *check) isTold(f *calls.Func, ret *ast.ReturnStmt) bool {
	told := c.isToldInDefer(f)
	ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != ret {
			return !told
		}
		for _, outer := range stack[1:] { // not what comes before in the whole function
			for _, stmt := range statements(outer) {
				if stmt.End() <= ret.Pos() {
					told = told || c.tells(stmt)
				}
			}
		}
		return false
	})
	return told
}

// isToldInDefer: defer func() { if err != nil { log.Print(err) } }().
func (c *check) isToldInDefer(f *calls.Func) bool {
	for _, d := range f.Calls {
		if d.Mode != calls.Defer {
			continue
		}
		for _, body := range c.Graph.Bodies(d) {
			if body.Lit != nil && body.Recovers == nil && c.tells(body.Body) {
				return true
			}
		}
	}
	return false
}

// tells: something in n reports, sends, or keeps an error in a field.
func (c *check) tells(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SendStmt:
			found = true
		case *ast.CallExpr:
			found = found || c.Reports(n) && !isMaker(c.Info, n)
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				v := syntax.VarOf(c.Info, lhs)
				found = found || v != nil && v.IsField() && syntax.IsError(v.Type())
			}
		}
		return !found
	})
	return found
}

func statements(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}
