package services

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
)

// RoleOf returns the lifetime that a function has by what it is given: Request
// or Connection for a handler of one, Process for main and init, and Unknown
// for any other.
func (s *Services) RoleOf(f *calls.Func) knowledge.Lifetime {
	life, _ := s.role(f)
	return life
}

// EachOf is the lifetime of one run of an activation's body: that of a request
// for a handler, that of the activation itself where it runs once.
func (s *Services) EachOf(a *Activation) knowledge.Lifetime {
	if a.Each != knowledge.Unknown {
		return a.Each
	}
	return a.Lifetime
}

// RunBy lists the bodies of this package that a plain call runs before it
// returns: what it calls, and functions that it hands to something that runs
// them on the spot.
func (s *Services) RunBy(c *calls.Call) []*calls.Func { return s.runBy(c) }

// PlaceOf returns the shortest and the longest lifetime among the places that call
// or start a function, and whether that is only guessed from its name.
func (s *Services) PlaceOf(f *calls.Func) (short, long knowledge.Lifetime, weak bool) {
	p := s.placeOf(f)
	return p.short, p.long, p.weak
}

// Accepts reports whether a loop takes connections: each of its turns belongs to one.
func (s *Services) Accepts(l *calls.Loop) bool { return s.accepts(l) }
