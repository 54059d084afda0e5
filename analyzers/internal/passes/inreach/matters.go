package inreach

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
)

// IsReached reports whether background work of this package runs f.
func (x *Finder) IsReached(f *calls.Func) bool {
	if x.reached == nil {
		x.reached = services.Reach(x.Services)
	}
	return x.reached[f] != nil
}

// ActivationOf returns an activation that runs f, or nil.
func (x *Finder) ActivationOf(f *calls.Func) *services.Activation {
	x.IsReached(f)
	return x.reached[f]
}

// Matters reports whether somebody may want to cancel what f does: a service,
// handler or consumer reaches it, or another package calls it with the context
// src. In a program of its own that is known to the last call: there it takes a
// service. main and init, and a command that does its work and ends, are nobody's
// problem.
func (x *Finder) Matters(f *calls.Func, src Source) bool {
	if x.IsReached(f) {
		return true
	}
	outer := f.Outer()
	switch {
	case x.RoleOf(outer) == knowledge.Process:
		return false
	case isScoped(x.RoleOf(outer)):
		return true
	case x.Pkg.Name() == "main":
		return x.goesOn(outer)
	case src.Kind == Carried && !src.Client:
		return x.goesOn(outer) // perhaps a command's
	}
	return true
}

// goesOn reports whether a function stays until it is told to stop.
func (x *Finder) goesOn(f *calls.Func) bool {
	return x.Sum.Of(f).May.Has(summary.Loops | summary.Awaits | knowledge.Serves)
}

func isScoped(l knowledge.Lifetime) bool {
	return l == knowledge.Request || l == knowledge.Connection
}
