package recoverscope

import (
	_ "embed"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

//go:embed doc.go
var doc string

// Analyzer is the check.
//
// Theory: what is tracked, whether it may or must happen, what is ignored.
var Analyzer = &analysis.Analyzer{
	Name:       "recoverscope",
	Doc:        report.Doc(doc, "recoverscope"),
	URL:        report.URL("crash", "recoverscope"),
	Requires:   []*analysis.Analyzer{config.Analyzer},
	Run:        report.Guard(run),
	ResultType: report.ResultType,
}

func run(pass *analysis.Pass) (any, error) {
	r := report.New(pass, "crash")
	return r.Result(), nil
}
