package services

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
)

// Reach lists the bodies of the package that background work runs, each with
// one activation that leads to it: what is started for a request, a connection,
// a turn or a service, and what that calls. What is part of a call of somebody
// outside, and what is joined by such a call, is not among them.
func Reach(s *Services) map[*calls.Func]*Activation {
	reached := make(map[*calls.Func]*Activation)
	var work []*calls.Func
	visit := func(f *calls.Func, a *Activation) {
		if f != nil && reached[f] == nil {
			reached[f] = a
			work = append(work, f)
		}
	}
	for _, a := range s.Found {
		if max(a.Lifetime, a.Each) > knowledge.PerCall {
			visit(a.Body, a)
		}
	}
	for len(work) > 0 {
		f := work[len(work)-1]
		work = work[:len(work)-1]
		for _, c := range f.Calls {
			for _, body := range s.runBy(c) {
				visit(body, reached[f])
			}
		}
	}
	return reached
}
