package captivego

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// texts looks for strings and bytes of fasthttp and fiber: they are part of a buffer
// that is written to again for the next request. What is converted or copied is not.
func (c *check) texts(a *services.Activation) {
	if c.seen[a.Pos] || !c.usesBuffers() {
		return
	}
	if a.How == services.GoStmt {
		for _, arg := range a.Call.Expr.Args {
			if method := c.borrowed(arg); method != "" {
				c.reportText(a, arg, method)
				return
			}
		}
	}
	c.eachValue(a, func(v *types.Var, at ast.Expr, _ *types.Var, _ *calls.Func) bool {
		method := c.borrowedVar(a.Call.Func, v)
		if method != "" {
			c.reportText(a, at, method)
		}
		return method == ""
	})
}

func (c *check) reportText(a *services.Activation, at ast.Expr, method string) {
	c.report(a, at, report.Finding{
		Sub:     "buffer",
		Message: "what " + method + " returned is part of a buffer that the next request overwrites while " + c.what(a) + " still reads it; copy it with strings.Clone or bytes.Clone before the go statement",
	})
}

// usesBuffers: the package knows one of them, and does not ask for copies.
func (c *check) usesBuffers() bool {
	for _, p := range c.Pkg.Imports() {
		if isBuffering(p.Path()) {
			return !c.isImmutable()
		}
	}
	return false
}

func isBuffering(path string) bool {
	return strings.HasPrefix(path, "github.com/gofiber/fiber/v") || path == "github.com/valyala/fasthttp"
}

// isImmutable: fiber.Config{Immutable: true} makes copies of everything.
func (c *check) isImmutable() bool {
	found := false
	for _, file := range c.files {
		ast.Inspect(file, func(n ast.Node) bool {
			if kv, ok := n.(*ast.KeyValueExpr); ok {
				id, _ := kv.Key.(*ast.Ident)
				found = found || id != nil && id.Name == "Immutable"
			}
			return !found
		})
	}
	return found
}

// borrowed returns the method that an expression is a call of, when that returns
// part of a buffer.
func (c *check) borrowed(e ast.Expr) string {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return ""
	}
	fn := syntax.Callee(c.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Signature().Recv() == nil || !isBuffering(fn.Pkg().Path()) || fn.Signature().Results().Len() != 1 {
		return ""
	}
	if !isText(fn.Signature().Results().At(0).Type(), fn.Pkg().Path()) {
		return ""
	}
	return syntax.ExprName(call.Fun)
}

// isText: fasthttp's strings are copies, its bytes are not.
func isText(t types.Type, path string) bool {
	if slice, ok := t.Underlying().(*types.Slice); ok {
		return types.Identical(slice.Elem(), types.Typ[types.Byte])
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.String && path != "github.com/valyala/fasthttp"
}

// borrowedVar looks at what a variable is declared with.
func (c *check) borrowedVar(f *calls.Func, v *types.Var) string {
	if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Kind() != types.String {
		return ""
	}
	method := ""
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, lhs := range a.Lhs {
			if syntax.VarOf(c.Info, lhs) == v {
				method = c.borrowed(a.Rhs[i])
			}
		}
		return true
	})
	return method
}
