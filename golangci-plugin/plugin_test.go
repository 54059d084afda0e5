package bgvetplugin_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"

	"github.com/bgvet/bgvet/analyzers"
	_ "github.com/bgvet/bgvet/golangci-plugin"
)

func TestPlugin(t *testing.T) {
	t.Cleanup(func() { analyzers.Configure("nothing", nil) })
	build, err := register.GetPlugin("bgvet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := build(map[string]any{"strict": true, "disable": []any{"hotloop"}})
	if err != nil {
		t.Fatal(err)
	}
	checks, err := p.BuildAnalyzers()
	if err != nil || len(checks) != len(analyzers.Suite) {
		t.Errorf("%d analyzers, %v", len(checks), err)
	}
	if p.GetLoadMode() != register.LoadModeTypesInfo {
		t.Errorf("load mode %s", p.GetLoadMode())
	}
}

func TestUnknownSetting(t *testing.T) {
	t.Cleanup(func() { analyzers.Configure("nothing", nil) })
	build, err := register.GetPlugin("bgvet")
	if err != nil {
		t.Fatal(err)
	}
	for _, settings := range []any{map[string]any{"stritc": true}, map[string]any{"disable": []any{"nosuchcheck"}}} {
		_, err := build(settings)
		if err == nil || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "settings of bgvet") {
			t.Errorf("settings %v: error %v", settings, err)
		}
	}
}

// TestSample reads the sample settings as golangci-lint would: they are every key
// of the file, with the defaults.
func TestSample(t *testing.T) {
	t.Cleanup(func() { analyzers.Configure("nothing", nil) })
	text, err := os.ReadFile("golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	var sample struct {
		Linters struct {
			Settings struct {
				Custom map[string]struct {
					Type     string
					Settings map[string]any
				}
			}
		}
	}
	if err := yaml.Unmarshal(text, &sample); err != nil {
		t.Fatal(err)
	}
	ours := sample.Linters.Settings.Custom["bgvet"]
	build, err := register.GetPlugin("bgvet")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := build(ours.Settings); err != nil || ours.Type != "module" {
		t.Errorf("type %q, %v", ours.Type, err)
	}
	_, err = build(map[string]any{"unknown": true})
	_, keys, _ := strings.Cut(err.Error(), "known are ")
	for key := range strings.SplitSeq(keys, ", ") {
		if _, ok := ours.Settings[key]; !ok {
			t.Errorf("the sample has no %q", key)
		}
	}
}

// TestRelated holds that no related places are left in what golangci-lint prints.
func TestRelated(t *testing.T) {
	build, err := register.GetPlugin("bgvet")
	if err != nil {
		t.Fatal(err)
	}
	p, err := build(nil)
	if err != nil {
		t.Fatal(err)
	}
	checks, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.Abs("../testdata")
	if err != nil {
		t.Fatal(err)
	}
	cfg := &packages.Config{Mode: packages.LoadSyntax, Dir: dir}
	pkgs, err := packages.Load(cfg, "./e2e/bad/internal/mail")
	if err != nil {
		t.Fatal(err)
	}
	graph, err := checker.Analyze(checks, pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	findings := 0
	for _, root := range graph.Roots {
		findings += len(root.Diagnostics)
		for _, d := range root.Diagnostics {
			if len(d.Related) > 0 {
				t.Errorf("%s has related places", d.Message)
			}
		}
	}
	if findings == 0 {
		t.Error("no findings")
	}
}
