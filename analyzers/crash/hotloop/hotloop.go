package hotloop

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a turn of an endless loop is hot when there is a path from its
// beginning back to it on which nothing waits. The search is a may-analysis over
// the control flow of one function: every path is looked at, and a call that
// waits on all its paths (by its summary) ends the path quietly. Calls that
// wait only while they succeed, such as Accept or a query, end it on the branch
// where their error is nil; on the other they are what spins.
//
// A path counts only if what it says is plain: the error of a call that talks
// to the outside, the default of a select, a closed channel, or no wait at all
// in a loop that only the stop signal ends. Paths through calls that may wait
// but need not, or that nothing is known about, are left alone.
var Analyzer = &analysis.Analyzer{
	Name:       "hotloop",
	Doc:        report.Doc(doc, "hotloop"),
	URL:        report.URL("crash", "hotloop"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
	}
	for _, f := range c.Graph.Funcs {
		for _, loop := range f.Loops {
			if loop.Kind == calls.Endless {
				c.spinning(loop)
				c.closedChannels(loop)
				c.givenUp(loop)
			}
		}
		c.restarts(f)
	}
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
}
