package stoperror

import (
	_ "embed"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: whether a service has to end is a fact about its own context (or the
// server or listener that it owns), and not about the error that a call returned.
// Three questions follow from that.
//
// Does an error's type alone end a service loop? The conditions between the loop
// and each of its exits are read as alternatives; one in which the error matches
// context.Canceled or DeadlineExceeded and nobody looked at the context is the
// fault.
//
// Does the loop end when its context is done? One turn is played through with
// that assumption: calls that are given the context fail, its channel is ready,
// its Err is not nil. This is done twice, for a context that was cancelled and
// for one whose deadline passed. Only when no path at all leaves the loop, and
// one comes back to its beginning over such a failure, it is reported; whatever
// is not known may go either way.
//
// What becomes of the error that a server or listener returns because it was
// closed on purpose? Every path from the call is followed while it holds that
// error. What ends the process, logs an error or calls again is the fault, if
// something in the package closes that server from elsewhere.
var Analyzer = &analysis.Analyzer{
	Name:       "stoperror",
	Doc:        report.Doc(doc, "stoperror"),
	URL:        report.URL("crash", "stoperror"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
		pass:     pass,
		seen:     make(map[token.Pos]bool),
	}
	c.loops()
	c.normalEnds()
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	pass  *analysis.Pass
	seen  map[token.Pos]bool     // comparisons that are reported
	links map[[2]*types.Var]bool // what is assigned from what; nil until asked
}

// loops looks at each loop once, with the longest life that it is found to have.
func (c *check) loops() {
	life := make(map[*calls.Loop]knowledge.Lifetime)
	var order []*calls.Loop
	for _, a := range c.Found {
		if a.Loop == nil || a.Leaving {
			continue
		}
		if _, known := life[a.Loop]; !known {
			order = append(order, a.Loop)
		}
		life[a.Loop] = max(life[a.Loop], a.Lifetime)
	}
	for _, l := range order {
		if l.Kind == calls.Endless {
			c.goesOn(l, life[l])
		}
		if life[l] >= knowledge.Service && l.Kind >= calls.Drain {
			c.endedByError(l)
		}
	}
}
