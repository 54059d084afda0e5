package recoverscope

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// unsentUnder looks at bodies whose panics the spawner recovers.
func (c *check) unsentUnder(a *services.Activation) {
	if a.Body != nil && a.Call != nil && c.SpawnerRecovers(a) {
		c.unsent(a.Body, a.Call.Func, a)
	}
}

// signal is a place where a body tells that it is done.
type signal struct {
	node ast.Node
	v    *types.Var
	text string
}

// unsent reports a signal that a recovered panic skips while somebody waits for
// it. The body's panics are recovered, by itself or by what runs it.
func (c *check) unsent(f, starter *calls.Func, a *services.Activation) {
	for _, s := range c.signals(f) {
		if c.seen[s.node.Pos()] || c.isSignalledInDefer(f, s.v) {
			continue
		}
		waiter, how := c.waiter(f, s)
		if waiter == nil || c.hasOtherSender(f, s.v) {
			continue
		}
		r, chain := c.riskOf(f, exposed{before: s.node.End()})
		if r < work {
			continue
		}
		c.seen[s.node.Pos()] = true
		tier := report.Default
		if c.defersTell(f) {
			tier = report.Strict // whoever is told may tell the waiter
		}
		c.Report(report.Finding{
			Pos: s.node.Pos(), End: s.node.End(), Sub: "signal", Tier: tier,
			Message: "after a panic that " + recoverer(f, a) + " recovers, " + s.text + " never happens and " + waiter.Outer().Name() + " waits for ever; defer it, so that a panic signals too",
			Chain:   atLeastTwo(chain),
			Related: []report.Related{{Pos: how.Pos(), End: how.End(), Message: "waits here"}},
		})
		return // one signal per body says it
	}
}

func recoverer(f *calls.Func, a *services.Activation) string {
	if a == nil {
		return f.Outer().Name()
	}
	return a.Via
}

// signals lists what a body says once, at its end and not in a defer: a send or
// close outside of loops, wg.Done.
func (c *check) signals(f *calls.Func) []signal {
	var out []signal
	for _, op := range f.Ops {
		v := syntax.VarOf(c.Info, op.Chan)
		if v == nil || op.Loop != nil || c.isInDefer(f, op.Node) {
			continue
		}
		switch op.Kind {
		case calls.Send:
			out = append(out, signal{op.Node, v, "the send on " + syntax.ExprName(op.Chan)})
		case calls.Close:
			out = append(out, signal{op.Node, v, "the close of " + syntax.ExprName(op.Chan)})
		}
	}
	for _, call := range f.Calls {
		if v := c.groupOf(call, "Done"); v != nil && call.Mode == calls.Plain && call.Loop == nil {
			out = append(out, signal{call.Expr, v, syntax.ExprName(call.Expr.Fun)})
		}
	}
	return out
}

func (c *check) isInDefer(f *calls.Func, n ast.Node) bool {
	for _, d := range f.Calls {
		if d.Mode == calls.Defer && syntax.Contains(d.Stmt, n.Pos()) {
			return true
		}
	}
	return false
}

// groupOf returns the sync.WaitGroup on which a call calls the method.
func (c *check) groupOf(call *calls.Call, method string) *types.Var {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != method || !syntax.IsNamed(c.Info.TypeOf(sel.X), "sync", "WaitGroup") {
		return nil
	}
	return syntax.VarOf(c.Info, sel.X)
}

// isSignalledInDefer: a deferred call signals as well, on this or any other
// channel, or is handed the channel.
func (c *check) isSignalledInDefer(f *calls.Func, v *types.Var) bool {
	for _, d := range f.Calls {
		if d.Mode != calls.Defer {
			continue
		}
		if c.Mentions(d.Expr, v) {
			return true
		}
		for _, body := range c.Graph.Bodies(d) {
			if c.hasSend(body) || c.Mentions(body.Body, v) {
				return true
			}
		}
	}
	return false
}

// hasOtherSender: a timeout or another worker sends on the channel as well.
func (c *check) hasOtherSender(f *calls.Func, v *types.Var) bool {
	if !syntax.IsChan(v.Type()) {
		return false
	}
	for _, g := range c.Graph.Funcs {
		if g != f && c.sendsOn(g, v) {
			return true
		}
	}
	return false
}

func (c *check) sendsOn(f *calls.Func, v *types.Var) bool {
	for _, op := range f.Ops {
		if (op.Kind == calls.Send || op.Kind == calls.Close) && syntax.VarOf(c.Info, op.Chan) == v {
			return true
		}
	}
	for _, sel := range f.Selects {
		for _, s := range sel.Body.List {
			if ch, send := syntax.CommChannel(s.(*ast.CommClause)); send && syntax.VarOf(c.Info, ch) == v {
				return true
			}
		}
	}
	return false
}

func (c *check) hasSend(f *calls.Func) bool {
	for _, op := range f.Ops {
		if op.Kind == calls.Send || op.Kind == calls.Close {
			return true
		}
	}
	for _, sel := range f.Selects {
		for _, s := range sel.Body.List {
			if _, send := syntax.CommChannel(s.(*ast.CommClause)); send {
				return true
			}
		}
	}
	return false
}

// waiter finds a function that waits for the signal and for nothing else.
func (c *check) waiter(f *calls.Func, s signal) (*calls.Func, ast.Node) {
	for _, v := range append([]*types.Var{s.v}, c.passedAs(f, s.v)...) {
		for _, g := range c.Graph.Funcs {
			if g == f {
				continue
			}
			if n := c.waitsFor(g, v, s); n != nil {
				return g, n
			}
		}
	}
	return nil, nil
}

// passedAs maps a parameter to what the starters of f pass for it.
func (c *check) passedAs(f *calls.Func, v *types.Var) []*types.Var {
	var out []*types.Var
	i := f.Param(v)
	for _, u := range c.Graph.Uses(f) {
		if i < 0 || u.Arg != calls.Callee || i >= len(u.Call.Expr.Args) {
			continue
		}
		arg := ast.Unparen(u.Call.Expr.Args[i])
		if addr, ok := arg.(*ast.UnaryExpr); ok {
			arg = addr.X
		}
		if passed := syntax.VarOf(c.Info, arg); passed != nil {
			out = append(out, passed)
		}
	}
	return out
}

// waitsFor: a bare receive outside of service loops, or Wait. A loop that takes
// what comes goes on without one item; a select has other cases.
func (c *check) waitsFor(g *calls.Func, v *types.Var, s signal) ast.Node {
	for _, call := range g.Calls {
		if c.groupOf(call, "Wait") == v && v != nil {
			return call.Expr
		}
	}
	_, closes := s.node.(*ast.CallExpr)
	for _, op := range g.Ops {
		if syntax.VarOf(c.Info, op.Chan) != v || isService(op.Loop) {
			continue
		}
		if op.Kind == calls.Receive || op.Kind == calls.Range && closes {
			return op.Node
		}
	}
	return nil
}

// isService: a loop that goes on taking items; one that counts them waits for
// every single one.
func isService(l *calls.Loop) bool {
	for ; l != nil; l = l.Outer {
		if l.Kind == calls.Endless {
			return true
		}
	}
	return false
}
