package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// judge completes an activation.
func (s *Services) judge(a *Activation) {
	s.findLoop(a)
	a.Lifetime, a.Evidence = s.lifetimeOf(a)
	if a.Row != nil {
		a.Each = a.Row.Each
	}
}

// lifetimeOf weighs the evidence, strongest first.
func (s *Services) lifetimeOf(a *Activation) (knowledge.Lifetime, string) {
	if a.Row != nil && a.Row.Life != knowledge.Unknown {
		return a.Row.Life, a.Via + " runs it"
	}
	around, why := s.startedFrom(a)
	if a.Joined && around < knowledge.Service {
		return knowledge.PerCall, "joined by " + a.where()
	}
	if life, source := s.sourceOf(a); life != knowledge.Unknown && life < around {
		return life, source
	}
	if s.isLongRunning(a) && (around == knowledge.Iteration || around == knowledge.PerCall) {
		return knowledge.Service, "it runs until it is told to stop, and nothing it works on ends before"
	}
	return around, why
}

// startedFrom is the place of the call that starts an activation.
func (s *Services) startedFrom(a *Activation) (knowledge.Lifetime, string) {
	if a.Call == nil {
		return knowledge.Unknown, ""
	}
	p := s.placeOf(a.Call.Func)
	if turn := s.turnOf(a.Call.Loop, a.Call); turn != knowledge.Unknown && (p.long >= knowledge.Service || p.long == knowledge.Unknown) {
		return turn, "it is started in every turn of the loop in " + a.where()
	}
	life := p.long
	if !s.isLongRunning(a) && p.short != knowledge.Unknown {
		life = p.short
	}
	return life, p.why
}

// sourceOf looks at what the body works on: the variables it captures or is
// given that belong to one connection or request.
func (s *Services) sourceOf(a *Activation) (knowledge.Lifetime, string) {
	if a.Call == nil {
		return knowledge.Unknown, ""
	}
	for _, arg := range a.Call.Expr.Args {
		if life := s.scopeOf(s.Info.TypeOf(arg)); life != knowledge.Unknown {
			return life, "it is given " + syntax.ExprName(arg)
		}
	}
	if a.Body == nil || a.Body.Lit == nil {
		return s.receiverOf(a)
	}
	return s.captured(a.Body)
}

func (s *Services) receiverOf(a *Activation) (knowledge.Lifetime, string) {
	if a.Body == nil || a.Body.Sig == nil || a.Body.Sig.Recv() == nil {
		return knowledge.Unknown, ""
	}
	life := s.holderOf(syntax.NamedOf(a.Body.Sig.Recv().Type()))
	return life, "its receiver lives for a " + lifeName(life)
}

func (s *Services) captured(body *calls.Func) (life knowledge.Lifetime, why string) {
	ast.Inspect(body.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || life != knowledge.Unknown {
			return life == knowledge.Unknown
		}
		v, ok := s.Info.Uses[id].(*types.Var)
		if ok && !v.IsField() && !syntax.Contains(body.Lit, v.Pos()) {
			if l := s.scopeOf(v.Type()); l != knowledge.Unknown {
				life, why = l, "it uses "+v.Name()+" of its "+lifeName(l)
			}
		}
		return true
	})
	return life, why
}

// isLongRunning reports whether the body goes on until something tells it to
// stop: it loops, serves, or waits for the stop signal.
func (s *Services) isLongRunning(a *Activation) bool {
	if a.Loop != nil || len(a.Chain) > 0 {
		return true
	}
	return s.mayOf(a).Has(summary.Loops | summary.Awaits | knowledge.Serves)
}

func (s *Services) mayOf(a *Activation) summary.Effects {
	if a.Body != nil {
		return s.Sum.Of(a.Body).May
	}
	return s.Sum.OfFunc(a.Fn).May
}

// findLoop finds the loop that keeps an activation alive: an endless or drain
// loop of the body, or of a function of this package that it calls outside of
// loops.
func (s *Services) findLoop(a *Activation) {
	a.Loop, a.Chain = s.longLoop(a.Body, nil, make(map[*calls.Func]bool))
	if a.Loop == nil && a.Body == nil && a.Fn != nil {
		if may := s.Sum.OfFunc(a.Fn).May; may.Has(summary.Loops) {
			a.Chain = may.Chain(summary.Loops)
		}
	}
}

func (s *Services) longLoop(f *calls.Func, chain []string, seen map[*calls.Func]bool) (*calls.Loop, []string) {
	if f == nil || seen[f] || len(chain) > 4 {
		return nil, nil
	}
	seen[f] = true
	for _, l := range f.Loops {
		if l.Kind == calls.Endless || l.Kind == calls.Drain {
			return l, chain
		}
	}
	for _, c := range f.Calls {
		if c.Mode != calls.Plain {
			continue
		}
		for _, body := range s.runBy(c) {
			if l, via := s.longLoop(body, append(chain, s.nameOf(c)), seen); l != nil {
				return l, via
			}
		}
	}
	return nil, nil
}

// runBy lists the bodies that a plain call runs before it returns: what it
// calls, and functions that it hands to something that runs them on the spot.
func (s *Services) runBy(c *calls.Call) []*calls.Func {
	out := s.Graph.Bodies(c)
	for i, arg := range c.Expr.Args {
		use := s.Sum.UseOf(c, i)
		if syntax.IsFunc(s.Info.TypeOf(arg)) && use&summary.Runs != 0 && use&summary.Async == 0 {
			out = append(out, s.Graph.ValueBodies(arg)...)
		}
	}
	return out
}

// findLoops lists the loops that go on until they are told to stop and belong to
// no activation above: in functions that other packages start, and further
// loops inside activations.
func (s *Services) findLoops() {
	for _, f := range s.Graph.Funcs {
		for _, l := range f.Loops {
			if l.Kind == calls.Finite {
				continue
			}
			life, why := s.lifetimeOfLoop(l)
			s.Found = append(s.Found, &Activation{
				Pos: l.Pos(), End: l.Body.Lbrace, How: Loop, Arg: calls.Callee, Body: f, Loop: l,
				Lifetime: life, Evidence: why,
			})
		}
	}
}

// lifetimeOfLoop: a loop lives as its function does, and inside another
// service loop for one turn of that.
func (s *Services) lifetimeOfLoop(l *calls.Loop) (knowledge.Lifetime, string) {
	p := s.placeOf(l.Func)
	if p.long >= knowledge.Service {
		if turn := s.turnOf(l.Outer, nil); turn != knowledge.Unknown {
			return turn, "it runs in every turn of the loop around it"
		}
	}
	if p.long == knowledge.PerCall && l.Kind == calls.Endless && l.Func.Obj != nil && s.isServiceMethod(l.Func) {
		return knowledge.Service, l.Func.Name() + " runs until its context or owner stops it"
	}
	return p.long, p.why
}

// isServiceMethod recognises a blocking method Run(ctx), Serve() of a type that
// can be stopped: shape is the weakest evidence there is.
func (s *Services) isServiceMethod(f *calls.Func) bool {
	if f.Sig.Recv() == nil || !isLauncher(f.Obj.Name()) {
		return false
	}
	for i := range f.Sig.Params().Len() {
		if syntax.IsContext(f.Sig.Params().At(i).Type()) {
			return true
		}
	}
	for _, name := range []string{"Stop", "Close", "Shutdown"} {
		if methodOf(f.Sig.Recv().Type(), name, s.Pkg) != nil {
			return true
		}
	}
	return false
}
