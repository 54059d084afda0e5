package recoverscope

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isNoticed reports whether the end of the function that recovered leads to
// something: a deferred call tells others or starts it again, or a caller
// between it and the start of the goroutine does.
func (c *check) isNoticed(a *services.Activation, path []*calls.Call, at *scope) bool {
	if at.f == nil {
		return c.isToldOf(a)
	}
	if c.defersTell(at.f) {
		return true
	}
	for depth := at.depth - 1; depth >= 0; depth-- {
		call := path[depth]
		if call.Loop != nil || c.ResultGoesOn(call, func(n ast.Node) bool { return c.tellsIn(call.Func, n) }) || c.tellsAfter(call) || c.defersTell(call.Func) {
			return true
		}
	}
	return c.setsResult(at) && (a.How == services.Loop || a.Row != nil && a.Row.Error > knowledge.Logged)
}

// isToldOf: run(work, func(any) { s.Close() }): the spawner that recovers is given a
// second function, which does something about it.
func (c *check) isToldOf(a *services.Activation) bool {
	for _, i := range a.Call.Handed {
		if i == a.Arg {
			continue
		}
		for _, body := range c.Graph.ValueBodies(a.Call.Expr.Args[i]) {
			if slices.ContainsFunc(body.Calls, func(call *calls.Call) bool { return !isHarmless(call) }) {
				return true
			}
		}
	}
	return false
}

// defersTell: one of the deferred calls of f restarts it or tells others.
func (c *check) defersTell(f *calls.Func) bool {
	for _, d := range f.Calls {
		if d.Mode == calls.Defer && (c.tells(f, d.Expr) || c.bodiesTell(f, d)) {
			return true
		}
	}
	return false
}

func (c *check) bodiesTell(f *calls.Func, d *calls.Call) bool {
	for _, body := range c.Graph.Bodies(d) {
		if body != f && c.anyTells(body) {
			return true
		}
	}
	return false
}

// anyTells looks at the statements of a deferred function.
func (c *check) anyTells(f *calls.Func) bool {
	return c.tellsIn(f, f.Body)
}

func (c *check) tellsIn(f *calls.Func, where ast.Node) bool {
	found := false
	ast.Inspect(where, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true // starts something in its place
		case *ast.SendStmt:
			found = found || c.IsHeard(n.Chan)
		case *ast.CallExpr:
			found = found || c.tells(f, n)
		}
		return !found
	})
	return found
}

// restarters are more words, in the names of functions that start something again.
var restarters = []string{"respawn", "start", "spawn", "crash"}

// tells reports whether a call ends the process, closes a channel that somebody
// listens to, or says by its name that it tells or restarts.
func (c *check) tells(f *calls.Func, call *ast.CallExpr) bool {
	if syntax.IsBuiltin(c.Info, call, "close") {
		return c.IsHeard(call.Args[0])
	}
	if syntax.IsBuiltin(c.Info, call, "panic") || c.MayOf(call).Has(knowledge.Exits) {
		return true
	}
	fn := syntax.Callee(c.Info, call)
	if fn == nil {
		return c.isOwnersCancel(f, call) || c.endsThings(call)
	}
	if fn.Pkg() != nil && syntax.IsStandardPath(fn.Pkg().Path()) {
		return false // timer.Stop, wg.Done, mu.Unlock, debug.PrintStack
	}
	return services.SaysTell(fn.Name(), restarters...)
}

// isOwnersCancel: a function value that is not this function's own, so that
// calling it reaches others.
func (c *check) isOwnersCancel(f *calls.Func, call *ast.CallExpr) bool {
	v := syntax.VarOf(c.Info, call.Fun)
	if v == nil {
		return false
	}
	outer := f
	if outer.Lit != nil && c.deferredBy(outer) != nil {
		outer = outer.Parent
	}
	return services.SaysTell(v.Name(), restarters...) && (v.IsField() || outer == nil || !syntax.Contains(outer.Body, v.Pos()))
}

// endsThings: a local function that the handler calls to tell others or to stop
// what belongs to the service: it is given up on purpose.
func (c *check) endsThings(call *ast.CallExpr) bool {
	for _, body := range c.Graph.Bodies(&calls.Call{Expr: call}) {
		found := false
		for _, inner := range body.Calls {
			found = found || inner.Fn != nil && c.tells(body, inner.Expr)
		}
		if found {
			return true
		}
	}
	return false
}

// tellsAfter: what follows the call tells others.
func (c *check) tellsAfter(call *calls.Call) bool {
	found := false
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		if n == nil || n.End() <= call.Expr.End() {
			return true
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SendStmt:
			found = found || n.Pos() > call.Expr.End() && c.IsHeard(n.Chan)
		case *ast.CallExpr:
			found = found || n.Pos() > call.Expr.End() && c.tells(call.Func, n)
		}
		return !found
	})
	return found
}

// setsResult: the handler turns the panic into a named result.
func (c *check) setsResult(at *scope) bool {
	found := false
	for _, body := range c.Graph.Bodies(at.defr) {
		ast.Inspect(body.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok {
				for _, lhs := range a.Lhs {
					v := syntax.VarOf(c.Info, lhs)
					found = found || v != nil && v.Kind() == types.ResultVar
				}
			}
			return !found
		})
	}
	return found
}
