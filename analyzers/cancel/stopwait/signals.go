package stopwait

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// signals reports stop channels that a second Stop closes again, and stop signals
// that are sent and not closed: a loop that has ended, and all loops but one, do
// not receive it.
func (c *check) signals(o *owner) {
	for _, f := range o.path {
		for _, op := range f.Ops {
			v := c.Channels().Of(op.Chan)
			switch {
			case v == nil || !o.field(syntax.VarOf(c.Info, op.Chan)):
			case op.Kind == calls.Close && !c.isGuarded(f, op.Node):
				c.secondClose(o, f, op)
			case op.Kind == calls.Send && c.IsStopChan(v) && !c.Channels().HasRoom(v):
				c.sentStop(o, f, op, v)
			}
		}
	}
}

func (c *check) secondClose(o *owner, f *calls.Func, op calls.ChanOp) {
	finding := report.Finding{
		Pos: op.Node.Pos(), End: op.Node.End(), Sub: "twice", Tier: report.Strict,
		Message: "a second call of " + o.stopName() + " panics: it closes " + syntax.ExprName(op.Chan) + " again; close it in a sync.Once",
	}
	if at := c.calledTwice(o, f); at != nil {
		finding.Tier = report.Default
		finding.Related = []report.Related{{Pos: at.Pos(), End: at.End(), Message: "the second call"}}
	}
	c.Report(finding)
}

// calledTwice: one function calls the stop method and defers it as well.
func (c *check) calledTwice(o *owner, f *calls.Func) ast.Node {
	for _, g := range c.Graph.Funcs {
		var plain, deferred *calls.Call
		for _, call := range g.Calls {
			if call.Fn == nil || c.Graph.Decl(call.Fn) != o.stops[0] || c.isTest(g) || call.Loop != nil {
				continue
			}
			if call.Mode == calls.Defer {
				deferred = call
			} else if c.isUnconditional(g, call.Expr) {
				plain = call
			}
		}
		if plain != nil && deferred != nil && plain.Expr.Pos() > deferred.Expr.Pos() && sameReceiver(plain, deferred) {
			return plain.Expr
		}
	}
	return nil
}

func sameReceiver(a, b *calls.Call) bool {
	return syntax.ExprName(a.Expr.Fun) == syntax.ExprName(b.Expr.Fun)
}

// isUnconditional: the statement is one of the body's own.
func (c *check) isUnconditional(f *calls.Func, call *ast.CallExpr) bool {
	for _, stmt := range f.Body.List {
		if es, ok := stmt.(*ast.ExprStmt); ok && es.X == ast.Expr(call) {
			return true
		}
	}
	return false
}

// isGuarded: a once, a condition, a case or an early return stands in front of
// the close, or the field is given another value after it.
func (c *check) isGuarded(f *calls.Func, close ast.Node) bool {
	for g := f; g != nil; g = g.Parent {
		for _, u := range c.Graph.Uses(g) {
			if u.Arg != calls.Callee {
				return true // once.Do(func() { close(s.stop) })
			}
		}
	}
	guarded := false
	inspectOwn(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.IfStmt:
			guarded = guarded || syntax.Contains(n, close.Pos()) || n.Pos() < close.Pos() && leaves(n.Body)
		case *ast.SelectStmt, *ast.SwitchStmt, *ast.ForStmt, *ast.RangeStmt:
			guarded = guarded || syntax.Contains(n, close.Pos()) || n.Pos() < close.Pos() && hasReturn(n)
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				v := syntax.VarOf(c.Info, lhs)
				guarded = guarded || v != nil && syntax.IsChan(v.Type())
			}
		}
	})
	return guarded
}

func leaves(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	_, ok := body.List[len(body.List)-1].(*ast.ReturnStmt)
	return ok
}

func hasReturn(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		_, ok := n.(*ast.ReturnStmt)
		found = found || ok
		return !found
	})
	return found
}

// sentStop: the signal is a value that one receiver takes.
func (c *check) sentStop(o *owner, f *calls.Func, op calls.ChanOp, v *types.Var) {
	var loops []*calls.Loop
	receivers := make(map[*calls.Func]bool)
	for _, u := range c.Channels().Uses(v) {
		if u.Kind == calls.Receive && u.Loop != nil {
			loops = append(loops, u.Loop)
			receivers[u.Func] = true
		}
	}
	name := syntax.ExprName(op.Chan)
	finding := report.Finding{
		Pos: op.Node.Pos(), End: op.Node.End(), Sub: "sent", Tier: report.Strict,
		Message: o.stopName() + " blocks for ever when the loop has ended before, or was stopped already: nobody receives from " + name + "; close it in a sync.Once instead",
	}
	switch {
	case len(receivers) > 1 && c.areStarted(receivers) || c.isStartedOften(v) && op.Loop == nil:
		finding.Tier = report.Default
		finding.Message = "only one of the loops that listen to " + name + " receives this, the others go on; close the channel instead"
	case len(loops) == 1 && c.endsBefore(loops[0]):
		finding.Tier = report.Default
	case c.isGuarded(f, op.Node):
		return // sent once, to a loop that goes on until then
	}
	c.Report(finding)
}

// areStarted: each of the receivers has a goroutine of its own.
func (c *check) areStarted(receivers map[*calls.Func]bool) bool {
	for f := range receivers {
		if len(c.Of(f)) == 0 {
			return false
		}
	}
	return true
}

// isStartedOften: the receiving function is started in a loop.
func (c *check) isStartedOften(v *types.Var) bool {
	for _, u := range c.Channels().Uses(v) {
		if u.Kind != calls.Receive {
			continue
		}
		for _, a := range c.Of(u.Func) {
			if a.Call != nil && a.Call.Mode == calls.Go && a.Call.Loop != nil && a.Call.Loop.Kind == calls.Finite {
				return true
			}
		}
	}
	return false
}

// endsBefore: the loop is left on an error as well.
func (c *check) endsBefore(l *calls.Loop) bool {
	for l.Outer != nil {
		l = l.Outer
	}
	for _, e := range c.Exits(l) {
		if e.Reason == services.OnError {
			return true
		}
	}
	return false
}

// dropped reports a call that stops something and returns what to wait for, which
// nobody does: cron.Stop, which returns the context of the jobs under way.
func (c *check) dropped(f *calls.Func) {
	for _, call := range f.Calls {
		if call.Fn == nil || call.Mode == calls.Go || !services.IsStopName(call.Fn.Name()) {
			continue
		}
		res := call.Fn.Signature().Results()
		if res.Len() != 1 || !isAwaitable(res.At(0).Type()) || call.Mode == calls.Plain && !c.isDropped(f, call.Expr) {
			continue
		}
		finding := report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "dropped",
			Message: "what " + syntax.ExprName(call.Expr.Fun) + " leaves under way is cut off at the exit: nobody waits for what it returns; wait for that, and for some seconds at most",
		}
		if !c.IsStopping(f) {
			finding.Tier = report.Strict
		}
		c.Report(finding)
	}
}

func isAwaitable(t types.Type) bool {
	if syntax.IsContext(t) {
		return true
	}
	ch, ok := t.Underlying().(*types.Chan)
	return ok && ch.Dir() == types.RecvOnly
}

func (c *check) isDropped(f *calls.Func, call *ast.CallExpr) bool {
	dropped := false
	inspectOwn(f, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ExprStmt:
			dropped = dropped || ast.Unparen(n.X) == ast.Expr(call)
		case *ast.AssignStmt:
			dropped = dropped || len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == ast.Expr(call) && syntax.IsBlank(n.Lhs[0])
		}
	})
	return dropped
}
