package summary

import (
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// UseOf says what a call does with its argument i; the receiver is -1.
func (s *Summaries) UseOf(c *calls.Call, i int) Use {
	if c.Fn != nil {
		return s.useOfFunc(c, c.Fn, i)
	}
	use := s.useOfBodies(c, i)
	for _, fn := range c.Elsewhere() {
		use |= s.useOfFunc(c, fn, i)
	}
	return use
}

func (s *Summaries) useOfFunc(c *calls.Call, fn *types.Func, i int) Use {
	for _, row := range s.rowsOf(fn) {
		if row.Arg == i {
			return useOfRow(row)
		}
	}
	if s.Graph.Decl(fn) == nil && !syntax.IsInterfaceMethod(fn) {
		return s.useOfForeign(fn, i)
	}
	return s.useOfBodies(c, i)
}

// useHere is UseOf as the function sees it in which the call stands: what it
// waits for does not outlive it.
func (s *Summaries) useHere(c *calls.Call, i int) Use {
	use := s.UseOf(c, i)
	if use&Async != 0 && s.isJoined(c) {
		use &^= Async
	}
	return use
}

func (s *Summaries) rowsOf(fn *types.Func) []knowledge.Run {
	if known := s.callees[fn]; known != nil {
		return known.runs
	}
	return s.Table.Runs(fn)
}

func useOfRow(row knowledge.Run) Use {
	use := Runs
	if row.Async {
		use |= Async
	}
	if row.Each != knowledge.Unknown {
		use |= Repeats
	}
	if row.Panic == knowledge.Recovered {
		use |= Guarded
	}
	if row.Error != knowledge.NoResult && row.Error != knowledge.Dropped {
		use |= Checks
	}
	return use
}

// useOfForeign: functions without a summary that take functions are nearly all
// of the standard library, where what runs later or elsewhere has a row; the
// others call their argument and return.
func (s *Summaries) useOfForeign(fn *types.Func, i int) Use {
	if sum := s.OfFunc(fn); !sum.IsZero() {
		return sum.Arg(clampParam(fn.Signature(), i))
	}
	if fn.Pkg() != nil && syntax.IsStandardPath(fn.Pkg().Path()) {
		return Runs
	}
	return 0
}

func (s *Summaries) useOfBodies(c *calls.Call, i int) Use {
	var use Use
	for _, f := range s.Graph.Bodies(c) {
		if f.Sig != nil {
			use |= s.bodies[f.Index].args[int8(clampParam(f.Sig, i))]
		}
	}
	return use
}

// clampParam maps an argument to its parameter: all variadic arguments are the
// last one.
func clampParam(sig signature, i int) int {
	if last := sig.Params().Len() - 1; i > last && sig.Variadic() {
		return last
	}
	return i
}

// solveArgs finds out what functions do with their parameters. Whether a use
// is guarded comes second: it depends on what runs in another goroutine, where
// a recover of the starter does not help.
func (s *Summaries) solveArgs() {
	var users []*body
	for _, b := range s.bodies {
		if b.uses = s.paramUses(b); len(b.uses) > 0 {
			b.args = make(map[int8]Use)
			users = append(users, b)
		}
	}
	for _, s.guards = range []bool{false, true} {
		for changed := len(users) > 0; changed; {
			changed = false
			s.started = nil
			for _, b := range users {
				changed = s.updateArgs(b) || changed
			}
		}
	}
	for _, b := range users {
		s.own[b.f.Index].Args = sortedArgs(b.f.Sig, b.args)
	}
}

func (s *Summaries) updateArgs(b *body) bool {
	changed := false
	for _, u := range b.uses {
		use := u.always
		if u.call != nil {
			use |= s.useAt(u, b.f)
		}
		use &^= Detached | Peeks // holds only if it holds at every place: solveContexts
		if !s.guards {
			use &^= Guarded
		}
		old := b.args[u.param]
		b.args[u.param] = old | use
		changed = changed || old|use != old
	}
	return changed
}

// useAt says what becomes of a parameter at one place, as seen from the function
// that has the parameter.
func (s *Summaries) useAt(u paramUse, from *calls.Func) Use {
	use := Runs
	if u.arg != calls.Callee {
		if use = s.useHere(u.call, u.arg); use&Runs == 0 {
			return use &^ Guarded
		}
	}
	how := s.howAt(u.call, from) | u.loops
	if use&Async != 0 || u.call.Mode == calls.Go {
		how &^= Guarded // of the starter
	}
	use |= how
	if how&Wraps != 0 {
		use &^= Runs | Async // when the result is called, wherever that is
	}
	return use
}

// howAt says how a call is made as seen from a function: in a goroutine, again
// and again, under a recover. Where the call stands in another function, what
// it runs was kept for it.
func (s *Summaries) howAt(c *calls.Call, from *calls.Func) Use {
	outer := from
	how := Use(0)
	if !from.Encloses(c.Func) {
		outer = c.Func.Outer()
		how = s.howStarted(outer)
	}
	how |= s.howRun(c.Func, outer, maxNesting)
	if c.Mode == calls.Go {
		how &^= Guarded
		if !s.isJoined(c) {
			how |= Async
		}
	}
	return how
}

// maxNesting bounds how far literals are followed that run inside each other,
// which variables can make a circle.
const maxNesting = 8

// howRun says how a literal inside outer runs, as seen from outer.
func (s *Summaries) howRun(f, outer *calls.Func, depth int) Use {
	how := Use(0)
	if f != outer && f.Parent != nil && depth > 0 {
		how = s.howUsed(f, s.howRun(f.Parent, outer, depth-1), depth)
	}
	if s.own[f.Index].Contains == Recovered {
		how |= Guarded
	}
	return how
}

// howUsed follows the places that run a literal or hand it on, given how the
// function around it runs.
func (s *Summaries) howUsed(lit *calls.Func, around Use, depth int) Use {
	how := around
	for _, u := range s.Graph.Uses(lit) {
		use := Runs
		if u.Arg != calls.Callee {
			use = s.useHere(u.Call, u.Arg)
		}
		if u.Call.Mode == calls.Go && !s.isJoined(u.Call) {
			use |= Async
		}
		if !lit.Outer().Encloses(u.Call.Func) { // kept, and run from there
			elsewhere := u.Call.Func.Outer()
			use |= s.howRun(u.Call.Func, elsewhere, depth-1) | s.howStarted(elsewhere)
			how &^= Guarded
		}
		if use&Async != 0 || u.Call.Mode != calls.Plain {
			how &^= Guarded // a recover of the starter does not reach it, nor what it defers itself
		}
		how |= use & (Async | Repeats | Guarded)
		if s.repeats(u.Call, u.Arg) {
			how |= Repeats
		}
	}
	if slices.Contains(s.Graph.Returned(lit.Parent), lit) {
		how = how&^Guarded | Wraps
	}
	return how
}

// sortedArgs lists what callers should know. That a method of an interface is
// called is what interfaces are for; that it runs in a goroutine is worth a word.
func sortedArgs(sig signature, args map[int8]Use) []ArgUse {
	var out []ArgUse
	for i, use := range args {
		if use&Async == 0 && !isFollowed(sig, i) {
			use &= Closes | Keeps | Detached | Peeks
		}
		if use != 0 {
			out = append(out, ArgUse{i, use})
		}
	}
	slices.SortFunc(out, func(a, b ArgUse) int { return int(a.Index) - int(b.Index) })
	return out
}
