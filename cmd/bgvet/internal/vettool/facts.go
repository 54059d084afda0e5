package vettool

import "golang.org/x/tools/go/analysis"

// keepFacts reduces the analyzers to what the packages that import this one
// need from it. unitchecker drops only what has nothing to do with facts at all:
// a check that merely reads facts would run, and its diagnostics be thrown away.
//
// A package of the standard library produces no facts (what it does is written
// down by hand, in knowledge), so nothing runs on it, not even the walk that
// prepares the syntax.
func keepFacts(roots []*analysis.Analyzer, standard bool) {
	producers := factProducers(roots)
	for _, a := range roots {
		if len(a.FactTypes) == 0 {
			a.Run = nothing
			a.Requires = producers
		}
	}
	if !standard {
		return
	}
	for _, a := range producers {
		a.Run = nothing
		a.Requires = nil
	}
}

func nothing(*analysis.Pass) (any, error) { return nil, nil }

// factProducers returns all analyzers below these that export facts.
func factProducers(roots []*analysis.Analyzer) []*analysis.Analyzer {
	var producers []*analysis.Analyzer
	for _, a := range closure(roots) {
		if len(a.FactTypes) > 0 {
			producers = append(producers, a)
		}
	}
	return producers
}

// closure returns the analyzers and all that they require, each once.
func closure(roots []*analysis.Analyzer) []*analysis.Analyzer {
	var all []*analysis.Analyzer
	seen := make(map[*analysis.Analyzer]bool)
	var visit func([]*analysis.Analyzer)
	visit = func(list []*analysis.Analyzer) {
		for _, a := range list {
			if seen[a] {
				continue
			}
			seen[a] = true
			all = append(all, a)
			visit(a.Requires)
		}
	}
	visit(roots)
	return all
}
