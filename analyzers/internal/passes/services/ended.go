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
