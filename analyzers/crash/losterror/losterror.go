package losterror

import (
	_ "embed"
	"go/token"

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
// Theory: an error is lost where the last one who holds it does nothing with it.
// In the code that background work reaches there are few such places: the go
// statement, a framework that drops what its callback returns, a group that
// nobody waits for, a server's error that is thrown away, and a return of nil
// where a call just failed. What runs is looked at before it is blamed: a
// function whose error is always nil, or that tells of it itself (it logs,
// counts or sends it, or returns nothing but the end of its context), loses
// nothing. Whether each return tells is a must-question about the statements
// around it; an error that any of them uses in any way is taken to be told.
var Analyzer = &analysis.Analyzer{
	Name:       "losterror",
	Doc:        report.Doc(doc, "losterror"),
	URL:        report.URL("crash", "losterror"),
	Requires:   []*analysis.Analyzer{config.Analyzer, services.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	if !config.Of(pass).Strict {
		r := report.New(pass, "crash")
		r.Skip() // all findings are strict
		return r.Result(), nil
	}
	c := &check{
		Services: pass.ResultOf[services.Analyzer].(*services.Services),
		Reporter: report.New(pass, "crash"),
		seen:     make(map[token.Pos]bool),
	}
	c.reached = services.Reach(c.Services)
	c.started()
	c.groups()
	c.servers()
	c.swallowed()
	return c.Result(), nil
}

type check struct {
	*services.Services
	*report.Reporter
	reached map[*calls.Func]*services.Activation
	seen    map[token.Pos]bool
}

func (c *check) report(f report.Finding) {
	if c.seen[f.Pos] {
		return // an interface method with several implementations
	}
	c.seen[f.Pos] = true
	f.Tier = report.Strict
	c.Report(f)
}

// isServed reports whether a body is run by background work, or is main, which
// keeps it going.
func (c *check) isServed(f *calls.Func) bool {
	return c.reached[f] != nil || f.Obj != nil && f.Obj.Name() == "main" && f.Obj.Pkg().Name() == "main" && f.Sig.Recv() == nil
}
