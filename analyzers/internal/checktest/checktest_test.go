package checktest

import (
	"flag"
	"go/ast"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// sample reports calls of bad, of strict only with -strict, and mends bad.
var sample = &analysis.Analyzer{
	Name:       "sample",
	Doc:        "reports samples",
	Requires:   []*analysis.Analyzer{config.Analyzer},
	Run:        report.Guard(runSample),
	ResultType: report.ResultType,
}

func runSample(pass *analysis.Pass) (any, error) {
	r := report.New(pass, "crash")
	policy := config.Of(pass).PanicPolicy
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			switch name := call.Fun.(*ast.Ident); name.Name {
			case "bad":
				r.Report(report.Finding{Pos: call.Pos(), Message: "this is bad; with " + policy, Fixes: []analysis.SuggestedFix{{
					Message: "mend", TextEdits: []analysis.TextEdit{{Pos: name.Pos(), End: name.End(), NewText: []byte("good")}},
				}}})
			case "strict":
				r.Report(report.Finding{Pos: call.Pos(), Tier: report.Strict, Message: "this is odd; with " + policy})
			}
			return true
		})
	}
	return r.Result(), nil
}

const prelude = "package p\n\nfunc bad() {}\nfunc good() {}\nfunc strict() {}\n\n"

var files = map[string]string{
	"go.mod":                            "module example.com/fixtures\n\ngo 1.26\n",
	"src/sample/a.go":                   prelude + "func f() { bad(); strict() } // want `this is bad; with evidence`\n",
	"src/sample/a.go.golden":            prelude + "func f() { good(); strict() } // want `this is bad; with evidence`\n",
	"src/sample/clean/a.go":             prelude + "func f() { good(); strict() }\n",
	"src/sample/strict/a.go":            prelude + "func f() { bad(); strict() } // want `bad; with recover` `odd; with recover`\n",
	"src/sample/policy_crash/a.go":      prelude + "func f() { bad() } // want `bad; with crash`\n",
	"src/sample/policy_crash/deep/a.go": prelude + "func f() { bad() } // want `bad; with crash`\n",
	"src/sample/issue_63/a.go":          prelude + "func f() { bad() } // want `bad; with evidence`\n",
	"src/sample/own/.bgvet.yaml":        "panicpolicy: crash\n",
	"src/sample/own/a.go":               prelude + "func f() { bad() } // want `bad; with crash`\n",
	"src/sample/suppressed/a.go":        prelude + "func f() { bad() } //lint:ignore sample it is fine\n",
	"src/another/a.go":                  prelude + "func f() { bad() }\n",
}

func module(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		target := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(target, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestRunDir(t *testing.T) {
	RunDir(t, module(t), sample)
	config.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
		if text := f.Value.String(); text != f.DefValue {
			t.Errorf("flag %s is %q afterwards", f.Name, text)
		}
	})
}

func TestFixtureSets(t *testing.T) {
	sets, err := fixtureSets(module(t), "sample")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, set := range sets {
		got = append(got, set.name+": "+strings.Join(slices.Concat(set.plain, set.golden), " "))
	}
	want := []string{
		"config=own: ./src/sample/own",
		"default: ./src/sample/clean ./src/sample/issue_63 ./src/sample/suppressed ./src/sample",
		"panicpolicy=crash: ./src/sample/policy_crash ./src/sample/policy_crash/deep",
		"strict=true: ./src/sample/strict",
	}
	if !slices.Equal(got, want) {
		t.Errorf("sets are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if _, err := fixtureSets(module(t), "none"); err == nil {
		t.Error("a check without fixtures passes")
	}
}

// TestGoldenErrors: a golden file that does not compile is found out.
func TestGoldenErrors(t *testing.T) {
	dir := module(t)
	good := map[string][]byte{filepath.Join(dir, "src/sample/a.go"): []byte(prelude + "func f() {}\n")}
	bad := map[string][]byte{filepath.Join(dir, "src/sample/a.go"): []byte(prelude + "func f() { undefined() }\n")}
	if faults := typeErrors(t, dir, []string{"./src/sample"}, good); len(faults) > 0 {
		t.Errorf("faults %q", faults)
	}
	if faults := typeErrors(t, dir, []string{"./src/sample"}, bad); len(faults) == 0 {
		t.Error("no fault")
	}
}

func TestOptionsOf(t *testing.T) {
	tests := map[string]map[string]string{
		".":                      {},
		"strict":                 {"strict": "true"},
		"a/strict/tests_true":    {"strict": "true", "tests": "true"},
		"shortwait_1s":           {"shortwait": "1s"},
		"strict/policy_evidence": {"strict": "true", "panicpolicy": "evidence"},
		"issue_63/_x":            {},
	}
	for folder, want := range tests {
		got, err := optionsOf("root", filepath.Join("root", filepath.FromSlash(folder)))
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("%s: options %v, %v, want %v", folder, got, err, want)
		}
	}
}
