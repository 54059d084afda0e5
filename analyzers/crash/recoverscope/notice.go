package recoverscope

import (
	"go/ast"
	"go/types"
	"strings"

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
		return false
	}
	if c.defersTell(at.f) {
		return true
	}
	for depth := at.depth - 1; depth >= 0; depth-- {
		call := path[depth]
		if call.Loop != nil || c.resultGoesOn(call) || c.tellsAfter(call) || c.defersTell(call.Func) {
			return true
		}
	}
	return c.setsResult(at) && (a.How == services.Loop || a.Row != nil && a.Row.Error > knowledge.Logged)
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
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			found = true // starts something in its place
		case *ast.SendStmt:
			found = found || c.isHeard(n.Chan)
		case *ast.CallExpr:
			found = found || c.tells(f, n)
		}
		return !found
	})
	return found
}

// announcers are words in the names of functions that tell others about an end
// or start something again. They are only used to stay silent.
var announcers = []string{"cancel", "stop", "shutdown", "kill", "exit", "fatal", "restart", "reconnect", "respawn", "retry", "fail", "abort", "terminate", "notify", "unregister", "quit", "onerror", "die", "setstate", "resubscribe", "start", "spawn", "crash"}

// tells reports whether a call ends the process, closes a channel that somebody
// listens to, or says by its name that it tells or restarts.
func (c *check) tells(f *calls.Func, call *ast.CallExpr) bool {
	if syntax.IsBuiltin(c.Info, call, "close") {
		return c.isHeard(call.Args[0])
	}
	if syntax.IsBuiltin(c.Info, call, "panic") || c.MayOf(call).Has(knowledge.Exits) {
		return true
	}
	fn := syntax.Callee(c.Info, call)
	if fn == nil {
		return c.isOwnersCancel(f, call) || c.endsThings(call)
	}
	if fn.Pkg() != nil && isStd(fn.Pkg().Path()) {
		return false // timer.Stop, wg.Done, mu.Unlock, debug.PrintStack
	}
	return saysTell(fn.Name())
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
	return saysTell(v.Name()) && (v.IsField() || outer == nil || !syntax.Contains(outer.Body, v.Pos()))
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

func saysTell(name string) bool {
	name = strings.ToLower(name)
	for _, word := range announcers {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// isHeard reports whether something other than a stop function waits for a
// channel: Stop only waits for the end that it asked for.
func (c *check) isHeard(ch ast.Expr) bool {
	v := syntax.VarOf(c.Info, ch)
	if v == nil {
		return true // not known who listens
	}
	receivers := c.receivers(v)
	for _, f := range receivers {
		if !isStopName(f.Outer()) {
			return true
		}
	}
	return len(receivers) == 0 && c.isShared(v)
}

// isShared: others may listen: to a parameter, to a local channel, which nobody
// would make without handing it to somebody, and to what is exported.
func (c *check) isShared(v *types.Var) bool {
	return v.Exported() || !v.IsField()
}

// receivers lists the functions that receive from a channel.
func (c *check) receivers(v *types.Var) []*calls.Func {
	var out []*calls.Func
	for _, f := range c.Graph.Funcs {
		if c.receives(f, v) {
			out = append(out, f)
		}
	}
	return out
}

func (c *check) receives(f *calls.Func, v *types.Var) bool {
	for _, op := range f.Ops {
		if (op.Kind == calls.Receive || op.Kind == calls.Range) && syntax.VarOf(c.Info, op.Chan) == v {
			return true
		}
	}
	for _, sel := range f.Selects {
		for _, s := range sel.Body.List {
			ch, send := syntax.CommChannel(s.(*ast.CommClause))
			if ch != nil && !send && syntax.VarOf(c.Info, ch) == v {
				return true
			}
		}
	}
	return false
}

func isStopName(f *calls.Func) bool {
	if f.Obj == nil {
		return false
	}
	name := strings.ToLower(f.Obj.Name())
	for _, stop := range []string{"stop", "close", "shutdown", "wait", "drain", "terminate", "join"} {
		if strings.HasPrefix(name, stop) {
			return true
		}
	}
	return false
}

// resultGoesOn: the caller does something with the result other than logging.
func (c *check) resultGoesOn(call *calls.Call) bool {
	goesOn := false
	ast.PreorderStack(call.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != call.Expr {
			return !goesOn
		}
		switch parent := stack[len(stack)-1].(type) {
		case *ast.SendStmt, *ast.ReturnStmt:
			goesOn = true
		case *ast.AssignStmt:
			goesOn = c.isPassedOn(call.Func, parent)
		}
		return false
	})
	return goesOn
}

// isPassedOn: the variable with the result is sent, returned or stored, or what
// is done about it tells others.
func (c *check) isPassedOn(f *calls.Func, a *ast.AssignStmt) bool {
	v := syntax.VarOf(c.Info, a.Lhs[len(a.Lhs)-1])
	if v == nil {
		return false
	}
	found := v.IsField()
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = found || syntax.VarOf(c.Info, n.Value) == v
		case *ast.ReturnStmt:
			for _, r := range n.Results {
				found = found || syntax.VarOf(c.Info, r) == v
			}
		case *ast.CallExpr:
			found = found || n.Pos() > a.Pos() && c.tells(f, n)
		}
		return !found
	})
	return found
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
			found = found || n.Pos() > call.Expr.End() && c.isHeard(n.Chan)
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
