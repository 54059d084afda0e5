package hotloop

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// closing says how a channel comes to be closed.
type closing struct {
	how  closer
	v    *types.Var // the variable or field behind the expression; nil for the result of a call
	name string     // the expression, for messages
	at   ast.Node   // the close, if it is in this package
	late bool       // after something was waited for, most likely the receiver
}

type closer uint8

const (
	byPackage closer = iota // a close in this package
	byLibrary               // a library, when it is told to end
	byPeer                  // a library, when the other side ends
	byStop                  // a context that ends
	perhaps                 // a channel of errors that other packages hand in
)

// closing says how the channel that f receives from is closed, nil if nothing
// is known to close it. What f closes itself it does not go on to receive from.
func (c *check) closing(f *calls.Func, ch ast.Expr) *closing {
	if summary.IsTimer(c.Info, ch) {
		return nil
	}
	cl := &closing{v: c.channel(ch), name: syntax.ExprName(ch)}
	if cl.v != nil && cl.name == "" {
		cl.name = cl.v.Name()
	}
	names := c.upstream(cl.v)
	switch {
	case c.fedBy(ch, cl), c.fedByAny(names, cl):
		return cl
	case c.closedIn(f, append(names, c.downstream(cl.v)...), cl):
		return cl
	case c.isForeignErrors(f, cl.v):
		cl.how = perhaps
		return cl
	}
	return nil
}

func (c *check) fedByAny(names []*types.Var, cl *closing) bool {
	for _, v := range names {
		for _, value := range c.channels().from[v] {
			if c.fedBy(value, cl) {
				return true
			}
		}
	}
	return false
}

// fedBy: the channel of a context, or one that a library is known to close.
func (c *check) fedBy(value ast.Expr, cl *closing) bool {
	var row knowledge.Feed
	var ok bool
	switch e := ast.Unparen(value).(type) {
	case *ast.CallExpr:
		if fn := syntax.Callee(c.Info, e); fn != nil && c.Graph.Decl(fn) == nil {
			if cl.how = byStop; c.isContextDone(fn) {
				return true
			}
			row, ok = c.Table.Feed(fn)
		}
	case *ast.SelectorExpr:
		if sel := c.Info.Selections[e]; sel != nil && sel.Kind() == types.FieldVal {
			if owner := syntax.NamedOf(sel.Recv()); owner != nil {
				row, ok = c.Table.FieldFeed(owner, e.Sel.Name)
			}
		}
	}
	cl.how = byLibrary
	if row.ByPeer {
		cl.how = byPeer
	}
	return ok
}

// isContextDone: ctx.Done() and its like. That a channel carries empty structs
// does not say that it is closed.
func (c *check) isContextDone(fn *types.Func) bool {
	if row, ok := c.Table.Call(fn); ok && row.Does&knowledge.Signals != 0 {
		return true
	}
	recv := fn.Signature().Recv()
	return recv != nil && syntax.IsContext(recv.Type()) && fn.Name() == "Done"
}

func (c *check) closedIn(f *calls.Func, names []*types.Var, cl *closing) bool {
	cl.how = byPackage
	for _, v := range names {
		for _, close := range c.channels().closes[v] {
			if close.f == f || c.isDeferredIn(close.f, f) || v == cl.v && c.isRenewed(close, v) {
				continue
			}
			if late := c.isAfterWait(close); cl.at == nil || cl.late && !late {
				cl.at, cl.late = close.op.Node, late
			}
		}
	}
	return cl.at != nil
}

// isDeferredIn: what f defers runs when its loop is over.
func (c *check) isDeferredIn(closer, f *calls.Func) bool {
	uses := c.Graph.Uses(closer)
	for _, u := range uses {
		if u.Call.Mode != calls.Defer || u.Call.Func != f {
			return false
		}
	}
	return len(uses) > 0
}

// isRenewed: close(s.kick); s.kick = nil. The next turn sees another channel.
func (c *check) isRenewed(close closed, v *types.Var) bool {
	found := false
	ast.Inspect(close.f.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Pos() > close.op.Node.Pos() {
			found = found || c.replaces(a, v, 0)
		}
		return !found
	})
	return found
}

// isAfterWait: wg.Wait(); close(ch). Who was waited for may be the receiver.
func (c *check) isAfterWait(close closed) bool {
	for _, call := range close.f.Calls {
		if call.Expr.Pos() < close.op.Node.Pos() && call.Mode == calls.Plain && c.Sum.AlwaysOf(call.Expr)&knowledge.Joins != 0 {
			return true
		}
	}
	return false
}

// isForeignErrors: an exported function is given a channel of errors that this
// package neither makes nor closes. Closing it after the last error is usual.
func (c *check) isForeignErrors(f *calls.Func, v *types.Var) bool {
	outer := f.Outer()
	if v == nil || outer.Obj == nil || !outer.Obj.Exported() || outer.Param(v) < 0 || len(c.channels().from[v]) > 0 {
		return false
	}
	ch, ok := v.Type().Underlying().(*types.Chan)
	return ok && syntax.IsError(ch.Elem())
}
