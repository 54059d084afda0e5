package services_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
)

// exits reports the kind of every loop, and the reason of each of its exits.
var exits = &analysis.Analyzer{
	Name:     "exits",
	Doc:      "reports kinds of loops and why they are left",
	Requires: []*analysis.Analyzer{services.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		s := pass.ResultOf[services.Analyzer].(*services.Services)
		for _, f := range s.Graph.Funcs {
			for _, l := range f.Loops {
				pass.Report(analysis.Diagnostic{Pos: l.Pos(), Message: l.Kind.String()})
				for _, e := range s.Exits(l) {
					pass.Report(analysis.Diagnostic{Pos: e.Node.Pos(), Message: reasons[e.Reason]})
				}
			}
		}
		return nil, nil
	},
}

var reasons = map[services.Reason]string{
	services.ByResult: "result", services.OnStop: "stop", services.OnSourceEnd: "source end",
	services.OnError: "error", services.OnExit: "exit",
}

func TestExits(t *testing.T) {
	analysistest.Run(t, fixtures(t), exits, "./src/services/exits")
}
