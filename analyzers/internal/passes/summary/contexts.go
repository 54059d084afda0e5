package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// What a function does with the contexts that it is given, for callers who are
// about to end them: whether something that it leaves behind goes on with one
// (Async for work that ends by itself, Keeps for what lives until the context
// ends, and for fields), or whether its end does not matter (Detached).
//
// It is asked of the analyzed module only: what a dependency does with a context
// until a stream or pool of its own is closed is its business, and where it
// matters there is a row. It comes after the fixed point of effects, which tell
// apart what goes on from what ends by itself, and nothing depends on it.

// given is one context parameter, with the variables that are made from it.
type given struct {
	param  int8
	vars   map[*types.Var]bool
	handed []handedOn
	// obeyed: its end is looked at, or it goes where nothing is known of it.
	obeyed bool
}

// handedOn is an argument that is the context.
type handedOn struct {
	call *calls.Call
	arg  int
}

func (s *Summaries) solveContexts() {
	if s.foreign {
		return
	}
	users := make(map[*body][]*given)
	var order []*body
	for _, b := range s.bodies {
		if b.f.Obj == nil || b.f.Sig == nil {
			continue
		}
		for i := range b.f.Sig.Params().Len() {
			if p := b.f.Sig.Params().At(i); syntax.IsContext(p.Type()) {
				users[b] = append(users[b], s.readContext(b, int8(i), p))
			}
		}
		if len(users[b]) > 0 {
			order = append(order, b)
		}
	}
	for changed := len(order) > 0; changed; {
		changed = false
		for _, b := range order {
			for _, g := range users[b] {
				changed = s.updateContext(b, g) || changed
			}
		}
	}
	for _, b := range order {
		s.own[b.f.Index].Args = sortedArgs(b.f.Sig, b.args)
	}
}

// readContext finds what a function itself does with a context.
func (s *Summaries) readContext(b *body, i int8, p *types.Var) *given {
	g := &given{param: i, vars: map[*types.Var]bool{p: true}}
	r := contextReader{s: s, b: b, g: g, known: make(map[*ast.Ident]bool), freed: make(map[*ast.Ident]bool)}
	r.eachCall(b.f)
	ast.Inspect(b.f.Body, r.visit)
	s.noteContext(b, g, r.left(b.f))
	return g
}

func (s *Summaries) noteContext(b *body, g *given, use Use) {
	if b.args == nil {
		b.args = make(map[int8]Use)
	}
	b.args[g.param] |= use
}

// updateContext adds what the functions do that a context is handed to.
func (s *Summaries) updateContext(b *body, g *given) bool {
	old := b.args[g.param]
	use, detached := Use(0), !g.obeyed
	for _, h := range g.handed {
		there := s.useHere(h.call, h.arg)
		use |= there & (Async | Keeps)
		detached = detached && (there&Detached != 0 || s.isLog(h.call))
	}
	if detached {
		use |= Detached
	}
	b.args[g.param] = old | use
	return old|use != old
}

// contextReader reads one body for one context parameter.
type contextReader struct {
	s     *Summaries
	b     *body
	g     *given
	use   Use
	known map[*ast.Ident]bool // mentions that are accounted for
	freed map[*ast.Ident]bool // of those, arguments of context.WithoutCancel and its like
}

// eachCall notes the calls that are handed the context, in source order, so that
// what is made from it is known where it is handed on.
func (r *contextReader) eachCall(f *calls.Func) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			r.derive(a)
		}
		return true
	})
	r.callsOf(f)
}

func (r *contextReader) callsOf(f *calls.Func) {
	for _, c := range f.Calls {
		for i, arg := range c.Expr.Args {
			if id, ok := ast.Unparen(arg).(*ast.Ident); ok && r.isContext(id) {
				r.known[id] = true
				r.handOn(c, i, id)
			}
		}
		if id := receiverIdent(c.Expr); id != nil && r.isContext(id) && c.Fn != nil && c.Fn.Name() == "Value" {
			r.known[id] = true
		}
	}
	for _, lit := range f.Lits {
		r.callsOf(lit)
	}
}

func (r *contextReader) handOn(c *calls.Call, i int, id *ast.Ident) {
	switch {
	case r.s.detaches(c):
		r.freed[id] = true
	case isDerivation(c.Fn):
	default:
		r.g.handed = append(r.g.handed, handedOn{c, i})
	}
}

// derive follows ctx2 := context.WithValue(ctx, ...). A variable that is made anew
// without the end of what it was, ctx = context.WithoutCancel(ctx), is read as if
// it had been so from the start.
func (r *contextReader) derive(a *ast.AssignStmt) {
	if len(a.Rhs) != 1 {
		return
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	v := syntax.VarOf(r.s.Graph.Info, a.Lhs[0])
	if v == nil || v.IsField() || !syntax.IsContext(v.Type()) {
		return
	}
	for _, arg := range call.Args {
		id, ok := ast.Unparen(arg).(*ast.Ident)
		if ok && r.isContext(id) && isDerivation(syntax.Callee(r.s.Graph.Info, call)) {
			r.g.vars[v] = true
		}
	}
	if r.g.vars[v] && r.s.makesDetached(call) {
		delete(r.g.vars, v)
	}
}

func (r *contextReader) isContext(id *ast.Ident) bool {
	v, _ := r.s.Graph.Info.Uses[id].(*types.Var)
	return v != nil && r.g.vars[v]
}

// visit looks at the other mentions: what is kept, and everything else.
func (r *contextReader) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i, lhs := range n.Lhs {
			if v := syntax.VarOf(r.s.Graph.Info, lhs); v != nil && v.IsField() && i < len(n.Rhs) {
				r.keep(n.Rhs[i])
			}
		}
	case *ast.CompositeLit:
		if r.isResult(n) {
			for _, elt := range n.Elts {
				if kv, ok := elt.(*ast.KeyValueExpr); ok {
					elt = kv.Value
				}
				r.keep(elt)
			}
		}
	case *ast.Ident:
		if !r.known[n] && r.isContext(n) {
			r.g.obeyed = true
		}
	}
	return true
}

// keep: the context, or one made from it on the spot, goes into a field.
func (r *contextReader) keep(value ast.Expr) {
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && isDerivation(syntax.Callee(r.s.Graph.Info, call)) && len(call.Args) > 0 {
		value = call.Args[0]
	}
	if id, ok := ast.Unparen(value).(*ast.Ident); ok && r.isContext(id) {
		r.use |= Keeps
		r.g.obeyed = true
	}
}

// isResult: a literal of the type that the function returns.
func (r *contextReader) isResult(lit *ast.CompositeLit) bool {
	made := syntax.NamedOf(r.s.Graph.Info.TypeOf(lit))
	results := r.b.f.Sig.Results()
	for i := range results.Len() {
		if made != nil && syntax.NamedOf(results.At(i).Type()) == made {
			return true
		}
	}
	return false
}

// left says what becomes of the context in what the function leaves behind.
func (r *contextReader) left(f *calls.Func) Use {
	use := r.use
	for _, c := range f.Calls {
		if r.isLeft(c) && r.mentions(c.Expr) {
			if r.goesOn(c) {
				use |= Keeps
			} else {
				use |= Async
			}
		}
	}
	for _, lit := range f.Lits {
		use |= r.left(lit)
	}
	return use
}

func (r *contextReader) isLeft(c *calls.Call) bool {
	if c.Mode == calls.Go {
		return !r.s.isJoined(c)
	}
	for _, i := range c.Handed {
		if r.s.useHere(c, i)&Async != 0 {
			return true
		}
	}
	return false
}

func (r *contextReader) mentions(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && r.isContext(id) && !r.freed[id] {
			found = true
		}
		return !found
	})
	return found
}

// goesOn reports whether what a call leaves behind lives until it is told to stop.
func (r *contextReader) goesOn(c *calls.Call) bool {
	bodies := r.s.startedBodies(c)
	if len(bodies) == 0 && c.Fn != nil {
		return r.s.OfFunc(c.Fn).May.Has(Loops | Awaits | knowledge.Serves)
	}
	for _, f := range bodies {
		if r.s.Of(f).May.Has(Loops | Awaits | knowledge.Serves) {
			return true
		}
	}
	return false
}

// detaches reports whether a call makes a context that does not end with the one
// that it is given: context.WithoutCancel, and helpers that call it.
func (s *Summaries) detaches(c *calls.Call) bool {
	if c.Fn == nil {
		return false
	}
	res := c.Fn.Signature().Results()
	if res.Len() == 0 || !syntax.IsContext(res.At(0).Type()) {
		return false
	}
	if row, ok := s.rowOf(c.Fn); ok {
		return row.Does&knowledge.Detaches != 0
	}
	return s.OfFunc(c.Fn).May.Has(knowledge.Detaches)
}

// makesDetached reports whether an expression makes a context with an end of its
// own only: context.WithTimeout(context.WithoutCancel(ctx), d).
func (s *Summaries) makesDetached(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if isDerivation(fn) && len(call.Args) > 0 {
		return s.makesDetached(call.Args[0])
	}
	return s.detaches(&calls.Call{Expr: call, Fn: fn})
}

// isDerivation: the functions of package context, and those of their kind, whose
// result ends with their first argument.
func isDerivation(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "context":
		switch fn.Name() {
		case "WithCancel", "WithCancelCause", "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause", "WithValue":
			return true
		}
	case "os/signal":
		return fn.Name() == "NotifyContext"
	}
	return false
}

// isLog: the context is only looked into for the values that a log line carries.
func (s *Summaries) isLog(c *calls.Call) bool {
	if c.Fn == nil {
		return false
	}
	row, ok := s.rowOf(c.Fn)
	return ok && row.Does&knowledge.Reports != 0
}

func receiverIdent(call *ast.CallExpr) *ast.Ident {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	id, _ := ast.Unparen(sel.X).(*ast.Ident)
	return id
}

// Detaches reports whether a call makes a context that does not end with the one
// that it is given.
func (s *Summaries) Detaches(call *ast.CallExpr) bool {
	return s.detaches(&calls.Call{Expr: call, Fn: syntax.Callee(s.Graph.Info, call)})
}

// MakesDetached is Detaches, also for what is derived from such a context on the
// spot.
func (s *Summaries) MakesDetached(e ast.Expr) bool { return s.makesDetached(e) }
