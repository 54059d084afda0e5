package ctxdropped

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// ignored looks at the context parameter of a function. One without a name, in a
// body that waits, cannot reach what waits; that an interface asks for it is no
// reason. One with a name that nothing uses is reported with less certainty: what
// waits may have no form that takes it.
func (c *check) ignored(f *calls.Func) {
	if i := inreach.Ignored(f); i >= 0 {
		if call := c.cancellable(f); call != nil && !c.stands(f, call.Expr) {
			sure, via := c.Waits(call.Expr)
			c.reportIgnored(f, call.Expr, wait{call.Expr, call.Fn, sure, via})
		}
		return
	}
	if f.Decl == nil || f.Obj == nil {
		return
	}
	if i := syntax.ContextParam(f.Sig); i >= 0 && i < f.Sig.Params().Len() {
		c.unused(f, f.Sig.Params().At(i))
	}
}

// cancellable finds the first call of a body that surely waits and has a form that
// takes a context.
func (c *check) cancellable(f *calls.Func) *calls.Call {
	for _, call := range f.Calls {
		if call.Mode != calls.Plain || call.Fn == nil || c.FormOf(call.Fn).Fn == nil {
			continue
		}
		switch c.FormOf(call.Fn).How {
		case inreach.Option, inreach.Wrapped, inreach.Other:
			continue
		}
		if sure, _ := c.Waits(call.Expr); sure == inreach.Surely {
			return call
		}
	}
	return nil
}

// stands reports whether there is nothing to say: the code cleans up, is nobody's
// to cancel, or has another context.
func (c *check) stands(f *calls.Func, n ast.Expr) bool {
	_, ok := c.At(f, n.Pos())
	return ok || c.IsStopping(f, n) || !c.Matters(f, inreach.Source{})
}

func (c *check) reportIgnored(f *calls.Func, at *ast.CallExpr, w wait) {
	if c.asked[f] {
		return
	}
	c.asked[f] = true
	c.Report(report.Finding{
		Pos: at.Pos(), End: at.End(), Sub: "ignored",
		Message: "the context that " + f.Name() + " is given has no name, so it goes on in " + w.name() + " when its caller has given up; name it and pass it on",
		Chain:   c.chain(f, w),
		Related: []report.Related{{Pos: f.Type.Params.Pos(), End: f.Type.Params.End(), Message: "the context is ignored here"}},
	})
}

// unused reports a context parameter with a name that nothing in the body uses,
// while the body goes outside in a function of this package.
func (c *check) unused(f *calls.Func, ctx *types.Var) {
	may := c.Sum.Of(f).May
	if ctx.Name() == "" || ctx.Name() == "_" || !may.Has(knowledge.Asks) || len(may.Chain(knowledge.Asks)) < 2 {
		return
	}
	if c.isUsed(f, ctx) || c.hasOwnFinding(f) || may.Has(knowledge.Detaches) || c.isAskedBelow(f, 0) || c.IsStopping(f, f.Body) || !c.Matters(f, inreach.Source{}) {
		return
	}
	c.Report(report.Finding{
		Pos: ctx.Pos(), End: ctx.Pos() + 1, Sub: "ignored", Tier: report.Strict,
		Message: "nothing in " + f.Name() + " looks at " + ctx.Name() + ", so it goes on when its caller has given up; pass it on to what waits",
		Chain:   append([]string{f.Name()}, summary.Local(may.Chain(knowledge.Asks), c.Pkg.Name())...),
	})
}

func (c *check) isUsed(f *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && c.Info.Uses[id] == v
		return !found
	})
	return found
}

// isAskedBelow: something that f calls has been told to accept a context.
func (c *check) isAskedBelow(f *calls.Func, depth int) bool {
	for _, call := range f.Calls {
		for _, body := range c.Graph.Bodies(call) {
			if c.asked[body.Outer()] || depth < 3 && c.isAskedBelow(body, depth+1) {
				return true
			}
		}
	}
	return false
}

// hasOwnFinding: what waits in the body itself is reported where it stands.
func (c *check) hasOwnFinding(f *calls.Func) bool {
	for _, call := range f.Calls {
		if call.Fn != nil && (summary.IsBackground(call.Fn) || c.FormOf(call.Fn).Fn != nil) {
			return true
		}
	}
	return false
}

// isLookedAt reports whether a function uses the context in reach at all.
func (c *check) isLookedAt(f *calls.Func, src inreach.Source) bool {
	if src.Kind == inreach.Direct {
		return c.isUsed(f, src.Var)
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		found = found || ok && syntax.IsContext(c.Info.TypeOf(e)) && syntax.ExprName(e) == src.Text
		return !found
	})
	return found
}
