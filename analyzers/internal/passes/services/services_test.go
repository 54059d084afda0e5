package services_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
)

// inventory reports each activation in a form that fixtures can assert.
var inventory = &analysis.Analyzer{
	Name:     "inventory",
	Doc:      "reports each activation: how it is started, its lifetime, its stop signal",
	Requires: []*analysis.Analyzer{services.Analyzer},
	Run: func(pass *analysis.Pass) (any, error) {
		s := pass.ResultOf[services.Analyzer].(*services.Services)
		for _, a := range s.Found {
			pass.Report(analysis.Diagnostic{Pos: a.Pos, Message: describe(s, a)})
		}
		return nil, nil
	},
}

// describe writes "go service, stop ctx, end silent".
func describe(s *services.Services, a *services.Activation) string {
	life := services.LifeName(a.Lifetime)
	if a.Each != 0 && a.Each != a.Lifetime {
		life += " each " + services.LifeName(a.Each)
	}
	if a.Again {
		life += " again"
	}
	if a.Leaving {
		life += " leaving"
	}
	return fmt.Sprintf("%s %s, stop %s, end %s", a.How, life, s.StopOf(a), s.EndOf(a))
}

// fixtures is the module that holds the fixtures of this repository.
func fixtures(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestFixtures(t *testing.T) {
	dir := fixtures(t)
	folders, err := os.ReadDir(filepath.Join(dir, "src", "services"))
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for _, folder := range folders {
		if folder.Name() == "exits" {
			continue // TestExits
		}
		patterns = append(patterns, "./src/services/"+folder.Name())
	}
	analysistest.Run(t, dir, inventory, patterns...)
}
