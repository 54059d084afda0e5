package services

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Channels says what becomes of the channels of a package: which variables and
// fields hold the same channel, how many values it has room for, and who sends
// on it, receives from it and closes it. A channel that is assigned, handed to a
// function of the package or put into a field is the same channel under another
// name; so all values of a type share the channels in its fields.
type Channels struct {
	s       *Services
	parent  map[*types.Var]*types.Var // towards the variable that stands for all that hold the same channel
	uses    map[*types.Var][]ChanUse
	sizes   map[*types.Var][]ast.Expr
	foreign map[*types.Var]bool
	replies map[*types.Var]bool
	set     map[*types.Var][]ast.Node
}

// ChanUse is a place that does something with a channel.
type ChanUse struct {
	calls.ChanOp
	Func   *calls.Func
	Clause *ast.CommClause // the case that it is part of, or nil
	Select *ast.SelectStmt
}

type channels struct {
	once sync.Once
	of   *Channels
}

// Channels reads the channels of the package, when first asked.
func (s *Services) Channels() *Channels {
	s.channels.once.Do(func() {
		c := &Channels{
			s: s, parent: make(map[*types.Var]*types.Var), uses: make(map[*types.Var][]ChanUse),
			sizes: make(map[*types.Var][]ast.Expr), foreign: make(map[*types.Var]bool), replies: make(map[*types.Var]bool), set: make(map[*types.Var][]ast.Node),
		}
		for _, f := range s.Graph.Funcs {
			c.readNames(f)
		}
		for _, f := range s.Graph.Funcs {
			c.readUses(f) // when all names are known
		}
		c.gather()
		s.channels.of = c
	})
	return s.channels.of
}

// Of returns the variable that stands for the channel that an expression names:
// ch, s.ch, or s.events() where that method returns a field. It is nil for any
// other expression.
func (c *Channels) Of(ch ast.Expr) *types.Var {
	if v := c.named(ch); v != nil {
		return c.Root(v)
	}
	return nil
}

// Uses lists what is done with the channel, in source order.
func (c *Channels) Uses(v *types.Var) []ChanUse { return c.uses[v] }

// IsForeign reports whether code that is not seen here may have the channel, too.
func (c *Channels) IsForeign(v *types.Var) bool { return c.foreign[v] }

// IsReply reports whether the channel itself came over a channel: somebody waits
// for the answer there.
func (c *Channels) IsReply(v *types.Var) bool { return c.replies[v] }

// Sizes lists the sizes that the channel is made with, nil for one without room.
// The list is empty where it is not made here.
func (c *Channels) Sizes(v *types.Var) []ast.Expr { return c.sizes[v] }

// Assigned lists the statements and literals that give the variable, under this
// name, a channel.
func (c *Channels) Assigned(v *types.Var) []ast.Node { return c.set[v] }

// HasRoom reports whether each channel that v may be is made with room.
func (c *Channels) HasRoom(v *types.Var) bool {
	for _, size := range c.sizes[v] {
		if size == nil {
			return false
		}
		if n, ok := syntax.ConstInt(c.s.Info, size); ok && n == 0 {
			return false
		}
	}
	return len(c.sizes[v]) > 0
}

func (c *Channels) named(ch ast.Expr) *types.Var {
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		v := syntax.VarOf(c.s.Info, ch)
		if v == nil || !syntax.IsChan(v.Type()) {
			return nil
		}
		return v
	}
	f := c.s.Graph.Decl(syntax.Callee(c.s.Info, call))
	if f == nil || len(f.Returns) != 1 || len(f.Returns[0].Results) != 1 {
		return nil
	}
	v := syntax.VarOf(c.s.Info, f.Returns[0].Results[0])
	if v == nil || !syntax.IsChan(v.Type()) {
		return nil
	}
	return v
}

// Root returns the variable that stands for all that hold the same channel as v.
func (c *Channels) Root(v *types.Var) *types.Var {
	for c.parent[v] != nil {
		v = c.parent[v]
	}
	return v
}

// readNames notes what f assigns to channels, hands on and returns. Literals are
// functions of their own.
func (c *Channels) readNames(f *calls.Func) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == f.Lit
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if len(n.Lhs) == len(n.Rhs) {
					c.bind(lhs, n.Rhs[i], n)
				} else if _, isCall := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); isCall || i == 0 {
					c.bind(lhs, n.Rhs[0], n) // msgs, err := ch.Consume(...)
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if i < len(n.Values) {
					c.bind(name, n.Values[i], n)
				}
			}
		case *ast.CompositeLit:
			c.bindElements(n)
		case *ast.ReturnStmt:
			c.returned(f, n)
		}
		return true
	})
	for _, call := range f.Calls {
		c.bindArgs(call)
	}
}

func (c *Channels) bindElements(lit *ast.CompositeLit) {
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			c.escape(elt)
			continue
		}
		key, _ := kv.Key.(*ast.Ident)
		if key == nil {
			c.escape(kv.Value)
		} else if v, _ := c.s.Info.Uses[key].(*types.Var); v != nil && v.IsField() {
			c.bind(key, kv.Value, kv)
		}
	}
}

// bind: the channel value is also known as what lhs names.
func (c *Channels) bind(lhs, value ast.Expr, at ast.Node) {
	v := syntax.VarOf(c.s.Info, lhs)
	if v == nil {
		c.escape(value) // an element of a map or slice
		return
	}
	if !syntax.IsChan(v.Type()) {
		return
	}
	c.set[v] = append(c.set[v], at)
	if v.IsField() && v.Pkg() != c.s.Pkg {
		c.foreign[v] = true
	}
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && syntax.IsBuiltin(c.s.Info, call, "make") {
		c.sizes[v] = append(c.sizes[v], sizeArg(call))
		return
	}
	switch from := c.named(value); {
	case syntax.Receive(value) != nil:
		c.replies[v], c.foreign[v] = true, true
	case from != nil:
		c.join(v, from)
	case !c.s.Info.Types[value].IsNil():
		c.foreign[v] = true // the result of a call, an element of a collection
	}
}

func sizeArg(make *ast.CallExpr) ast.Expr {
	if len(make.Args) < 2 {
		return nil
	}
	return make.Args[1]
}

func (c *Channels) join(a, b *types.Var) {
	a, b = c.Root(a), c.Root(b)
	if a != b {
		c.parent[b] = a
	}
}

// escape: the channel goes where it is not followed.
func (c *Channels) escape(value ast.Expr) {
	if v := syntax.VarOf(c.s.Info, value); v != nil && syntax.IsChan(v.Type()) {
		c.foreign[v] = true
	}
}

func (c *Channels) returned(f *calls.Func, ret *ast.ReturnStmt) {
	if f.Obj != nil && !f.Obj.Exported() && f.Sig.Results().Len() == 1 && len(f.Returns) == 1 {
		return // Of resolves calls of it
	}
	for _, result := range ret.Results {
		c.escape(result)
	}
}

func (c *Channels) bindArgs(call *calls.Call) {
	bodies := c.s.Graph.Bodies(call)
	for i, arg := range call.Expr.Args {
		v := syntax.VarOf(c.s.Info, arg)
		if v == nil || !syntax.IsChan(v.Type()) || syntax.IsBuiltin(c.s.Info, call.Expr, "close") {
			continue
		}
		if len(bodies) == 0 {
			c.foreign[v] = true
		}
		for _, body := range bodies {
			if body.Sig != nil && i < body.Sig.Params().Len() && syntax.IsChan(body.Sig.Params().At(i).Type()) {
				c.join(body.Sig.Params().At(i), v)
			} else {
				c.foreign[v] = true
			}
		}
	}
}

func (c *Channels) readUses(f *calls.Func) {
	for _, op := range f.Ops {
		c.use(ChanUse{ChanOp: op, Func: f})
	}
	for _, sel := range f.Selects {
		for _, stmt := range sel.Body.List {
			clause := stmt.(*ast.CommClause)
			ch, send := syntax.CommChannel(clause)
			if ch == nil {
				continue
			}
			op := calls.ChanOp{Node: clause.Comm, Chan: ch, Kind: calls.Receive, Loop: LoopAt(f, sel.Pos())}
			if send {
				op.Kind = calls.Send
			}
			c.use(ChanUse{op, f, clause, sel})
		}
	}
}

func (c *Channels) use(u ChanUse) {
	if v := c.Of(u.Chan); v != nil && !c.s.IsTest(u.Node.Pos()) {
		c.uses[v] = append(c.uses[v], u)
	}
}

// gather moves what is known of each name to the variable that stands for all.
func (c *Channels) gather() {
	handed := make(map[*types.Var]bool) // stands for other names as well
	for _, to := range c.parent {
		handed[to] = true
	}
	for _, f := range c.s.Graph.Funcs {
		for i := 0; f.Sig != nil && i < f.Sig.Params().Len(); i++ {
			if p := f.Sig.Params().At(i); syntax.IsChan(p.Type()) && (f.Obj != nil && f.Obj.Exported() || c.parent[p] == nil && !handed[p]) {
				c.foreign[p] = true
			}
		}
	}
	for v := range c.foreign {
		c.foreign[c.Root(v)] = true
	}
	for v := range c.replies {
		c.replies[c.Root(v)] = true
	}
	sizes := make(map[*types.Var][]ast.Expr)
	for v, list := range c.sizes {
		sizes[c.Root(v)] = append(sizes[c.Root(v)], list...)
	}
	c.sizes = sizes
	for v := range c.uses {
		if v.IsField() && v.Exported() {
			c.foreign[v] = true
		}
	}
}

// LoopAt returns the innermost loop of f around pos, or nil.
func LoopAt(f *calls.Func, pos token.Pos) *calls.Loop {
	var found *calls.Loop
	for _, l := range f.Loops { // in source order: an inner one comes later
		if syntax.Contains(l.Body, pos) {
			found = l
		}
	}
	return found
}
