// Package bounds says how much of something a program may come to have at once:
// how many elements a collection holds, how often a place is reached, and what
// limits how many runs of it there are at the same time.
//
// # Theory
//
// A number is small when whoever wrote the program, or configures it, decides
// it: constants, arrays, literals, options, the number of processors. It is data
// when others decide it: rows, files, decoded messages, the elements of a channel,
// the peers that come and go. All else is unknown, and only a strict run may speak
// of it. Values are followed through the assignments, returns and calls of one
// package; names of types and fields only make a number small.
//
// A limit is proven by flow: on every path from the beginning of a turn to the
// place in question something is passed that blocks or turns back when too many
// are under way. What is taken inside a goroutine bounds the work, not the
// goroutines.
//
// The answers are computed when a check asks; most packages never are asked.
package bounds

import (
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
)

// Bounds answers for one package. It belongs to one check.
type Bounds struct {
	*services.Services
	values  *values
	decoded map[*types.Var]bool
	reached map[*calls.Func]bool
}

// New returns the bounds of a package.
func New(s *services.Services) *Bounds { return &Bounds{Services: s} }

// IsReached reports whether background work or a handler runs f: it is done again
// and again for whoever comes.
func (b *Bounds) IsReached(f *calls.Func) bool {
	if b.reached == nil {
		b.reached = make(map[*calls.Func]bool)
		for f := range services.Reach(b.Services) {
			b.reached[f] = true
		}
		for _, f := range b.Graph.Funcs {
			if isTurn(b.RoleOf(f)) {
				b.reach(f)
			}
		}
	}
	return b.reached[f]
}

func (b *Bounds) reach(f *calls.Func) {
	if b.reached[f] {
		return
	}
	b.reached[f] = true
	for _, c := range f.Calls {
		for _, body := range b.RunBy(c) {
			b.reach(body)
		}
	}
}
