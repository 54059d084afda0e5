package di

import "slices"

// maxPaths bounds the report of a collection in which paths multiply.
const maxPaths = 100

// validate looks at the whole graph without running anything.
func validate(bindings []*binding) []*Problem {
	v := validation{looped: make(map[*binding]bool)}
	for _, b := range bindings {
		v.missing(b)
	}
	for _, b := range bindings {
		v.cycles(b)
	}
	for _, b := range bindings {
		if b.lifetime == Singleton {
			v.captives([]*binding{b})
		}
		b.reachesScope = reachesScope(b, make(map[*binding]bool))
	}
	return v.problems
}

type validation struct {
	problems []*Problem
	path     []*binding
	looped   map[*binding]bool // walked by cycles
	captured int
}

func (v *validation) report(k ProblemKind, detail string, path []*binding, end ...string) {
	var names []string
	for _, b := range path {
		names = append(names, b.String())
	}
	v.problems = append(v.problems, &Problem{Kind: k, Detail: detail, Path: append(names, end...)})
}

func (v *validation) missing(b *binding) {
	for _, p := range b.params {
		switch {
		case p.source != fromNothing:
		case p.typ == scopeType:
			v.report(Missing, "a scope cannot be injected; take the service itself or a ScopeFactory", []*binding{b}, p.String())
		default:
			v.report(Missing, "nothing provides a parameter", []*binding{b}, p.String())
		}
	}
}

// cycles walks depth first and reports each cycle where it closes.
func (v *validation) cycles(b *binding) {
	if i := slices.Index(v.path, b); i >= 0 {
		v.report(Cycle, "service needs itself", append(slices.Clone(v.path[i:]), b))
		return
	}
	if v.looped[b] {
		return
	}
	v.looped[b] = true
	v.path = append(v.path, b)
	for _, dep := range b.dependencies() {
		v.cycles(dep)
	}
	v.path = v.path[:len(v.path)-1]
}

// captives reports every way from the singleton at the start of the path to
// something scoped. A ScopeFactory ends a way: what it opens is closed again.
func (v *validation) captives(path []*binding) {
	const detail = "singleton would keep a scoped service"
	last := path[len(path)-1]
	for _, p := range last.params {
		if p.source == fromContext && last.lifetime != Scoped {
			v.capture(detail, path, p.String()+" (scoped)")
		}
	}
	for _, dep := range last.dependencies() {
		switch {
		case dep.lifetime == Scoped:
			v.capture(detail, append(slices.Clone(path), dep))
		case !slices.Contains(path, dep): // else a cycle, reported as such
			v.captives(append(slices.Clone(path), dep))
		}
	}
}

func (v *validation) capture(detail string, path []*binding, end ...string) {
	v.captured++
	switch {
	case v.captured < maxPaths:
		v.report(Captive, detail, path, end...)
	case v.captured == maxPaths:
		v.problems = append(v.problems, &Problem{Kind: Captive, Detail: "and further captive paths"})
	}
}

// reachesScope reports whether constructing b needs a scope.
func reachesScope(b *binding, seen map[*binding]bool) bool {
	if b.lifetime == Scoped {
		return true
	}
	if seen[b] {
		return false
	}
	seen[b] = true
	for _, p := range b.params {
		if p.source == fromContext {
			return true
		}
	}
	return slices.ContainsFunc(b.dependencies(), func(dep *binding) bool { return reachesScope(dep, seen) })
}

func (b *binding) dependencies() []*binding {
	var all []*binding
	for _, p := range b.params {
		all = append(all, p.targets...)
	}
	return all
}
