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
	used   bool
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
	r := contextReader{s: s, b: b, g: g, known: make(map[*ast.Ident]bool), freed: make(map[*ast.Ident]bool), followed: make(map[*ast.CallExpr]bool)}
	r.eachCall(b.f)
	ast.Inspect(b.f.Body, r.visit)
	s.noteContext(b, g, r.left(b.f))
	g.used = len(r.known) > 0
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
		if g.used {
			use |= Peeks
		}
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
	// followed: calls that make a context from it, and where that goes is looked at
	followed map[*ast.CallExpr]bool
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
			} else if made, ok := ast.Unparen(arg).(*ast.CallExpr); ok && r.isMadeFrom(made) {
				r.followed[made] = true
				r.handOn(c, i, nil)
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
		if id != nil {
			r.freed[id] = true
		}
	case isDerivation(c.Fn), r.s.makesAnother(c.Fn) && r.s.isElsewhere(c, i):
	default:
		r.g.handed = append(r.g.handed, handedOn{c, i})
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
	case *ast.ReturnStmt:
		for _, result := range n.Results {
			if call, ok := ast.Unparen(result).(*ast.CallExpr); ok {
				r.followed[call] = true // by whoever gets it
			}
		}
	case *ast.CallExpr:
		if !r.followed[n] && r.isMadeFrom(n) {
			r.g.obeyed = true
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
