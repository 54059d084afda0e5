package analyzers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
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
