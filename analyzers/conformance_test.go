package analyzers

import (
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

func TestSuiteIsValid(t *testing.T) {
	if err := analysis.Validate(Suite); err != nil {
		t.Error(err)
	}
	if !slices.IsSortedFunc(checks, func(a, b *analysis.Analyzer) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the checks are not sorted by name")
	}
}

// TestChecksConform holds every check of the repository to the same form; see
// docs/adding-a-check.md.
func TestChecksConform(t *testing.T) {
	root, err := catalog.Root()
	if err != nil {
		t.Fatal(err)
	}
	list, err := catalog.Checks(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(checks) {
		t.Errorf("%d folders of checks, %d checks in the suite", len(list), len(checks))
	}
	for _, check := range list {
		t.Run(check.Group+"/"+check.Name, func(t *testing.T) {
			for _, fault := range check.Faults() {
				t.Error(fault)
			}
			for _, fault := range analyzerFaults(check.Group, check.Name, find(check.Name)) {
				t.Error(fault)
			}
			for _, file := range []string{check.Page(), check.Folder() + "/" + check.Name + ".go", check.Folder() + "/" + check.Name + "_test.go"} {
				if _, err := os.Stat(filepath.Join(root, file)); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func find(name string) *analysis.Analyzer {
	for _, a := range checks {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// analyzerFaults says what is wrong with the Analyzer of a check.
func analyzerFaults(group, name string, a *analysis.Analyzer) []string {
	if a == nil {
		return []string{"not in the suite; run go generate ./analyzers"}
	}
	var faults []string
	if want := report.URL(group, name); a.URL != want {
		faults = append(faults, fmt.Sprintf("the URL is %s, want %s", a.URL, want))
	}
	if !strings.HasPrefix(a.Doc, "reports ") || !strings.Contains(a.Doc, "# What it reports") {
		faults = append(faults, "the Doc is not that of doc.go; set it with report.Doc")
	}
	if a.ResultType != report.ResultType {
		faults = append(faults, fmt.Sprintf("the ResultType is %v, want report.ResultType", a.ResultType))
	}
	if len(a.FactTypes) > 0 {
		faults = append(faults, "a check has facts; they belong in a pass")
	}
	if !slices.Contains(a.Requires, config.Analyzer) {
		return append(faults, "it does not require config.Analyzer")
	}
	if !isGuarded(a) {
		faults = append(faults, "its Run is not in report.Guard")
	}
	return faults
}

// isGuarded runs the analyzer where it is disabled and has nothing to work on:
// only report.Guard answers that with a result.
func isGuarded(a *analysis.Analyzer) (guarded bool) {
	defer func() {
		if recover() != nil {
			guarded = false
		}
	}()
	result, err := a.Run(&analysis.Pass{
		Analyzer: a,
		Pkg:      types.NewPackage("example.com/p", "p"),
		ResultOf: map[*analysis.Analyzer]any{config.Analyzer: &config.Config{Disable: map[string]bool{a.Name: true}}},
	})
	empty, ok := result.(*report.Result)
	return err == nil && ok && empty.Partial()
}

func TestAnalyzerFaults(t *testing.T) {
	run := func(pass *analysis.Pass) (any, error) { return report.New(pass, "crash").Result(), nil }
	good := analysis.Analyzer{
		Name:       "sample",
		Doc:        "reports samples\n\n# What it reports\n\nSamples.",
		URL:        report.URL("crash", "sample"),
		Requires:   []*analysis.Analyzer{config.Analyzer},
		Run:        report.Guard(run),
		ResultType: report.ResultType,
	}
	tests := map[string]struct {
		change func(*analysis.Analyzer)
		want   string
	}{
		"good":      {func(*analysis.Analyzer) {}, ""},
		"url":       {func(a *analysis.Analyzer) { a.URL = report.URL("cancel", "sample") }, "the URL is"},
		"doc":       {func(a *analysis.Analyzer) { a.Doc = "finds samples" }, "the Doc is not"},
		"result":    {func(a *analysis.Analyzer) { a.ResultType = nil }, "the ResultType is"},
		"facts":     {func(a *analysis.Analyzer) { a.FactTypes = []analysis.Fact{nil} }, "a check has facts"},
		"requires":  {func(a *analysis.Analyzer) { a.Requires = nil }, "does not require"},
		"unguarded": {func(a *analysis.Analyzer) { a.Run = run }, "not in report.Guard"},
		"panics":    {func(a *analysis.Analyzer) { a.Run = func(*analysis.Pass) (any, error) { panic("no") } }, "not in report.Guard"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := good
			test.change(&a)
			got := strings.Join(analyzerFaults("crash", "sample", &a), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("faults are %q, want %q", got, test.want)
			}
		})
	}
	if got := analyzerFaults("crash", "sample", nil); len(got) != 1 {
		t.Errorf("a check that is not in the suite: %q", got)
	}
}
