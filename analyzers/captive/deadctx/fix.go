package deadctx

import (
	"go/ast"
	"go/types"
	"go/version"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// fixArgument takes the end of the parent off a context that gets a deadline on the
// spot: WithTimeout(ctx, d) becomes WithTimeout(WithoutCancel(ctx), d). Anywhere
// else the bound is the author's to choose, and without one the clean-up could hang.
func (c *check) fixArgument(call *calls.Call, arg ast.Expr, wanted bool) []analysis.SuggestedFix {
	name := c.contextName(arg)
	if !wanted || name == "" || !isBounded(call) || !c.hasWithoutCancel() {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "keep the values of " + syntax.ExprName(arg) + ", not its end",
		TextEdits: []analysis.TextEdit{
			{Pos: arg.Pos(), End: arg.Pos(), NewText: []byte(name + ".WithoutCancel(")},
			{Pos: arg.End(), End: arg.End(), NewText: []byte(")")},
		},
	}}
}

func isBounded(call *calls.Call) bool {
	if !isContextMaker(call) {
		return false
	}
	switch call.Fn.Name() {
	case "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause":
		return true
	}
	return false
}

func isContextMaker(call *calls.Call) bool {
	return call.Fn != nil && call.Fn.Pkg() != nil && call.Fn.Pkg().Path() == "context"
}

// contextName is what package context is called at a place.
func (c *check) contextName(at ast.Expr) string {
	scope := c.Pkg.Scope().Innermost(at.Pos())
	if scope == nil {
		return ""
	}
	_, obj := scope.LookupParent("context", at.Pos())
	if p, ok := obj.(*types.PkgName); ok && p.Imported().Path() == "context" {
		return "context"
	}
	return ""
}

func (c *check) hasWithoutCancel() bool {
	v := c.Pkg.GoVersion()
	return v == "" || version.Compare(v, "go1.21") >= 0
}

// mentionsContext is a cheap test.
func (c *check) mentionsContext(f *calls.Func) bool {
	for _, call := range f.Calls {
		for _, arg := range call.Expr.Args {
			if syntax.IsContext(c.Info.TypeOf(arg)) || syntax.IsFunc(c.Info.TypeOf(arg)) {
				return true
			}
		}
	}
	return false
}
