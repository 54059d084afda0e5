package services

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Origin is one way in which a context comes to where it is used.
type Origin struct {
	Kind OriginKind
	Root ast.Expr    // what it is there: r.Context(), s.ctx; nil for a parameter
	Func *calls.Func // whose parameter it is: a handler, a hook, a function called from elsewhere
	// Steps are the derivations that can end it, nearest first, and Via the calls
	// that it was handed through.
	Steps []Step
	Via   []*calls.Call
}

// OriginKind says what a context comes from in the end.
type OriginKind uint8

const (
	UnknownOrigin OriginKind = iota
	Unending                 // Background, TODO, WithoutCancel: nothing ends it but its steps
	OfRequest                // of a request, message or job: ends when its handler returns
	OfHook                   // of a start or stop hook: ends when the hook, or the whole phase, is over
	OfCaller                 // a parameter of a function that only other packages call
	OfField                  // kept in a field or package variable
)

// Step is a derivation that can end a context: context.WithTimeout(parent, d).
type Step struct {
	Ends Ending
	Call *ast.CallExpr
	Func *calls.Func // the body that it stands in
	Var  *types.Var  // the variable that holds its result, or nil
	Via  int         // how many calls lie between the use and it
}

// maxOrigins bounds the ways that are followed, and maxSteps their length.
const (
	maxOrigins = 12
	maxSteps   = 12
)

// Origins follows the context that e is, in the body f, to where it comes from: one
// Origin for each way. It is a may-analysis: of what callers pass, each is a way.
func (c *Contexts) Origins(e ast.Expr, f *calls.Func) []Origin {
	t := tracer{c: c, busy: make(map[*types.Var]bool)}
	t.expr(e, f, nil, Origin{})
	return t.out
}

type tracer struct {
	c    *Contexts
	out  []Origin
	busy map[*types.Var]bool
}

func (t *tracer) end(o Origin, kind OriginKind, root ast.Expr, f *calls.Func) {
	o.Kind, o.Root, o.Func = kind, root, f
	t.out = append(t.out, o)
}

// expr follows an expression that is assigned to holder, if to anything.
func (t *tracer) expr(e ast.Expr, f *calls.Func, holder *types.Var, o Origin) {
	if len(t.out) >= maxOrigins || len(o.Steps)+len(o.Via) > maxSteps {
		return
	}
	e = ast.Unparen(e)
	if t.c.s.scopedRow(t.c.s.Info.TypeOf(e)) == knowledge.Request {
		t.end(o, OfRequest, e, f) // *gin.Context is a context itself
		return
	}
	if call, ok := e.(*ast.CallExpr); ok {
		t.call(call, f, holder, o)
		return
	}
	v := syntax.VarOf(t.c.s.Info, e)
	switch {
	case v == nil:
		t.end(o, UnknownOrigin, e, f)
	case v.IsField() || isPackageVar(v):
		t.end(o, OfField, e, f)
	default:
		t.variable(v, e.Pos(), f, o)
	}
}

func isPackageVar(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

func (t *tracer) call(call *ast.CallExpr, f *calls.Func, holder *types.Var, o Origin) {
	fn := syntax.Callee(t.c.s.Info, call)
	own, known := derivation(fn)
	switch {
	case own&detached != 0:
		t.end(o, Unending, call, f)
	case known:
		if own != 0 {
			o.Steps = append(o.Steps[:len(o.Steps):len(o.Steps)], Step{Ends: own, Call: call, Func: f, Var: holder, Via: len(o.Via)})
		}
		t.expr(call.Args[0], f, nil, o)
	case t.c.isRequestContext(call, fn) && !t.c.isStored(call, f):
		t.end(o, OfRequest, call, f)
	case fn != nil && t.c.s.Sum.Detaches(call):
		t.end(o, Unending, call, f)
	default:
		t.passed(call, f, o)
	}
}

// passed: a helper that is given a context and returns one adds to it, as far as
// is known.
func (t *tracer) passed(call *ast.CallExpr, f *calls.Func, o Origin) {
	for _, arg := range call.Args {
		if syntax.IsContext(t.c.s.Info.TypeOf(arg)) {
			t.expr(arg, f, nil, o)
			return
		}
	}
	t.end(o, UnknownOrigin, call, f)
}

// isRequestContext recognises r.Context() and stream.Context(): a method of what
// is given for one request. What a caller opens itself, a client's stream, has
// the context that it was opened with.
func (c *Contexts) isRequestContext(call *ast.CallExpr, fn *types.Func) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || fn == nil || fn.Name() != "Context" || fn.Signature().Recv() == nil {
		return false
	}
	return c.isGiven(fn.Signature().Recv().Type()) || c.isGiven(c.s.Info.TypeOf(sel.X))
}

// isStored: a message from a collection is not the one that is being handled, and its
// context is whatever it was stored with.
func (c *Contexts) isStored(call *ast.CallExpr, f *calls.Func) (stored bool) {
	of := ast.Unparen(call.Fun).(*ast.SelectorExpr).X
	name := syntax.NamedOf(c.s.Info.TypeOf(of))
	if name == nil {
		return false
	}
	row, _ := c.s.Table.Scoped(name)
	v := syntax.VarOf(c.s.Info, of)
	if len(row.Ends) == 0 || v == nil {
		return false
	}
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.RangeStmt); ok && r.Value != nil && syntax.VarOf(c.s.Info, r.Value) == v {
			stored = true // over a channel there is no value
		}
		return !stored
	})
	return stored
}

// isGiven: to the users of the library that it belongs to, which makes and keeps such
// values itself.
func (c *Contexts) isGiven(t types.Type) bool {
	name := syntax.NamedOf(t)
	if name == nil {
		return false
	}
	row, ok := c.s.Table.Scoped(name)
	return ok && row.Life == knowledge.Request && len(row.From) == 0 && !c.s.Sum.InModule(name.Pkg())
}

func (t *tracer) variable(v *types.Var, pos token.Pos, f *calls.Func, o Origin) {
	values, first := t.c.reaching(v, pos)
	if len(values) > 1 || len(values) == 1 && first {
		for _, m := range values {
			if t.c.s.Sum.MakesDetached(m.value) {
				t.end(o, Unending, m.value, f) // on some way it has no end: nobody can say here
				return
			}
		}
	}
	for _, m := range values {
		t.expr(m.value, enclosing(f, m.pos), v, o)
	}
	if first {
		t.parameter(v, f, o)
	}
}

// reaching lists the assignments that a variable may have its value from at pos,
// going by the blocks that they stand in, and whether it may still be what it was
// at first.
func (c *Contexts) reaching(v *types.Var, pos token.Pos) (values []making, first bool) {
	made := c.made[v]
	for i := len(made) - 1; i >= 0; i-- {
		m := made[i]
		if m.pos >= pos || syntax.Contains(m.value, pos) {
			continue
		}
		values = append(values, m)
		if syntax.Contains(m.block, pos) {
			return values, false
		}
	}
	return values, true
}

// enclosing returns the body that pos stands in: f or one around it.
func enclosing(f *calls.Func, pos token.Pos) *calls.Func {
	for f.Parent != nil && !syntax.Contains(f.Body, pos) {
		f = f.Parent
	}
	return f
}

func (t *tracer) parameter(v *types.Var, f *calls.Func, o Origin) {
	p, ok := t.c.params[v]
	if !ok || t.busy[v] {
		if !ok {
			t.end(o, UnknownOrigin, nil, f)
		}
		return
	}
	if kind := t.c.givenTo(p.f); kind != UnknownOrigin {
		t.end(o, kind, nil, p.f)
		return
	}
	t.busy[v] = true
	defer delete(t.busy, v)
	found := false
	for _, u := range t.c.s.UsesInCode(p.f) {
		found = true
		if u.Arg != calls.Callee || p.i >= len(u.Call.Expr.Args) {
			t.end(o, UnknownOrigin, nil, p.f) // whoever runs it passes something of its own
			continue
		}
		through := o
		through.Via = append(o.Via[:len(o.Via):len(o.Via)], u.Call)
		t.expr(u.Call.Expr.Args[p.i], u.Call.Func, nil, through)
	}
	switch {
	case found:
	case t.c.s.RoleOf(p.f) == knowledge.Request:
		t.end(o, OfRequest, nil, p.f)
	case p.f.Obj != nil:
		t.end(o, OfCaller, nil, p.f)
	default:
		t.end(o, UnknownOrigin, nil, p.f)
	}
}

// givenTo says what kind of context a framework gives to a function.
func (c *Contexts) givenTo(f *calls.Func) OriginKind {
	for _, a := range c.s.Of(f) {
		if a.Row == nil {
			continue
		}
		switch {
		case a.Row.Each == knowledge.Request:
			return OfRequest
		case IsHook(a.Row):
			return OfHook
		}
	}
	if row := c.roleOf(f); row != nil {
		switch row.Life {
		case knowledge.Request:
			return OfRequest
		case knowledge.PerCall:
			return OfHook
		}
	}
	if f.Sig != nil && isCallOfPeer(f.Sig) {
		return OfRequest
	}
	return UnknownOrigin
}

// IsRequest reports whether a body runs for one request, message or job, by what
// it is given.
func (c *Contexts) IsRequest(f *calls.Func) bool {
	return c.s.RoleOf(f) == knowledge.Request || c.givenTo(f) == OfRequest
}

// Outlives reports whether something that a call is given for its argument i, a
// context, goes on after the call: work that ends by itself (Async), or something
// that lives as long as the context does (Keeps).
func (c *Contexts) Outlives(call *calls.Call, i int) summary.Use {
	return c.s.Sum.UseOf(call, i) & (summary.Async | summary.Keeps)
}
