package recoverscope

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a recover is worth what comes after it. It works only if a deferred
// function calls it itself, in the goroutine that panics; then the function
// that deferred it returns to its caller, and everything that was still to be
// done in it is skipped. Four questions follow, each about one place:
//
//   - is recover called by a deferred function at all?
//   - does the goroutine that does the work have one, or only its starter?
//   - does the function that recovers hold a service loop, so that the first
//     panic ends the loop? Not if something starts it again or notices the end:
//     that is followed from the recover outwards to the start of the goroutine.
//   - does somebody wait for a signal that comes after the code that panics and
//     is not deferred?
//
// The first is certain. The others need something that can panic, which is
// may-information: evidence by summary, code of others, or work of any kind.
var Analyzer = &analysis.Analyzer{
	Name:       "recoverscope",
	Doc:        report.Doc(doc, "recoverscope"),
	URL:        report.URL("crash", "recoverscope"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
		around:   make(map[*calls.Loop]*report.Finding),
		seen:     make(map[token.Pos]bool),
	}
	for _, f := range c.Graph.Funcs {
		c.useless(f)
		if c.Sum.Of(f).Contains == summary.Recovered {
			c.recovers = true
			c.unsent(f, f, nil)
		}
	}
	for _, a := range c.Found {
		c.aroundLoop(a)
		c.elsewhere(a)
		c.unsentUnder(a)
	}
	for _, f := range c.Graph.Funcs {
		for _, l := range f.Loops {
			if found := c.around[l]; found != nil {
				c.Report(*found)
			}
		}
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	recovers bool                            // some function of the package does
	around   map[*calls.Loop]*report.Finding // several activations may share a loop; the surest wins
	seen     map[token.Pos]bool
}
