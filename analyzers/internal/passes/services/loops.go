package services

import (
	"go/ast"
	"go/token"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// findLoops lists the loops that go on until they are told to stop and belong to
// no activation above: in functions that other packages start, and further
// loops inside activations; and bounded loops that wait between their turns.
func (s *Services) findLoops() {
	for _, f := range s.Graph.Funcs {
		for _, l := range f.Loops {
			if l.Kind != calls.Finite || s.isRetry(l) {
				s.addLoop(l)
			}
		}
		s.addJumps(f)
	}
}

func (s *Services) addLoop(l *calls.Loop) {
	a := &Activation{Pos: l.Pos(), End: l.Body.Lbrace, How: Loop, Arg: calls.Callee, Body: l.Func, Loop: l}
	a.Leaving = s.placeOf(l.Func).leaving || l.Outer != nil && s.isLeaving(l.Outer, l.Pos())
	s.judgeLoop(a, l)
	s.Found = append(s.Found, a)
}

// addJumps lists the labels that a goto goes back to.
func (s *Services) addJumps(f *calls.Func) {
	seen := make(map[token.Pos]bool)
	for _, j := range f.Jumps {
		if seen[j.Label] {
			continue // further gotos to the same label
		}
		seen[j.Label] = true
		a := &Activation{Pos: j.Label, End: j.Label + token.Pos(len(j.Goto.Label.Name)), How: Jump, Arg: calls.Callee, Body: f}
		a.Lifetime, a.Evidence = s.boundedLife(f, s.turnOf(j.Loop, j.Label))
		s.Found = append(s.Found, a)
	}
}

// isRetry: a counted loop that waits between its turns.
func (s *Services) isRetry(l *calls.Loop) bool {
	mask := knowledge.Pauses
	if _, ok := l.Stmt.(*ast.ForStmt); ok {
		mask |= knowledge.Asks
	}
	for _, c := range l.Func.Calls {
		if c.Loop.Within(l) && c.Mode == calls.Plain && s.MayOf(c.Expr).Has(mask) {
			return true
		}
	}
	for _, op := range l.Func.Ops {
		if op.Loop.Within(l) && (op.Kind == calls.Receive || op.Kind == calls.Send) {
			return true
		}
	}
	for _, sel := range l.Func.Selects {
		if syntax.Contains(l.Body, sel.Pos()) && syntax.HasDefault(sel) == nil {
			return true
		}
	}
	return false
}

// judgeLoop gives a loop its lifetime. A loop that goes on until it is told to
// stop lives as its function does, and inside another service loop for one turn
// of that; unless it listens to the stop signal itself: then it is the service's
// loop while the service is in one state. A loop that ends by itself lives for a
// call, or for the turn that it is part of.
func (s *Services) judgeLoop(a *Activation, l *calls.Loop) {
	p := s.placeOf(l.Func)
	turn := s.turnWithin(p.long, s.turnOf(l.Outer, l.Pos()))
	switch {
	case l.Polls() && !a.Leaving:
		a.Lifetime, a.Evidence = knowledge.PerCall, "it takes what is there and ends"
	case s.isState(l, turn, p):
		a.Lifetime, a.Evidence = s.stateOf(l)
		a.Again = true
	case turn != knowledge.Unknown && p.long != knowledge.PerCall:
		a.Lifetime, a.Evidence = turn, "it runs in every turn of the loop around it"
	case !l.Polls() && s.isBounded(l, p):
		a.Lifetime, a.Evidence = s.boundedLife(l.Func, turn)
	case p.long == knowledge.PerCall && l.Kind == calls.Endless && !p.stops && s.isServiceShape(l):
		a.Lifetime, a.Evidence = knowledge.Service, l.Func.Name()+" runs until it is told to stop"
	default:
		a.Lifetime, a.Evidence = p.long, p.why
	}
}

// isBounded reports whether a loop ends by itself. One that waits for others
// until they are done, or looks for something until it is told to stop, lasts as
// long as that takes, and belongs to what it is a part of.
func (s *Services) isBounded(l *calls.Loop, p *place) bool {
	switch l.Kind {
	case calls.Finite:
		return true
	case calls.Until:
		return p.long < knowledge.Service || isTurn(p.short) || !s.isAwaiting(l)
	case calls.Endless:
		if !s.isResultLoop(l) {
			return false
		}
		return isTurn(p.short) || p.long >= knowledge.Service && !(s.isWaiting(l) && s.hearsStop(l))
	}
	return false
}

// isWaiting reports whether a loop waits in its turns, rather than only having a
// look at its channels between two steps of its work.
func (s *Services) isWaiting(l *calls.Loop) bool {
	for _, sel := range l.Func.Selects {
		if syntax.Contains(l.Body, sel.Pos()) && syntax.HasDefault(sel) == nil {
			return true
		}
	}
	return s.isAwaiting(l)
}

// hearsStop reports whether a loop looks at a stop signal in its turns.
func (s *Services) hearsStop(l *calls.Loop) bool {
	if stop := s.StopOfLoop(l).Kind; stop == ByContext || stop == ByChannel {
		return true
	}
	for _, op := range l.Func.Ops {
		if op.Loop == l && op.Kind == calls.Receive && s.isSignalChan(op.Chan) {
			return true
		}
	}
	for _, e := range s.Exits(l) {
		if e.Reason == OnStop {
			return true
		}
	}
	return false
}

func (s *Services) isAwaiting(l *calls.Loop) bool {
	for _, op := range l.Func.Ops {
		if op.Loop == l && op.Kind == calls.Receive {
			return true
		}
	}
	return false
}

func isTurn(l knowledge.Lifetime) bool { return l == knowledge.Iteration || l == knowledge.Request }

// boundedLife is the lifetime of a loop that ends by itself.
func (s *Services) boundedLife(f *calls.Func, turn knowledge.Lifetime) (knowledge.Lifetime, string) {
	p := s.placeOf(f)
	switch {
	case turn != knowledge.Unknown:
		return turn, "it runs in every turn of the loop around it"
	case isTurn(p.short):
		return p.short, "it ends by itself, within the " + LifeName(p.short) + " that runs " + f.Name()
	}
	return knowledge.PerCall, "it ends by itself"
}

// isState reports whether a loop is a service's loop in one of its states: it
// runs in a turn of the service's outer loop, which starts it again, and hears
// the stop signal itself.
func (s *Services) isState(l *calls.Loop, turn knowledge.Lifetime, p *place) bool {
	switch {
	case l.Kind != calls.Endless, l.Polls(), turn != knowledge.Iteration && p.long != knowledge.Iteration:
		return false
	case turn == knowledge.Iteration && s.isResultLoop(l):
		return false // a step of the loop around it
	}
	stop := s.StopOfLoop(l).Kind
	return stop == ByContext || stop == ByChannel
}

// stateOf tells a session from a state: a function that opened something for
// this turn, and closes it when it returns, serves a connection.
func (s *Services) stateOf(l *calls.Loop) (knowledge.Lifetime, string) {
	for _, c := range l.Func.Calls {
		if c.Mode == calls.Defer && c.Expr.Pos() < l.Pos() && c.Fn != nil && closes(c.Fn.Name()) {
			return knowledge.Connection, l.Func.Name() + " closes what it works on when it returns: " + s.nameOf(c)
		}
	}
	return knowledge.Service, "it is the service's loop until the loop around it goes on"
}

var closers = []string{"Close", "Disconnect", "Unlisten", "Hangup"}

func closes(name string) bool {
	for _, word := range closers {
		if containsFold(name, word) {
			return true
		}
	}
	return false
}

// isServiceShape recognises a loop that another package must have started: it
// accepts connections, or is left only when it is told to stop or fails, and
// paces itself. Shape is the weakest evidence there is.
func (s *Services) isServiceShape(l *calls.Loop) bool {
	if s.accepts(l) {
		return true
	}
	if l.Func.Obj == nil || s.isResultLoop(l) {
		return false
	}
	stop := s.StopOfLoop(l).Kind
	return stop == ByContext || stop == ByChannel || stop == ByFlag
}
