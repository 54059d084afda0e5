package vettool

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

func TestAsked(t *testing.T) {
	for args, want := range map[string]bool{
		"-V=full":                 true,
		"-flags":                  true,
		"-json -strict b/vet.cfg": true,
		"./...":                   false,
		"-strict ./...":           false,
		"":                        false,
	} {
		if got := Asked(strings.Fields(args)); got != want {
			t.Errorf("Asked(%q) = %v", args, got)
		}
	}
}

func TestConfigArg(t *testing.T) {
	for args, want := range map[string]string{
		"-config=a.yaml x.cfg":             "a.yaml",
		"--config a.yaml x.cfg":            "a.yaml",
		"-config=a.yaml -config b.yaml":    "b.yaml",
		"-config=a=b.yaml":                 "a=b.yaml",
		"-strict -other.config=a.yaml":     "",
		"-config":                          "",
		"-strict=true -json -config= x.go": "",
	} {
		if got, _ := configArg(strings.Fields(args)); got != want {
			t.Errorf("configArg(%q) = %q, want %q", args, got, want)
		}
	}
}

func TestUnitKinds(t *testing.T) {
	for _, test := range []struct {
		unit               unit
		standard, external bool
	}{
		{unit{ImportPath: "net/http"}, true, true},
		{unit{ImportPath: "vendor/golang.org/x/net/idna"}, true, true},
		{unit{ImportPath: "shop/api", ModulePath: "shop"}, false, false},
		{unit{ImportPath: "example.com/shop/api", ModulePath: "example.com/shop"}, false, false},
		{unit{ImportPath: "example.com/lib/p", ModulePath: "example.com/lib", ModuleVersion: "v1.2.3", Dir: "/mod/example.com/lib@v1.2.3/p"}, false, true},
		{unit{ImportPath: "example.com/lib", ModulePath: "example.com/lib", ModuleVersion: "v1.2.3", Dir: "/shop/vendor/example.com/lib"}, false, true},
		{unit{ImportPath: "example.com/lib", ModulePath: "example.com/lib", ModuleVersion: "v1.2.3", Dir: "/shop/lib"}, false, false}, // replaced
		{unit{ImportPath: "command-line-arguments"}, false, false},
	} {
		if got := test.unit.standard(); got != test.standard {
			t.Errorf("%s: standard is %v", test.unit.ImportPath, got)
		}
		if got := test.unit.external(); got != test.external {
			t.Errorf("%s: external is %v", test.unit.ImportPath, got)
		}
	}
}

func TestNeedsReport(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  bool
	}{
		"no test":       {map[string]string{"p.go": "package p"}, true},
		"outer test":    {map[string]string{"p_test.go": "package p_test"}, true},
		"inner test":    {map[string]string{"p_test.go": "package p"}, false},
		"excluded test": {map[string]string{"p_test.go": "//go:build sometimes\n\npackage p"}, true},
		"broken test":   {map[string]string{"p_test.go": "pack"}, true},
	} {
		dir := t.TempDir()
		for file, text := range test.files {
			if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		u := &unit{Dir: dir, ImportPath: "m/p", ModulePath: "m", VetxOnly: true}
		if got := u.needsReport(); got != test.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

type fact struct{}

func (*fact) AFact() {}

// TestKeepFacts has a check over a pass without facts over a pass with facts.
func TestKeepFacts(t *testing.T) {
	for _, standard := range []bool{false, true} {
		var ran []string
		analyzer := func(name string, requires ...*analysis.Analyzer) *analysis.Analyzer {
			return &analysis.Analyzer{Name: name, Doc: name, Requires: requires, Run: func(*analysis.Pass) (any, error) {
				ran = append(ran, name)
				return nil, nil
			}}
		}
		syntax := analyzer("syntax")
		summary := analyzer("summary", syntax)
		summary.FactTypes = []analysis.Fact{new(fact)}
		services := analyzer("services", summary, analyzer("ssa"))
		check := analyzer("check", services, syntax)
		keepFacts([]*analysis.Analyzer{check}, nil, standard)

		all := closure([]*analysis.Analyzer{check})
		for _, a := range all {
			if _, err := a.Run(nil); err != nil {
				t.Fatal(err)
			}
		}
		want := "summary syntax"
		if standard {
			want = ""
		}
		if got := strings.Join(ran, " "); got != want {
			t.Errorf("standard %v: %q ran, want %q", standard, got, want)
		}
		if err := analysis.Validate([]*analysis.Analyzer{check}); err != nil {
			t.Error(err)
		}
	}
}

func TestGuard(t *testing.T) {
	pass := &analysis.Analyzer{Name: "summary", Run: func(*analysis.Pass) (any, error) {
		var list []int
		return list[3], nil
	}}
	above := &analysis.Analyzer{Name: "hotloop", Requires: []*analysis.Analyzer{pass}, Run: func(*analysis.Pass) (any, error) {
		t.Error("a check runs without the pass that it requires")
		return nil, nil
	}}
	wrong := &analysis.Analyzer{Name: "loopexit", Run: func(*analysis.Pass) (any, error) { return nil, errors.New("no\nway") }}
	guarded := &analysis.Analyzer{Name: "stop", Run: func(*analysis.Pass) (any, error) {
		return nil, errors.New("internal error: stop failed on package m/p at stop.run stop.go:7: no")
	}}
	fine := &analysis.Analyzer{Name: "fine", Run: func(*analysis.Pass) (any, error) { return 7, nil }}
	guardAll([]*analysis.Analyzer{above, wrong, guarded, fine})

	if _, err := pass.Run(nil); err != nil {
		t.Errorf("the pass says %v itself", err)
	}
	_, err := above.Run(nil)
	if err == nil || !strings.HasPrefix(err.Error(), "in summary: panic: runtime error: index out of range") || !strings.Contains(err.Error(), "(vettool/vettool_test.go:") {
		t.Errorf("the check above says %v", err)
	}
	if got := ParseFailure("hotloop", err.Error()); got.Analyzer != "summary" || !strings.HasPrefix(got.Text, "panic: ") {
		t.Errorf("ParseFailure gives %+v", got)
	}
	if _, err := wrong.Run(nil); err == nil || err.Error() != "in loopexit: no way" {
		t.Errorf("the wrong check says %v", err)
	}
	if _, err := guarded.Run(nil); err == nil || err.Error() != "in stop: at stop.run stop.go:7: no" {
		t.Errorf("the check with a guard of its own says %v", err)
	}
	if result, err := fine.Run(nil); result != 7 || err != nil {
		t.Errorf("the fine check gives %v, %v", result, err)
	}
	if got := ParseFailure("c", "failed prerequisites: summary"); got.Analyzer != "c" {
		t.Errorf("ParseFailure of a foreign text gives %+v", got)
	}
}
