package falselimit

import (
	_ "embed"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: a limiter is a value that all those who are to be limited share, and that
// each of them asks before it begins and obeys. Each of the four faults breaks one
// part of that sentence: it is made anew for each of them, asked by goroutines that
// have all been started, not obeyed since its error is dropped, or not there for
// some. What is looked at are semaphores and rate limiters by their type, and
// channels that one function uses as a semaphore.
var Analyzer = &analysis.Analyzer{
	Name:       "falselimit",
	Doc:        report.Doc(doc, "falselimit"),
	URL:        report.URL("starve", "falselimit"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	s := pass.ResultOf[services.Analyzer].(*services.Services)
	c := &check{Bounds: bounds.New(s), Reporter: report.New(pass, "starve"), seen: make(map[token.Pos]bool)}
	c.inside()
	for _, f := range c.Graph.Funcs {
		if !c.IsTest(f.Pos()) {
			c.unheard(f)
			c.rebuilt(f)
		}
	}
	c.missing()
	return c.Result(), nil
}

type check struct {
	*bounds.Bounds
	*report.Reporter
	seen map[token.Pos]bool // of the places where a slot is taken
}
