package deafloop

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

const giveContext = "give it a context or a stop channel, and leave the loop on that"

// deafness says why nothing ends a loop; "" when something may.
func (c *check) deafness(l *calls.Loop) (cause, wayOut string) {
	if c.endsItself(l) {
		return "", ""
	}
	stop := c.StopOfLoop(l)
	switch stop.Kind {
	case services.NoStop:
		return "its loop hears no stop signal of any kind", giveContext
	case services.ByChannel:
		if stop.Var != nil && c.isMute(stop.Var) && !c.hearsAnother(l) {
			return "nothing closes " + stop.Name + ", which its loop listens to", "close it in the method that stops"
		}
	case services.ByInput:
		switch {
		case isTicker(c.Info, l):
			return "its loop hears nothing but " + stop.Name, giveContext
		case stop.Var != nil && c.isMute(stop.Var):
			return "nothing closes " + stop.Name + ", which its loop reads from", "close it when the last sender is done, or listen to a context as well"
		}
	case services.BySource:
		return c.openSource(l)
	}
	return "", ""
}

// hearsAnother: a case of another channel ends the loop as well, and that may come.
func (c *check) hearsAnother(l *calls.Loop) bool {
	for _, ch := range c.LeavingCases(l) {
		if v := c.Channels().Of(ch); v == nil || !c.isMute(v) {
			return true
		}
	}
	return false
}

// isTicker: a range over the channel of a ticker, which nothing ever closes.
func isTicker(info *types.Info, l *calls.Loop) bool {
	return summary.IsTimer(info, l.Stmt.(*ast.RangeStmt).X)
}

// isMute: the package neither closes the channel nor sends on it in order to stop,
// and no other package has it.
func (c *check) isMute(v *types.Var) bool {
	root := c.Channels().Root(v)
	if c.Channels().IsForeign(root) || c.Channels().IsForeign(v) {
		return false
	}
	ch, ok := v.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	told := syntax.IsEmptyStruct(ch.Elem())
	known := false
	for _, u := range c.Channels().Uses(root) {
		known = known || u.Kind == calls.Receive || u.Kind == calls.Range
		if u.Kind == calls.Close || u.Kind == calls.Send && told {
			return false
		}
	}
	return known
}

// openSource: what the loop blocks on is a field that nothing closes.
func (c *check) openSource(l *calls.Loop) (cause, wayOut string) {
	for _, call := range l.Func.Calls {
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if !ok || !call.Loop.Within(l) || call.Mode != calls.Plain || c.Sum.AlwaysOf(call.Expr)&knowledge.Receives == 0 {
			continue
		}
		v := syntax.VarOf(c.Info, sel.X)
		if v == nil || !v.IsField() || v.Exported() || !c.canClose(v.Type()) || c.isClosed(v) {
			return "", ""
		}
		name := syntax.ExprName(sel.X)
		return "its loop blocks in " + syntax.ExprName(call.Expr.Fun) + ", and nothing closes " + name, "close " + name + " in the method that stops"
	}
	for _, op := range l.Func.Ops {
		if op.Loop.Within(l) && op.Kind == calls.Receive {
			if v := c.Channels().Of(op.Chan); v != nil && c.isMute(v) {
				name := syntax.ExprName(op.Chan)
				return "its loop hears nothing but " + name + ", which nothing closes", "listen to a context as well"
			}
			return c.openTimer(op)
		}
	}
	return "", ""
}

// openTimer: <-ticker.C in each turn.
func (c *check) openTimer(op calls.ChanOp) (cause, wayOut string) {
	if summary.IsTimer(c.Info, op.Chan) {
		return "its loop hears nothing but " + syntax.ExprName(op.Chan), giveContext
	}
	return "", ""
}

var closers = []string{"Close", "Stop", "Shutdown", "Unsubscribe", "Disconnect"}

func (c *check) canClose(t types.Type) bool {
	for _, name := range closers {
		obj, _, _ := types.LookupFieldOrMethod(t, true, c.Pkg, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// isClosed: some call of the package closes what the field holds, or is given it.
func (c *check) isClosed(field *types.Var) bool {
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
			if ok && isCloser(sel.Sel.Name) && syntax.VarOf(c.Info, sel.X) == field {
				return true
			}
			for _, arg := range call.Expr.Args {
				if syntax.VarOf(c.Info, arg) == field {
					return true
				}
			}
		}
	}
	return false
}

func isCloser(name string) bool {
	for _, closer := range closers {
		if name == closer {
			return true
		}
	}
	return false
}

// endsItself: the loop is left when it has what it wanted, when somebody judged an
// error, or by a flag; or its end is an error of what it blocks on.
func (c *check) endsItself(l *calls.Loop) bool {
	if c.LeavesOnStop(l) && c.StopOfLoop(l).Kind != services.ByChannel {
		return true
	}
	for _, e := range c.Exits(l) {
		switch e.Reason {
		case services.ByResult, services.OnSourceEnd, services.OnReject, services.OnExit:
			return true
		case services.OnError:
			if l.Kind != calls.Drain {
				return true // the caller may close what it fails on
			}
		}
	}
	return false
}
