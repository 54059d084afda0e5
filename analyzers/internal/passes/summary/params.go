package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

type signature = *types.Signature

// paramUse is one place that does something with a parameter.
type paramUse struct {
	param  int8
	always Use         // what is done there in any case
	call   *calls.Call // runs the parameter, or hands it on
	arg    int         // which argument it is there, or calls.Callee
	loops  Use         // Repeats if it does so again and again
}

func (s *Summaries) useIn(i int8, c *calls.Call, arg int) paramUse {
	u := paramUse{param: i, call: c, arg: arg}
	if s.repeats(c, arg) {
		u.loops = Repeats
	}
	return u
}

// paramUses lists what a function does with its parameters, in its own body, in
// literals inside it, and through the fields and collections that keep them.
func (s *Summaries) paramUses(b *body) []paramUse {
	f := b.f
	if f.Sig == nil {
		return nil
	}
	var out []paramUse
	for i := range f.Sig.Params().Len() {
		p := f.Sig.Params().At(i)
		if isFollowed(f.Sig, int8(i)) {
			out = s.funcUses(out, int8(i), p)
		}
	}
	if f.Sig.Params().Len() > 0 || f.Sig.Recv() != nil {
		out = s.valueUses(out, f, f)
		out = s.closableUses(out, b)
		out = s.setUses(out, f)
	}
	return out
}

// funcUses follows a function that is given as a parameter.
func (s *Summaries) funcUses(out []paramUse, i int8, p *types.Var) []paramUse {
	for _, v := range append([]*types.Var{p}, s.Graph.Holders(p)...) {
		if v.IsField() || isGlobal(v) {
			out = append(out, paramUse{param: i, always: Keeps})
		}
		for _, c := range s.Graph.CallsOf(v) {
			out = append(out, s.useIn(i, c, calls.Callee))
		}
		for _, u := range s.Graph.ArgsOf(v) {
			out = append(out, s.useIn(i, u.Call, u.Arg))
		}
	}
	return out
}

// valueUses follows parameters of other types: methods of interfaces that are
// called, what is ended, and what is handed on.
func (s *Summaries) valueUses(out []paramUse, f, outer *calls.Func) []paramUse {
	for _, op := range f.Ops {
		if i, ok := s.paramOf(outer, op.Chan); ok && op.Kind == calls.Close {
			out = append(out, paramUse{param: i, always: Closes})
		}
	}
	for _, t := range s.bodies[f.Index].calls {
		out = s.methodUse(out, outer, t)
		if len(t.bodies) == 0 && len(t.runs) == 0 && (t.far == nil || len(t.far.Args) == 0) {
			continue
		}
		for j, arg := range t.Expr.Args {
			if i, ok := s.paramOf(outer, arg); ok && !isFollowed(outer.Sig, i) {
				out = append(out, s.useIn(i, t.Call, j))
			}
		}
	}
	for _, lit := range f.Lits {
		out = s.valueUses(out, lit, outer)
	}
	return out
}

// isFollowed reports whether funcUses sees to a parameter.
func isFollowed(sig signature, i int8) bool {
	return i >= 0 && (syntax.IsFunc(sig.Params().At(int(i)).Type()) || isFuncCollection(sig.Params().At(int(i)).Type()))
}

// methodUse: p.Run() of an interface runs p, p.Close() ends it.
func (s *Summaries) methodUse(out []paramUse, outer *calls.Func, t *target) []paramUse {
	sel, ok := ast.Unparen(t.Expr.Fun).(*ast.SelectorExpr)
	if !ok || t.Fn == nil {
		return out
	}
	i, ok := s.paramOf(outer, sel.X)
	if !ok {
		return out
	}
	if syntax.IsInterfaceMethod(t.Fn) && !calls.IsVocabulary(t.Fn) {
		out = append(out, s.useIn(i, t.Call, calls.Callee))
	}
	if isEnding(t.Fn) || t.known&knowledge.Closes != 0 {
		out = append(out, paramUse{param: i, always: Closes})
	}
	return out
}

// paramOf returns the parameter of f that e is. Names are compared first: they
// are at hand.
func (s *Summaries) paramOf(f *calls.Func, e ast.Expr) (int8, bool) {
	id, ok := ast.Unparen(e).(*ast.Ident)
	if !ok || !hasParam(f.Sig, id.Name) {
		return 0, false
	}
	i := f.Param(syntax.VarOf(s.Graph.Info, id))
	return int8(i), i >= -1
}

func hasParam(sig signature, name string) bool {
	if recv := sig.Recv(); recv != nil && recv.Name() == name {
		return true
	}
	for i := range sig.Params().Len() {
		if sig.Params().At(i).Name() == name {
			return true
		}
	}
	return false
}

func isEnding(fn *types.Func) bool {
	return fn.Signature().Recv() != nil && IsEndName(fn.Name())
}

// howStarted says how the package itself runs a declared function: in a
// goroutine, or in a loop, as far as it is started or called by something that is.
func (s *Summaries) howStarted(f *calls.Func) Use {
	if s.started == nil {
		s.started = make([]Use, len(s.bodies))
		for _, b := range s.bodies {
			s.spreadFrom(b)
		}
	}
	how := s.started[f.Index]
	if how&Async != 0 && s.isGuardedEverywhere(f) {
		how |= Guarded
	}
	return how
}

// spreadFrom marks what a function starts, and what that calls in turn.
func (s *Summaries) spreadFrom(b *body) {
	if s.isTest(b.f.Pos()) {
		return // tests run in a goroutine what they like
	}
	for _, t := range b.calls {
		if t.Mode == calls.Go {
			s.spread(t.bodies, Async)
		}
		for _, h := range t.handed {
			s.spread(h.bodies, s.useHere(t.Call, h.arg)&(Async|Repeats))
		}
	}
}

func (s *Summaries) spread(bodies []*calls.Func, how Use) {
	for _, f := range bodies {
		if s.started[f.Index]|how == s.started[f.Index] {
			continue
		}
		s.started[f.Index] |= how
		for _, t := range s.bodies[f.Index].calls {
			through := how
			if s.repeats(t.Call, calls.Callee) {
				through |= Repeats
			}
			s.spread(t.bodies, through)
		}
	}
}

// repeats reports whether a call runs the same function (its callee or an
// argument) in every turn of a service loop. What is received anew in each turn
// is another function: for f := range jobs { f() }.
func (s *Summaries) repeats(c *calls.Call, arg int) bool {
	var root *types.Var
	switch {
	case arg != calls.Callee:
		root = s.rootOf(c.Expr.Args[arg])
	case c.Fn == nil || syntax.IsInterfaceMethod(c.Fn):
		root = s.rootOf(c.Expr.Fun)
	}
	for l := c.Loop; l != nil; l = l.Outer {
		if r, ok := l.Stmt.(*ast.RangeStmt); ok && root != nil && l.Kind == calls.Finite && syntax.VarOf(s.Graph.Info, r.Value) == root {
			root = s.rootOf(r.X)
		}
		if root != nil && syntax.Contains(l.Stmt, root.Pos()) {
			return false
		}
		if l.Kind == calls.Endless || l.Kind == calls.Drain {
			return true
		}
	}
	return false
}

// rootOf returns the variable that a chain of selectors begins with.
func (s *Summaries) rootOf(e ast.Expr) *types.Var {
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.IndexExpr:
			e = x.X
		case *ast.Ident:
			return syntax.VarOf(s.Graph.Info, x)
		default:
			return nil
		}
	}
}
