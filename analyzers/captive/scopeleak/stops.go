package scopeleak

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// emptyStops reports services whose Stop does nothing although their Start opens
// something and keeps it.
func (c *check) emptyStops() {
	for _, stop := range c.Graph.Funcs {
		if !c.isEmptyStop(stop) {
			continue
		}
		owner := syntax.NamedOf(stop.Sig.Recv().Type())
		for _, start := range c.Graph.Funcs {
			if isStart(start, owner) {
				c.unstopped(stop, start)
			}
		}
	}
}

func (c *check) isEmptyStop(f *calls.Func) bool {
	if f.Obj == nil || f.Sig.Recv() == nil || f.Obj.Name() != "Stop" && f.Obj.Name() != "Close" && f.Obj.Name() != "Shutdown" {
		return false
	}
	for _, stmt := range f.Body.List {
		if ret, ok := stmt.(*ast.ReturnStmt); !ok || len(ret.Results) > 1 || len(ret.Results) == 1 && !c.Info.Types[ret.Results[0]].IsNil() {
			return false
		}
	}
	return true
}

func isStart(f *calls.Func, owner *types.TypeName) bool {
	if f.Obj == nil || f.Sig.Recv() == nil || owner == nil || syntax.NamedOf(f.Sig.Recv().Type()) != owner {
		return false
	}
	switch f.Obj.Name() {
	case "Start", "Connect", "Open", "Init", "Run":
		return true
	}
	return false
}

func (c *check) unstopped(stop, start *calls.Func) {
	for _, call := range start.Calls {
		closer := c.closerOf(call)
		if closer == "" {
			continue
		}
		field := c.fieldOf(start, call.Expr)
		if field == nil || c.isClosedSomewhere(call, closer) {
			continue
		}
		c.Report(report.Finding{
			Pos: stop.Decl.Name.Pos(), End: stop.Decl.Name.End(), Sub: "stop",
			Message: stop.Name() + " does nothing, so what " + start.Name() + " opens with " + syntax.ExprName(call.Expr.Fun) + " and keeps in " + field.Name() +
				" stays open after every stop and reload; call its " + closer + " there",
			Related: []report.Related{{Pos: call.Expr.Pos(), End: call.Expr.End(), Message: "opened here"}},
		})
		return
	}
}

var closers = []string{"Close", "Disconnect", "Shutdown", "Stop"}

// closerOf returns the method that ends what a call makes, if it is something of
// another package that may fail to come about: a client, connection, listener.
func (c *check) closerOf(call *calls.Call) string {
	if call.Mode != calls.Plain || call.Fn == nil || call.Fn.Pkg() == c.Pkg {
		return ""
	}
	results := call.Fn.Signature().Results()
	if results.Len() < 2 || !syntax.IsError(results.At(results.Len()-1).Type()) {
		return ""
	}
	for _, name := range closers {
		obj, _, _ := types.LookupFieldOrMethod(results.At(0).Type(), true, nil, name)
		if _, ok := obj.(*types.Func); ok {
			return name
		}
	}
	return ""
}

// fieldOf follows what a call makes through local variables to a field of the
// receiver that keeps it.
func (c *check) fieldOf(f *calls.Func, from ast.Expr) (field *types.Var) {
	holds := make(map[*types.Var]bool)
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range a.Lhs {
			rhs := a.Rhs[min(i, len(a.Rhs)-1)]
			if len(a.Lhs) > len(a.Rhs) && i > 0 || !c.carries(rhs, from, holds) {
				continue
			}
			v := syntax.VarOf(c.Info, lhs)
			switch {
			case v != nil && v.IsField() && field == nil:
				field = v
			case v != nil && !v.IsField():
				holds[v] = true
			}
		}
		return true
	})
	return field
}

// carries reports whether a value is, or is made of, what a call gave: the call
// itself, a variable that holds it, a literal or an append with it.
func (c *check) carries(e, from ast.Expr, holds map[*types.Var]bool) bool {
	switch x := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if ast.Expr(x) == from {
			return true
		}
		if !syntax.IsBuiltin(c.Info, x, "append") {
			return false
		}
		for _, arg := range x.Args {
			if c.carries(arg, from, holds) {
				return true
			}
		}
	case *ast.UnaryExpr:
		return c.carries(x.X, from, holds)
	case *ast.CompositeLit:
		for _, elt := range x.Elts {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			if c.carries(elt, from, holds) {
				return true
			}
		}
	case *ast.Ident:
		return holds[syntax.VarOf(c.Info, x)]
	}
	return false
}

// isClosedSomewhere: some function of the package calls the closer of such a value.
func (c *check) isClosedSomewhere(made *calls.Call, closer string) bool {
	want := syntax.NamedOf(made.Fn.Signature().Results().At(0).Type())
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			if call.Fn != nil && call.Fn.Name() == closer && call.Fn.Signature().Recv() != nil && syntax.NamedOf(call.Fn.Signature().Recv().Type()) == want {
				return true
			}
		}
	}
	return false
}
