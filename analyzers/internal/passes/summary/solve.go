package summary

import (
	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// body is what is read off one function once, before the fixed points.
type body struct {
	f      *calls.Func
	self   Effects   // of its own operations, without its calls
	calls  []*target // calls that may have an effect
	raised []raised
	uses   []paramUse
	args   map[int8]Use // grows with the fixed point
	graph  *flow.Graph  // built when a path question needs it
	drops  answer       // to mayDrop
}

// solve summarizes all functions of the package. Each step is a fixed point of
// its own that only builds on the steps before it, so that nothing is ever
// concluded from what a later step would take back: which calls return, what
// becomes of panics, what is done to arguments, what may happen, and last what
// always happens.
func (s *Summaries) solve() {
	s.read()
	s.order()
	s.eachGroup(s.updateReturns)
	for i, b := range s.bodies {
		s.own[i].Handler = s.handlerOf(b)
	}
	for i, b := range s.bodies {
		s.updateRecovery(b, s.own[i])
	}
	s.solveArgs()
	s.eachGroup(s.updateMay)
	if evidence, drops := s.lateEvidence(), s.lateDrops(); evidence || drops {
		s.eachGroup(s.updateMay)
	}
	s.eachGroup(s.updateAlways)
	s.eachGroup(s.updateGives)
	if !s.foreign {
		s.readSpawners()
	}
	s.solveContexts()
	for _, b := range s.bodies {
		b.graph, b.uses = nil, nil // checks look at few bodies again
	}
}

func (s *Summaries) read() {
	s.own = make([]*Summary, len(s.Graph.Funcs))
	s.bodies = make([]*body, len(s.Graph.Funcs))
	for i, f := range s.Graph.Funcs {
		s.own[i] = new(Summary)
		s.bodies[i] = &body{f: f}
	}
	for _, b := range s.bodies {
		for _, c := range b.f.Calls {
			if t := s.target(c); t != nil {
				b.calls = append(b.calls, t)
			}
		}
		s.readOps(b)
		s.readEvidence(b)
	}
}

// eachGroup updates all functions, callees before callers; functions that call
// each other in a circle are updated until none of them changes.
func (s *Summaries) eachGroup(update func(*body, *Summary) bool) {
	for _, group := range s.groups {
		for changed := true; changed; {
			changed = false
			for _, i := range group {
				changed = update(s.bodies[i], s.own[i]) || changed
			}
			changed = changed && len(group) > 1
		}
	}
}

// updateMay recomputes what a function may do, and reports whether that grew.
func (s *Summaries) updateMay(b *body, sum *Summary) bool {
	changed := false
	for _, e := range b.self {
		changed = sum.May.add(e.Effect, e.Via...) || changed
	}
	for _, t := range b.calls {
		changed = s.joinCall(t, sum) || changed
	}
	return s.joinRaised(b, sum) || changed
}

// joinCall adds the effects of one call to its caller.
func (s *Summaries) joinCall(t *target, sum *Summary) bool {
	if t.Mode == calls.Go {
		return s.joinStarted(t, sum)
	}
	changed, through := false, ^knowledge.Effect(0)
	if !s.dropsThrough(t) {
		through &^= Drops
	}
	if t.known != 0 {
		changed = sum.May.add(t.known&^knowledge.Recovering&^knowledge.Repanicking, t.name())
	}
	changed = s.joinBodies(t, t.bodies, through&^s.mayNotRun(t), sum) || changed
	if t.far != nil && len(t.bodies) == 0 && t.known == 0 {
		mask := through
		if len(t.far.May) > 0 && t.far.May.Has(Starts) && s.isJoined(t.Call) {
			mask &^= Starts
		}
		changed = sum.May.join(t.name(), t.far.May, mask) || changed
	}
	for _, v := range t.values {
		changed = sum.May.join(t.name(), v.far.May, through) || changed
		changed = sum.May.add(v.does&^knowledge.Recovering&^knowledge.Repanicking, t.name()) || changed
	}
	if t.unknown {
		changed = sum.May.add(Unknown, t.name()) || changed
	}
	return s.joinHanded(t, sum) || changed
}

// joinedEffects are what a goroutine that is waited for adds to its starter.
const joinedEffects = knowledge.Pauses | knowledge.Receives | knowledge.Asks | knowledge.Computes | knowledge.Heavy | Loops | Awaits | knowledge.Exits

func (s *Summaries) joinStarted(t *target, sum *Summary) bool {
	if s.isJoined(t.Call) {
		return s.joinBodies(t, t.bodies, joinedEffects, sum)
	}
	return sum.May.add(Starts, t.name())
}

// mayNotRun: of several implementations of an interface one runs, and mostly not the
// one that takes by far the longest. Only what all of them do is said of the call.
func (s *Summaries) mayNotRun(t *target) knowledge.Effect {
	if t.Fn == nil || !syntax.IsInterfaceMethod(t.Fn) {
		return 0
	}
	for _, f := range t.bodies {
		if !s.own[f.Index].May.Has(knowledge.Heavy) {
			return knowledge.Heavy
		}
	}
	return 0
}

func (s *Summaries) joinBodies(t *target, bodies []*calls.Func, mask knowledge.Effect, sum *Summary) bool {
	changed := false
	for _, callee := range bodies {
		from := s.own[callee.Index]
		if len(from.May) == 0 {
			continue
		}
		through := mask
		if from.Contains != Propagates {
			through &^= evidence
		}
		changed = sum.May.join(t.name(), from.May, through) || changed
	}
	return changed
}

// joinHanded adds the effects of functions handed to something that runs them
// before it returns, and Starts for what runs later.
func (s *Summaries) joinHanded(t *target, sum *Summary) bool {
	changed := false
	for _, h := range t.handed {
		use := s.UseOf(t.Call, h.arg)
		switch {
		case use&Async != 0 && s.isJoined(t.Call):
			changed = s.joinBodies(t, h.bodies, joinedEffects, sum) || changed
		case use&Async != 0:
			changed = sum.May.add(Starts, t.name()) || changed
		case use&(Runs|Keeps) == Runs:
			changed = s.joinValue(t, h, use, sum) || changed
		}
	}
	return changed
}

func (s *Summaries) joinValue(t *target, h handed, use Use, sum *Summary) bool {
	mask := ^Drops
	if use&Guarded != 0 {
		mask &^= evidence
	}
	changed := s.joinBodies(t, h.bodies, mask, sum)
	if h.far != nil {
		changed = sum.May.join(t.name(), h.far.May, mask) || changed
	}
	return changed
}
