package summary

import (
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Some projects have two ways to start a goroutine, beside each other: one that
// recovers, one that does not (field note 1). That they have both says that they
// want to survive a panic.

// guardedStart: starts the function that it is given in a goroutine that recovers.
const guardedStart = Runs | Async | Guarded

// Safer returns the function beside fn that starts goroutines as fn does, but
// recovers them; nil if fn starts none, recovers itself, or has no such neighbour.
func (s *Summaries) Safer(fn *types.Func) *types.Func {
	if fn == nil {
		return nil
	}
	return s.safer[fn]
}

// SafeStart returns a function of this module that this package starts goroutines
// with, and that recovers them; nil if there is none.
func (s *Summaries) SafeStart() *types.Func { return s.safeStart }

// readSpawners looks up what Safer and SafeStart answer while facts can be read.
func (s *Summaries) readSpawners() {
	s.safer = make(map[*types.Func]*types.Func)
	for _, b := range s.bodies {
		for _, t := range b.calls {
			s.noteStarted(b, t)
			if t.Fn == nil || len(t.runs) > 0 || len(t.handed) == 0 || syntax.IsInterfaceMethod(t.Fn) || s.isTest(b.f.Pos()) {
				continue
			}
			s.noteSpawner(t)
		}
	}
}

// noteStarted: wg.Go(hook), where others handed in the hook.
func (s *Summaries) noteStarted(b *body, t *target) {
	for _, h := range t.handed {
		v := syntax.VarOf(s.Graph.Info, t.Expr.Args[h.arg])
		if v != nil && len(h.bodies) == 0 && s.UseOf(t.Call, h.arg)&(Async|Keeps) == Async && s.isForeignVar(b.f, v) {
			s.handedIn[t.Call] = "the callback " + exprName(t.Expr.Args[h.arg])
		}
	}
}

func (s *Summaries) noteSpawner(t *target) {
	how := Use(0)
	for _, h := range t.handed {
		how |= s.UseOf(t.Call, h.arg)
	}
	switch {
	case how&Async == 0:
	case how&Guarded == 0:
		if _, known := s.safer[t.Fn]; !known {
			s.safer[t.Fn] = s.neighbour(t.Fn)
		}
	case s.safeStart == nil && how&Keeps == 0 && s.isOurs(t.Fn.Pkg()) && startsAnything(t.Fn.Signature()):
		s.safeStart = t.Fn
	}
}

// startsAnything: it is given one function to start, and hands nothing back. What
// takes more, or returns a handle, is made for one purpose.
func startsAnything(sig signature) bool {
	funcs := 0
	for i := range sig.Params().Len() {
		if syntax.IsFunc(sig.Params().At(i).Type()) {
			funcs++
		}
	}
	return funcs == 1 && sig.Results().Len() == 0
}

// neighbour finds another method of the same type, or another function of the
// same package, that starts goroutines and recovers them.
func (s *Summaries) neighbour(fn *types.Func) *types.Func {
	if recv := syntax.NamedOf(receiver(fn)); recv != nil {
		named, ok := recv.Type().(*types.Named)
		for i := 0; ok && i < named.NumMethods(); i++ {
			if m := named.Method(i); m != fn && s.isGuardedStart(m) {
				return m
			}
		}
		return nil
	}
	scope := fn.Pkg().Scope()
	for _, name := range scope.Names() {
		if f, ok := scope.Lookup(name).(*types.Func); ok && f != fn && s.isGuardedStart(f) {
			return f
		}
	}
	return nil
}

func receiver(fn *types.Func) types.Type {
	if recv := fn.Signature().Recv(); recv != nil {
		return recv.Type()
	}
	return nil
}

func (s *Summaries) isGuardedStart(fn *types.Func) bool {
	if fn.Pkg() != s.pkg && !fn.Exported() {
		return false
	}
	var args []ArgUse
	if f := s.Graph.Decl(fn); f != nil {
		args = s.own[f.Index].Args
	} else {
		args = s.importFact(fn).Args
	}
	for _, a := range args {
		if a.Use&guardedStart == guardedStart {
			return true
		}
	}
	return false
}
