package analyzers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
)

func TestCheckConfig(t *testing.T) {
	tests := map[string]string{
		"":                               "",
		"disable: [directive]":           "",
		"strict: true":                   "",
		"disable: [nosuchcheck]":         `:1: disable: no check is called "nosuchcheck"`,
		"strict: true\ndisabled: [deaf]": `:2: unknown key "disabled"`,
	}
	for text, want := range tests {
		file := filepath.Join(t.TempDir(), ConfigName)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		err := CheckConfig(file)
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", text, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), file+want)):
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
}

func TestCheckFlags(t *testing.T) {
	if err := CheckConfig(""); err != nil {
		t.Error(err)
	}
	if err := Flags().Set("disable", "nosuchcheck"); err != nil {
		t.Fatal(err)
	}
	defer Flags().Set("disable", "")
	if err := CheckConfig(""); err == nil || err.Error() != `-disable: no check is called "nosuchcheck"` {
		t.Errorf("error %v", err)
	}
}

func TestConfigure(t *testing.T) {
	defer Flags().Set("config", "")
	if err := Configure("settings", []byte("strict: true")); err != nil {
		t.Error(err)
	}
	if err := Configure("settings", []byte("disable: [nosuchcheck]")); err == nil || !strings.HasPrefix(err.Error(), "settings:1: ") {
		t.Errorf("error %v", err)
	}
}

func TestGroup(t *testing.T) {
	for _, check := range checks {
		if Group(check) == "" {
			t.Errorf("%s has no group", check.Name)
		}
	}
	if got := Group(Suite[len(Suite)-1]); got != "" {
		t.Errorf("the analyzer of the directives is in group %q", got)
	}
}

// TestUseEnvironment reads the options as an editor's server does, and holds that
// another content of the file is another name for what caches go by.
func TestUseEnvironment(t *testing.T) {
	name := config.Analyzer.Name
	defer func() { config.Analyzer.Name = name; Flags().Set("config", "") }()
	file := filepath.Join(t.TempDir(), ConfigName)
	t.Chdir(filepath.Dir(file))
	if err := UseEnvironment(); err != nil || config.Analyzer.Name != name {
		t.Errorf("without a file: %v, name %s", err, config.Analyzer.Name)
	}
	names := map[string]bool{name: true}
	for _, text := range []string{"strict: true", "strict: false"} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := UseEnvironment(); err != nil || names[config.Analyzer.Name] {
			t.Errorf("%s: %v, name %s", text, err, config.Analyzer.Name)
		}
		names[config.Analyzer.Name] = true
	}
	if got := Flags().Lookup("config").Value.String(); filepath.Base(got) != ConfigName {
		t.Errorf("the file in use is %q", got)
	}
	if err := analysis.Validate(Suite); err != nil {
		t.Error(err)
	}
	t.Setenv(ConfigEnv, NoConfig)
	if err := UseEnvironment(); err != nil {
		t.Error(err)
	}
	t.Setenv(ConfigEnv, filepath.Join(t.TempDir(), "none"))
	if err := UseEnvironment(); err == nil {
		t.Error("a missing file is accepted")
	}
}
