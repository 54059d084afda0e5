package stoperror

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

var canceled = &knowledge.Ended{Pkg: "context", Err: "Canceled"}

// cancelled lists the calls of services of this package that return the error of
// the context that they are given, when that is the one that stops them.
func (c *check) cancelled() []source {
	var out []source
	for _, a := range c.Found {
		if a.Loop == nil || a.How != services.Loop || !a.IsLong() || a.Leaving || a.Loop.Kind != calls.Endless {
			continue
		}
		i := c.returnsCause(a.Loop.Func)
		if i < 0 {
			continue
		}
		for _, u := range c.Graph.Uses(a.Loop.Func) {
			if u.Arg != calls.Callee || u.Call.Mode != calls.Plain || i >= len(u.Call.Expr.Args) {
				continue
			}
			arg := u.Call.Expr.Args[i]
			if v := syntax.VarOf(c.Info, arg); v != nil && c.Contexts().Ends(v)&services.Cancelled != 0 {
				out = append(out, source{call: u.Call, ended: canceled, ctx: syntax.ExprName(arg), serves: syntax.ExprName(u.Call.Expr.Fun)})
			}
		}
	}
	return out
}

// returnsCause finds the context parameter whose error a function returns as it
// is: return ctx.Err(). It returns -1 when there is none.
func (c *check) returnsCause(f *calls.Func) int {
	for _, ret := range f.Returns {
		if len(ret.Results) == 0 {
			continue
		}
		call, ok := ast.Unparen(ret.Results[len(ret.Results)-1]).(*ast.CallExpr)
		if !ok || !c.IsStopCause(call) {
			continue
		}
		for i := range f.Sig.Params().Len() {
			if c.Mentions(call, f.Sig.Params().At(i)) && syntax.IsContext(f.Sig.Params().At(i).Type()) {
				return i
			}
		}
	}
	return -1
}
