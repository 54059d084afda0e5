package services

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// EndedUse is a call that is given a context which has ended by then.
type EndedUse struct {
	Call *calls.Call
	Arg  ast.Expr
	I    int // which argument it is
	Var  *types.Var
	End  End
	// Parent: what ended is a group's context, and Var the one that the group was
	// made from. It has ended as well when the whole was told to stop.
	Parent bool
}

// End is the place where a context ends, or shows that it has.
type End struct {
	Kind EndKind
	Node ast.Node
}

// EndKind says how a context ends in a body.
type EndKind uint8

const (
	Received EndKind = iota // its Done was received
	Failed                  // its Err was not nil
	Revoked                 // its cancel function was called
	Waited                  // the Wait of its group has returned
	Stopped                 // the body runs because it ended: context.AfterFunc
)

// EndedIn lists the calls in a body that are given a context which has ended on
// every way to them. Literals inside are bodies of their own, except those that
// are called by name.
func (c *Contexts) EndedIn(f *calls.Func) []EndedUse {
	e := c.endings(f)
	if e == nil {
		return nil
	}
	return e.uses()
}

// endings follows the contexts of one body along its paths. A state has a bit for
// each context that has ended, and, in the upper half, for each that has probably
// ended because the context of a group made from it has.
type endings struct {
	c     *Contexts
	f     *calls.Func
	vars  []*types.Var
	ends  map[*types.Var][]End
	errs  map[types.Object]*types.Var // err of err := ctx.Err()
	calls map[*ast.CallExpr]*calls.Call
	seen  map[argument]state // what holds on every way to a use
	order []argument
	every state // at every return
	some  state // at some return
}

type state uint64

const maxVars = 32

type argument struct {
	call *ast.CallExpr
	i    int
	v    *types.Var
}

// endings returns nil for the many bodies in which no context ends.
func (c *Contexts) endings(f *calls.Func) *endings {
	e := &endings{c: c, f: f, ends: make(map[*types.Var][]End), errs: make(map[types.Object]*types.Var), seen: make(map[argument]state), every: ^state(0)}
	start := e.begin()
	if start == 0 && !e.mayEnd() {
		return nil
	}
	e.calls = make(map[*ast.CallExpr]*calls.Call, len(f.Calls))
	for _, call := range f.Calls {
		e.calls[call.Expr] = call
	}
	g := c.s.Sum.Flow(f)
	search := flow.Search[state]{Graph: g, Node: e.node, Case: e.comm, Branch: e.branch}
	search.From(g.Blocks[0], start)
	return e
}

// begin: a literal handed to context.AfterFunc runs when the context has ended.
func (e *endings) begin() state {
	if e.f.Lit == nil {
		return 0
	}
	for _, u := range e.c.s.Graph.Uses(e.f) {
		if fn := u.Call.Fn; fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && fn.Name() == "AfterFunc" && len(u.Call.Expr.Args) == 2 {
			if v := e.c.localVar(u.Call.Expr.Args[0]); v != nil {
				return e.kill(0, v, End{Stopped, u.Call.Expr})
			}
		}
	}
	return 0
}

// mayEnd is a cheap test.
func (e *endings) mayEnd() bool {
	for _, call := range e.f.Calls {
		switch {
		case call.Mode != calls.Plain:
			if call.Mode == calls.Go && len(e.waitedIn(call)) > 0 {
				return true
			}
		case call.Fn != nil && (call.Fn.Name() == "Done" || call.Fn.Name() == "Err") && isContextMethod(call.Fn):
			return true
		case call.Fn != nil && call.Fn.Name() == "Wait" && len(e.c.groups) > 0:
			return true
		case len(e.c.cancels[call.Var]) > 0, len(e.endedBy(call)) > 0:
			return true
		}
	}
	return false
}

func isContextMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && syntax.IsContext(recv.Type())
}

// localVar returns the local variable or parameter that e is, or nil: what a field
// holds may be another context by now.
func (c *Contexts) localVar(e ast.Expr) *types.Var {
	v := syntax.VarOf(c.s.Info, e)
	if v == nil || v.IsField() || isPackageVar(v) || !syntax.IsContext(v.Type()) {
		return nil
	}
	return v
}

func (e *endings) bit(v *types.Var) state {
	for i, known := range e.vars {
		if known == v {
			return 1 << i
		}
	}
	if len(e.vars) == maxVars {
		return 0
	}
	e.vars = append(e.vars, v)
	return 1 << (len(e.vars) - 1)
}

// kill ends a context, and those that were made from it before.
func (e *endings) kill(s state, v *types.Var, end End) state {
	e.note(v, end)
	s |= e.bit(v)
	for _, kid := range e.c.kids[v] {
		if s&e.bit(kid) == 0 {
			s = e.kill(s, kid, end)
		}
	}
	if parent := e.c.groupParent(v, end.Node.Pos()); parent != nil && end.Kind == Received {
		e.note(parent, end)
		s |= e.bit(parent) << maxVars
	}
	return s
}

func (e *endings) note(v *types.Var, end End) {
	for _, known := range e.ends[v] {
		if known.Node == end.Node {
			return
		}
	}
	e.ends[v] = append(e.ends[v], end)
}

// groupParent returns the variable that the group of a context was made from.
func (c *Contexts) groupParent(v *types.Var, pos token.Pos) *types.Var {
	for _, g := range c.groups {
		if g.Ctx == v && g.Assign.Pos() < pos {
			if parent := c.localVar(g.Parent); parent != v {
				return parent
			}
		}
	}
	return nil
}

func (e *endings) node(n ast.Node, s state) (state, bool) {
	if d, ok := n.(*ast.DeferStmt); ok {
		return s, d != nil // it runs at the end; see DeferredIn
	}
	if g, ok := n.(*ast.GoStmt); ok {
		s = e.started(g, s)
		return s, true
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			s = e.called(n, s)
		case *ast.UnaryExpr:
			if v := e.c.doneOf(syntax.Receive(n)); v != nil {
				s = e.kill(s, v, End{Received, n})
			}
		}
		return true
	})
	switch n := n.(type) {
	case *ast.AssignStmt:
		s = e.assigned(n, s)
	case *ast.ReturnStmt:
		e.every &= s
		e.some |= s
	}
	return s, true
}

// assigned revives what is made anew, and notes err := ctx.Err().
func (e *endings) assigned(a *ast.AssignStmt, s state) state {
	for i, lhs := range a.Lhs {
		if v := e.c.localVar(lhs); v != nil {
			s &^= e.bit(v) | e.bit(v)<<maxVars
		}
		if obj := syntax.ObjectOf(e.c.s.Info, lhs); obj != nil && i < len(a.Rhs) && a.Tok == token.DEFINE {
			if v := e.c.errOf(a.Rhs[i]); v != nil {
				e.errs[obj] = v
			}
		}
	}
	return s
}

// doneOf returns the context whose Done channel ch is.
func (c *Contexts) doneOf(ch ast.Expr) *types.Var {
	if ch == nil {
		return nil
	}
	return c.receiverOf(ch, "Done")
}

// errOf returns the context whose Err, or Cause, e asks for.
func (c *Contexts) errOf(e ast.Expr) *types.Var {
	if v := c.receiverOf(e, "Err"); v != nil {
		return v
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if ok && len(call.Args) == 1 {
		if fn := syntax.Callee(c.s.Info, call); fn != nil && fn.Name() == "Cause" && fn.Pkg() != nil && fn.Pkg().Path() == "context" {
			return c.localVar(call.Args[0])
		}
	}
	return nil
}

func (c *Contexts) receiverOf(e ast.Expr, method string) *types.Var {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != method {
		return nil
	}
	return c.localVar(sel.X)
}

// called notes the contexts that a call is given, then what it ends.
func (e *endings) called(expr *ast.CallExpr, s state) state {
	for i, arg := range expr.Args {
		if v := e.c.localVar(arg); v != nil {
			e.use(argument{expr, i, v}, s)
		}
	}
	call := e.calls[expr]
	if call == nil {
		return s
	}
	s = e.inside(call, s)
	for _, v := range e.c.cancels[call.Var] {
		s = e.kill(s, v, End{Revoked, expr})
	}
	for _, v := range e.waitedBy(call) {
		s = e.kill(s, v, End{Waited, expr})
	}
	for _, ended := range e.endedBy(call) {
		s = e.kill(s, ended.v, End{ended.kind, expr})
	}
	return s
}

func (e *endings) use(at argument, s state) {
	old, known := e.seen[at]
	if !known {
		e.order = append(e.order, at)
		old = ^state(0)
	}
	e.seen[at] = old & s
}

// inside: a literal that is called by name sees the contexts as they are now.
func (e *endings) inside(call *calls.Call, s state) state {
	if s == 0 || call.Var == nil {
		return s
	}
	for _, body := range e.c.s.Graph.Bodies(call) {
		if body.Lit == nil || !e.f.Outer().Encloses(body) || len(e.c.s.Graph.Bodies(call)) != 1 {
			continue
		}
		for _, inner := range body.Calls {
			for i, arg := range inner.Expr.Args {
				if v := e.c.localVar(arg); v != nil && !syntax.Contains(body.Lit, v.Pos()) && inner.Mode == calls.Plain {
					e.calls[inner.Expr] = inner
					e.use(argument{inner.Expr, i, v}, s)
				}
			}
		}
	}
	return s
}

// waitedBy returns the context of the group whose Wait a call is.
func (e *endings) waitedBy(call *calls.Call) []*types.Var {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Wait" {
		return nil
	}
	var out []*types.Var
	group := syntax.VarOf(e.c.s.Info, sel.X)
	for _, g := range e.c.groups {
		if g.Var != nil && g.Var == group && g.Ctx != nil && g.Assign.Pos() < call.Expr.Pos() {
			out = append(out, g.Ctx)
		}
	}
	return out
}

// started: go func() { g.Wait(); close(results) }(): from here on the context of
// the group may end at any time, as soon as its members are done.
func (e *endings) started(g *ast.GoStmt, s state) state {
	call := e.calls[g.Call]
	if call == nil {
		return s
	}
	for i, arg := range g.Call.Args {
		if v := e.c.localVar(arg); v != nil {
			e.use(argument{g.Call, i, v}, s)
		}
	}
	for _, v := range e.waitedIn(call) {
		s = e.kill(s, v, End{Waited, g})
	}
	return s
}

func (e *endings) waitedIn(call *calls.Call) []*types.Var {
	var out []*types.Var
	for _, body := range e.c.s.Graph.Bodies(call) {
		if body.Lit == nil {
			continue
		}
		for _, inner := range body.Calls {
			out = append(out, e.waitedBy(inner)...)
		}
	}
	return out
}

type endedBy struct {
	v    *types.Var
	kind EndKind
}

// endedBy lists the contexts that a function of this package surely ends, or whose
// end it surely waits for, in the statements that it always gets to.
func (e *endings) endedBy(call *calls.Call) []endedBy {
	bodies := e.c.s.Graph.Bodies(call)
	if len(bodies) != 1 {
		return nil
	}
	var out []endedBy
	for _, stmt := range bodies[0].Body.List {
		x, ok := stmt.(*ast.ExprStmt)
		if !ok {
			continue
		}
		if inner, ok := ast.Unparen(x.X).(*ast.CallExpr); ok {
			if cancel := syntax.VarOf(e.c.s.Info, inner.Fun); cancel != nil {
				for _, v := range e.c.cancels[cancel] {
					out = append(out, endedBy{v, Revoked})
				}
			}
			continue
		}
		v := e.c.doneOf(syntax.Receive(x.X))
		if i := bodies[0].Param(v); i >= 0 && i < len(call.Expr.Args) {
			v = e.c.localVar(call.Expr.Args[i])
		}
		if v != nil {
			out = append(out, endedBy{v, Received})
		}
	}
	return out
}

func (e *endings) comm(clause *ast.CommClause, s state) (state, bool) {
	if ch, send := syntax.CommChannel(clause); ch != nil && !send {
		if v := e.c.doneOf(ch); v != nil {
			s = e.kill(s, v, End{Received, clause.Comm})
		}
	}
	return s, true
}

// branch reads ctx.Err() != nil, and err != nil of err := ctx.Err().
func (e *endings) branch(cond ast.Expr, taken bool, s state) (state, bool) {
	b, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || !e.c.s.Info.Types[b.Y].IsNil() || (b.Op == token.NEQ) != taken || b.Op != token.NEQ && b.Op != token.EQL {
		return s, true
	}
	v := e.c.errOf(b.X)
	if obj := syntax.ObjectOf(e.c.s.Info, b.X); v == nil && obj != nil {
		v = e.errs[obj]
	}
	if v != nil {
		s = e.kill(s, v, End{Failed, b})
	}
	return s, true
}

// uses lists what is given a context that has ended, in source order.
func (e *endings) uses() []EndedUse {
	var out []EndedUse
	for _, at := range e.order {
		call := e.calls[at.call]
		s := e.seen[at]
		sure, parent := s&e.bit(at.v) != 0, s&(e.bit(at.v)<<maxVars) != 0
		if call == nil || !sure && !parent {
			continue
		}
		out = append(out, EndedUse{Call: call, Arg: at.call.Args[at.i], I: at.i, Var: at.v, End: e.endBefore(at.v, at.call.Pos()), Parent: !sure})
	}
	return out
}

// endBefore is the last place before pos where a context ends.
func (e *endings) endBefore(v *types.Var, pos token.Pos) End {
	var last End
	for _, end := range e.ends[v] {
		if last.Node == nil || end.Node.Pos() < pos && end.Node.Pos() > last.Node.Pos() {
			last = end
		}
	}
	return last
}
