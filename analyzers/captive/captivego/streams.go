package captivego

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// streams looks for values that live on a context which the function cancels, and
// that outlive the function: rows, responses, streams and readers that are returned
// or kept.
func (c *check) streams(f *calls.Func) {
	for _, call := range f.Calls {
		for i, arg := range call.Expr.Args {
			v := syntax.VarOf(c.Info, arg)
			if v == nil || call.Mode != calls.Plain {
				continue
			}
			if syntax.IsContext(v.Type()) {
				c.stream(f, call, i, arg, v)
			} else if isRequest(v.Type()) {
				if ctx := c.contextOf(f, v); ctx != nil {
					c.stream(f, call, i, arg, ctx)
				}
			}
		}
	}
}

// contextOf returns the context that a request of a client was made with.
func (c *check) contextOf(f *calls.Func, req *types.Var) (ctx *types.Var) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 || syntax.VarOf(c.Info, a.Lhs[0]) != req {
			return true
		}
		if call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr); ok && len(call.Args) > 0 && syntax.IsContext(c.Info.TypeOf(call.Args[0])) {
			ctx = syntax.VarOf(c.Info, call.Args[0])
		}
		return true
	})
	return ctx
}

func (c *check) stream(f *calls.Func, call *calls.Call, i int, arg ast.Expr, ctx *types.Var) {
	made, ok := c.livesOn(call, i)
	if !ok {
		return
	}
	where, ok := c.Contexts().CancelledBy(f, ctx, call.Expr)
	if !ok {
		return
	}
	at, ok := c.escape(f, call)
	if !ok {
		return
	}
	finding := report.Finding{
		Pos: arg.Pos(), End: arg.End(), Sub: "stream",
		Message: made + " that " + callName(call) + " returns lives on " + ctx.Name() + ", which " + f.Outer().Name() + " cancels before anybody has read it; cancel it where the " + made + " is closed, or use a context that lives as long",
		Related: []report.Related{{Pos: where.Pos(), End: where.End(), Message: "cancelled here"}, {Pos: at.Pos(), End: at.End(), Message: "it leaves the function here"}},
	}
	c.Report(finding)
}

func callName(call *calls.Call) string {
	if name := syntax.ExprName(call.Expr.Fun); name != "" {
		return name
	}
	return "the call"
}

// livesOn says what a call returns that works only as long as its context.
func (c *check) livesOn(call *calls.Call, i int) (string, bool) {
	if call.Fn == nil || call.Fn.Signature().Results().Len() == 0 {
		return "", false
	}
	t := call.Fn.Signature().Results().At(0).Type()
	switch {
	case syntax.IsNamed(t, "database/sql", "Rows"), syntax.IsNamed(t, "github.com/jackc/pgx/v5", "Rows"):
		return "rows", true
	case syntax.IsNamed(t, "database/sql", "Row"):
		return "row", true
	case syntax.IsNamed(t, "database/sql", "Tx"):
		return "transaction", true
	case syntax.IsNamed(t, "net/http", "Response"):
		return "response", true
	case isStream(t):
		return "stream", true
	case syntax.IsInterface(t) && hasMethod(t, "Read") && hasMethod(t, "Close"):
		return "reader", true
	case !syntax.IsContext(t) && !syntax.IsError(t) && !isRequest(t) && mayLive(t) && c.Sum.UseOf(call, i)&summary.Keeps != 0:
		return "value", true
	}
	return "", false
}

// isStream: a client's stream of grpc and its kind: what is received with Recv, and
// knows the context that it lives on.
func isStream(t types.Type) bool {
	return syntax.IsInterface(t) && (hasMethod(t, "Recv") || hasMethod(t, "RecvMsg")) && hasMethod(t, "Context")
}

func hasMethod(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
	_, ok := obj.(*types.Func)
	return ok
}

// escape finds where the result of a call leaves the function: returned, or put into
// a field.
func (c *check) escape(f *calls.Func, call *calls.Call) (at ast.Node, ok bool) {
	var v *types.Var
	for _, ret := range f.Returns {
		for _, result := range ret.Results {
			if ast.Unparen(result) == call.Expr {
				return ret, true
			}
		}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, isAssign := n.(*ast.AssignStmt)
		if !isAssign || len(a.Rhs) != 1 || ast.Unparen(a.Rhs[0]) != call.Expr {
			return true
		}
		v = syntax.VarOf(c.Info, a.Lhs[0])
		if v != nil && v.IsField() {
			at, ok = a, true
		}
		return false
	})
	if v == nil || ok {
		return at, ok
	}
	return c.escapeOf(f, v)
}

func (c *check) escapeOf(f *calls.Func, v *types.Var) (at ast.Node, ok bool) {
	for _, ret := range f.Returns {
		for _, result := range ret.Results {
			if c.carries(result, v) {
				return ret, true
			}
		}
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, isAssign := n.(*ast.AssignStmt)
		if !isAssign || len(a.Lhs) != len(a.Rhs) {
			return true
		}
		for i, lhs := range a.Lhs {
			if field := syntax.VarOf(c.Info, lhs); field != nil && field.IsField() && c.carries(a.Rhs[i], v) {
				at, ok = a, true
			}
		}
		return !ok
	})
	return at, ok
}

// carries: the variable itself, its Body, or a literal that holds it.
func (c *check) carries(e ast.Expr, v *types.Var) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return syntax.VarOf(c.Info, e) == v
	case *ast.SelectorExpr:
		return e.Sel.Name == "Body" && syntax.VarOf(c.Info, e.X) == v
	case *ast.UnaryExpr:
		return c.carries(e.X, v)
	case *ast.CompositeLit:
		for _, elt := range e.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			if c.carries(elt, v) {
				return true
			}
		}
	}
	return false
}
