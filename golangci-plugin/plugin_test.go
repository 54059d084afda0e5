package bgvetplugin_test

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

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
