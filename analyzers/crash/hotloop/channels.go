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

// channels is where the channels of a package come from and go to, by
// assignment, as arguments and in literals. A channel that is closed under one
// name is closed under the others.
type channels struct {
	from   map[*types.Var][]ast.Expr
	to     map[*types.Var][]*types.Var
	set    map[*types.Var][]*calls.Func // the functions that assign a variable
	closes map[*types.Var][]closed
}

type closed struct {
	f  *calls.Func
	op calls.ChanOp
}

// maxNames bounds how many names a channel is followed through.
const maxNames = 4

func (c *check) channels() *channels {
	if c.chans != nil {
		return c.chans
	}
	ch := &channels{
		from: make(map[*types.Var][]ast.Expr), to: make(map[*types.Var][]*types.Var),
		set: make(map[*types.Var][]*calls.Func), closes: make(map[*types.Var][]closed),
	}
	c.chans = ch
	for _, f := range c.Graph.Funcs {
		for _, op := range f.Ops {
			if v := syntax.VarOf(c.Info, op.Chan); v != nil && op.Kind == calls.Close {
				ch.closes[v] = append(ch.closes[v], closed{f, op})
			}
		}
		c.readNames(f)
	}
	return ch
}

// readNames notes what f assigns to channels. Literals are functions of their own.
func (c *check) readNames(f *calls.Func) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == f.Lit
		case *ast.AssignStmt:
			c.readAssign(f, n)
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					c.named(syntax.VarOf(c.Info, name), n.Values[i])
				}
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				if v, _ := c.Info.Uses[key].(*types.Var); v != nil && v.IsField() {
					c.named(v.Origin(), n.Value)
				}
			}
		}
		return true
	})
	for _, call := range f.Calls {
		c.readArgs(call)
	}
}

func (c *check) readAssign(f *calls.Func, a *ast.AssignStmt) {
	for i, lhs := range a.Lhs {
		v := syntax.VarOf(c.Info, lhs)
		if v == nil {
			continue
		}
		if len(a.Lhs) == len(a.Rhs) {
			c.named(v, a.Rhs[i])
		} else if i == 0 {
			c.named(v, a.Rhs[0]) // msgs, err := ch.Consume(...)
		}
		c.chans.set[v] = append(c.chans.set[v], f)
	}
}

func (c *check) readArgs(call *calls.Call) {
	fed := false
	if call.Fn != nil {
		_, fed = c.Table.Feed(call.Fn)
	}
	bodies := c.Graph.Bodies(call)
	for i, arg := range call.Expr.Args {
		if !syntax.IsChan(c.Info.TypeOf(arg)) {
			continue
		}
		if v := syntax.VarOf(c.Info, arg); v != nil && fed {
			c.named(v, call.Expr) // conn.NotifyClose(s.closed)
		}
		for _, body := range bodies {
			if body.Sig != nil && i < body.Sig.Params().Len() {
				c.named(body.Sig.Params().At(i), arg)
			}
		}
	}
}

func (c *check) named(v *types.Var, value ast.Expr) {
	if v == nil || !syntax.IsChan(v.Type()) {
		return
	}
	c.chans.from[v] = append(c.chans.from[v], value)
	if source := c.channel(value); source != nil && source != v {
		c.chans.to[source] = append(c.chans.to[source], v)
	}
}

// channel resolves ch, s.ch and s.events() where that method returns a field.
func (c *check) channel(ch ast.Expr) *types.Var {
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		return syntax.VarOf(c.Info, ch)
	}
	f := c.Graph.Decl(syntax.Callee(c.Info, call))
	if f == nil || len(f.Returns) != 1 || len(f.Returns[0].Results) != 1 {
		return nil
	}
	return syntax.VarOf(c.Info, f.Returns[0].Results[0])
}

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

// upstream lists v and the variables that it has its value from.
func (c *check) upstream(v *types.Var) []*types.Var {
	return follow(v, func(v *types.Var) []*types.Var {
		var out []*types.Var
		for _, value := range c.channels().from[v] {
			if source := c.channel(value); source != nil {
				out = append(out, source)
			}
		}
		return out
	})
}

func (c *check) downstream(v *types.Var) []*types.Var {
	return follow(v, func(v *types.Var) []*types.Var { return c.channels().to[v] })
}

func follow(v *types.Var, next func(*types.Var) []*types.Var) []*types.Var {
	if v == nil {
		return nil
	}
	found := []*types.Var{v}
	seen := map[*types.Var]bool{v: true}
	for i, depth := 0, 0; i < len(found) && depth < maxNames; depth++ {
		for end := len(found); i < end; i++ {
			for _, u := range next(found[i]) {
				if !seen[u] {
					seen[u] = true
					found = append(found, u)
				}
			}
		}
	}
	return found
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
