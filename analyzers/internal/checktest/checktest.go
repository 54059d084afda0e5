// Package checktest runs a check on its fixtures: the packages below
// testdata/src/<check> of this repository.
//
// The fixtures say with comments what the check reports and where (see package
// analysistest). A file.go.golden beside a file says what the suggested fixes
// make of it, and has to compile.
//
// Options come from the names of folders. Below a folder called "strict" the
// check runs with -strict; below "policy_recover" it runs with the option whose
// name ends in "policy" set to "recover". A folder with a .bgvet.yaml is
// analyzed with that file. All else runs with the defaults.
package checktest

import (
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// Run checks what the analyzer reports on its fixtures, and the form of every
// message.
func Run(t *testing.T, check *analysis.Analyzer) {
	t.Helper()
	root, err := catalog.Root()
	if err != nil {
		t.Fatal(err)
	}
	RunDir(t, filepath.Join(root, "testdata"), check)
}

// RunDir is Run for fixtures in another module: those below src/<check> of dir.
func RunDir(t *testing.T, dir string, check *analysis.Analyzer) {
	t.Helper()
	sets, err := fixtureSets(dir, check.Name)
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range sets {
		t.Run(set.name, func(t *testing.T) { set.run(t, dir, check) })
	}
}

func (s *fixtureSet) run(t *testing.T, dir string, check *analysis.Analyzer) {
	setOptions(t, s.options)
	var results []*analysistest.Result
	if len(s.plain) > 0 {
		results = analysistest.Run(t, dir, check, s.plain...)
	}
	if len(s.golden) > 0 {
		results = append(results, analysistest.RunWithSuggestedFixes(t, dir, check, s.golden...)...)
		compileGoldens(t, dir, s.golden)
	}
	for _, result := range results {
		checkForm(t, result)
	}
}

func setOptions(t *testing.T, options map[string]string) {
	t.Helper()
	flags := &config.Analyzer.Flags
	for name, value := range options {
		before := flags.Lookup(name).Value.String()
		if err := flags.Set(name, value); err != nil {
			t.Fatalf("option %s: %v", name, err)
		}
		t.Cleanup(func() { flags.Set(name, before) })
	}
}

func checkForm(t *testing.T, result *analysistest.Result) {
	t.Helper()
	for _, d := range result.Diagnostics {
		if err := report.Form(d.Message); err != nil {
			t.Errorf("%s: message %q: %v", result.Action.Package.Fset.Position(d.Pos), d.Message, err)
		}
	}
}
