package hotloop

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
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
