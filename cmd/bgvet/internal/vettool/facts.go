package vettool

import (
	"slices"

	"golang.org/x/tools/go/analysis"
)

// keepFacts reduces the analyzers to what the packages that import this one
// need from it. unitchecker drops only what has nothing to do with facts at all:
// a check that merely reads facts would run, and its diagnostics be thrown away.
//
// A package of the standard library produces no facts (what it does is written
// down by hand, in knowledge), so nothing of ours runs on it, not even the walk
// that prepares the syntax. The foreign checks, those of go vet, learn from it.
func keepFacts(own, foreign []*analysis.Analyzer, standard bool) {
	ours, theirs := factProducers(own), factProducers(foreign)
	silence(own, ours)
	silence(foreign, theirs)
	if !standard {
		return
	}
	for _, a := range ours {
		if !slices.Contains(theirs, a) {
			a.Run = nothing
			a.Requires = nil
		}
	}
}

// silence makes checks without facts do nothing but require the producers.
func silence(checks, producers []*analysis.Analyzer) {
	for _, a := range checks {
		if len(a.FactTypes) == 0 {
			a.Run = nothing
			a.Requires = producers
		}
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
