package services

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Recovers names who recovers a panic of an activation: "self", the spawner or
// framework, or "none".
func (s *Services) Recovers(a *Activation) string {
	if a.Body != nil && s.Sum.Of(a.Body).Contains == summary.Recovered {
		return "self"
	}
	if a.Body == nil && s.Sum.OfFunc(a.Fn).Contains == summary.Recovered {
		return "self"
	}
	if s.SpawnerRecovers(a) {
		return "spawner:" + a.Via
	}
	return "none"
}

// SpawnerRecovers reports whether what runs the body recovers its panics: a
// wrapper that is seen to, or a framework that is known to.
func (s *Services) SpawnerRecovers(a *Activation) bool {
	if a.Row != nil {
		return a.Row.Panic == knowledge.Recovered || s.isOptedIn(a, a.Row.RecoveredBy)
	}
	return a.Call != nil && a.Arg != calls.Callee && s.Sum.UseOf(a.Call, a.Arg)&summary.Guarded != 0
}

// MayOverlap reports whether a framework starts a run of the body while the one
// before still goes on, unless one of its options against that is used.
func (s *Services) MayOverlap(a *Activation) bool {
	return a.Row != nil && a.Row.Overlaps && !s.isOptedIn(a, a.Row.SerialBy)
}

// isOptedIn reports whether one of the named functions of the framework's
// package is used anywhere in this package: options are given to a constructor
// that is rarely next to the registration.
func (s *Services) isOptedIn(a *Activation, options []string) bool {
	if len(options) == 0 || a.Call == nil || a.Call.Fn == nil {
		return false
	}
	for _, obj := range s.Info.Uses {
		if obj.Pkg() != a.Call.Fn.Pkg() {
			continue
		}
		for _, name := range options {
			if obj.Name() == name {
				return true
			}
		}
	}
	return false
}

// EndOf says who notices that an activation ended.
func (s *Services) EndOf(a *Activation) string {
	switch {
	case a.Row != nil && a.Row.Error != knowledge.NoResult:
		return [...]string{"", "dropped", "logged", "retried", "stops its group", "returned", "delivered"}[a.Row.Error]
	case a.Joined:
		return "joined"
	case a.Body == nil:
		return "silent"
	}
	if s.announces(a.Body) {
		return "channel"
	}
	if s.Sum.Of(a.Body).May.Has(knowledge.Exits) {
		return "may end the process"
	}
	return "silent"
}

// announces reports whether a body closes or sends on a channel when it ends.
func (s *Services) announces(f *calls.Func) bool {
	for _, op := range f.Ops {
		if op.Kind != calls.Receive && op.Kind != calls.Range && op.Loop == nil {
			return true
		}
	}
	for _, c := range f.Calls {
		sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
		if c.Mode == calls.Defer && ok && sel.Sel.Name == "Done" {
			return true
		}
		if c.Mode != calls.Defer {
			continue
		}
		for _, body := range s.Graph.Bodies(c) {
			if body != f && s.announces(body) {
				return true
			}
		}
	}
	return false
}

// opens lists the scoped values that a loop acquires in each turn.
func (s *Services) opens(l *calls.Loop) []string {
	var out []string
	for _, c := range l.Func.Calls {
		if !c.Loop.Within(l) || c.Fn == nil {
			continue
		}
		results := c.Fn.Signature().Results()
		for i := range results.Len() {
			name := syntax.NamedOf(results.At(i).Type())
			if name == nil {
				continue
			}
			if _, ok := s.Table.Scoped(name); ok {
				out = append(out, s.nameOf(c))
				break
			}
		}
	}
	return out
}
