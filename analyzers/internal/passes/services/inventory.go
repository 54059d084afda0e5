package services

import (
	"encoding/json"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/guard"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

// Map reports the inventory: one diagnostic for each activation, whose message
// is an Entry as JSON. It is a driver's tool and no check.
var Map = &analysis.Analyzer{
	Name:     "map",
	Doc:      "lists the background work of a program as JSON, for the command map",
	Run:      guard.Run(runMap),
	Requires: []*analysis.Analyzer{config.Analyzer, Analyzer},
}

// Entry is one line of the inventory.
type Entry struct {
	Posn     string     `json:"posn"`               // file:line:col of what starts it, or of the loop
	Func     string     `json:"func"`               // the function that this stands in
	How      string     `json:"how"`                // go, wrapper:NAME, callback:NAME, start:NAME or loop
	Runs     string     `json:"runs"`               // what runs
	Lifetime string     `json:"lifetime"`           // call, iteration, request, connection, service, process or unknown
	Evidence string     `json:"evidence,omitempty"` // why this lifetime
	Loop     *LoopEntry `json:"loop,omitempty"`     // the loop that keeps it alive
	Stop     string     `json:"stop"`               // ctx, channel:NAME, input:NAME, source closed, flag, none
	Recovers string     `json:"recovers"`           // self, spawner:NAME or none
	End      string     `json:"end"`                // who notices that it ended
	Opens    []string   `json:"opens,omitempty"`    // scoped values that each turn opens
	Through  []string   `json:"through,omitempty"`  // the calls from what runs to the loop
	Each     *EachEntry `json:"each,omitempty"`     // one run, where a framework runs it again and again
}

// EachEntry is one run of an Entry that is run again and again.
type EachEntry struct {
	Posn     string `json:"posn"`
	Lifetime string `json:"lifetime"`
}

// LoopEntry is the loop of an Entry.
type LoopEntry struct {
	Posn string `json:"posn"`
	Kind string `json:"kind"` // endless, drain or until
}

func runMap(pass *analysis.Pass) (any, error) {
	s := pass.ResultOf[Analyzer].(*Services)
	tests := config.Of(pass).Tests
	for _, a := range s.Found {
		if !tests && s.IsTest(a.Pos) {
			continue
		}
		text, err := json.Marshal(s.entry(pass.Fset, a))
		if err != nil {
			return nil, err
		}
		pass.Report(analysis.Diagnostic{Pos: a.Pos, Category: "map", Message: string(text)})
	}
	return nil, nil
}

func (s *Services) entry(fset *token.FileSet, a *Activation) Entry {
	e := Entry{
		Posn: fset.Position(a.Pos).String(), Func: s.funcOf(a), How: s.howOf(a), Runs: a.Name(),
		Lifetime: LifeName(a.Lifetime), Evidence: a.Evidence, Through: a.Chain,
		Stop: s.StopOf(a).String(), Recovers: s.Recovers(a), End: s.EndOf(a),
	}
	if a.Each != knowledge.Unknown && a.Each != a.Lifetime {
		e.Each = &EachEntry{e.Posn, LifeName(a.Each)}
	}
	if a.Loop != nil {
		e.Loop = &LoopEntry{fset.Position(a.Loop.Pos()).String(), a.Loop.Kind.String()}
		e.Opens = s.opens(a.Loop)
	}
	return e
}

func (s *Services) funcOf(a *Activation) string {
	switch {
	case a.Call != nil:
		return a.Call.Func.Outer().Name()
	case a.How == Loop:
		return a.Body.Outer().Name()
	}
	return ""
}

func (s *Services) howOf(a *Activation) string {
	if a.Via == "" {
		return a.How.String()
	}
	return a.How.String() + ":" + a.Via
}
