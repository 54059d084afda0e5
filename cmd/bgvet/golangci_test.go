package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/custom"
)

const golangciConfig = `version: "2"
linters:
  default: none
  enable: [bgvet]
  settings:
    custom:
      bgvet:
        type: module
        settings: %s
issues:
  max-issues-per-linter: 0
  max-same-issues: 0
  uniq-by-line: false
`

// byGolangci runs golangci-lint with the settings on the shop in the folder.
func byGolangci(t *testing.T, program, dir, settings string) []place {
	t.Helper()
	config := filepath.Join(t.TempDir(), "golangci.yml")
	writeFile(t, config, fmt.Sprintf(golangciConfig, settings))
	code, stdout, stderr := run(t, dir, program, "run", "--config", config, "--allow-parallel-runners",
		"--path-mode=abs", "--output.json.path=stdout", "--show-stats=false", "./bad/...", "./good/...")
	var report struct {
		Issues []struct {
			FromLinter, Text string
			Pos              struct {
				Filename string
				Line     int
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &report); err != nil || code > 1 {
		t.Fatalf("exit code %d, %v, stdout %q: %s", code, err, stdout, stderr)
	}
	var places []place
	for _, issue := range report.Issues {
		check, _, _ := strings.Cut(issue.Text, ": ")
		if issue.FromLinter != "bgvet" {
			t.Errorf("%s reports %s", issue.FromLinter, issue.Text)
		}
		places = append(places, placeOf(t, check, fmt.Sprintf("%s:%d:1", issue.Pos.Filename, issue.Pos.Line)))
	}
	return sorted(places)
}

// TestGolangci runs the plugin cold, warm, with other settings, and with comments
// that silence findings.
func TestGolangci(t *testing.T) {
	program := withChecks(t, "golangci-lint")
	t.Setenv("GOLANGCI_LINT_CACHE", t.TempDir())
	want, strict := shopByCommand(t), shopByCommand(t, "-strict")
	for _, run := range []string{"cold", "warm"} {
		if got := byGolangci(t, program, shopDir(t), "{}"); !slices.Equal(got, want) {
			t.Errorf("%s: golangci-lint reports\n%v\nwant as bgvet does\n%v", run, got, want)
		}
	}
	if got := byGolangci(t, program, shopDir(t), "{strict: true}"); !slices.Equal(got, strict) {
		t.Errorf("with other settings golangci-lint reports\n%v\nwant as bgvet does\n%v", got, strict)
	}

	dir, silenced := silencedShop(t, want)
	rest := slices.DeleteFunc(slices.Clone(want), func(p place) bool { return slices.Contains(silenced, p) })
	if got := byGolangci(t, program, dir, "{}"); !slices.Equal(got, rest) {
		t.Errorf("with comments golangci-lint reports\n%v\nwant\n%v", got, rest)
	}
	if got := byCommand(t, dir); !slices.Equal(got, rest) {
		t.Errorf("with comments bgvet reports\n%v\nwant\n%v", got, rest)
	}
}

// silencedShop returns a copy of the shop in which every third of the findings is
// silenced in one of the three ways, and which ones.
func silencedShop(t *testing.T, findings []place) (dir string, silenced []place) {
	t.Helper()
	edits := make(map[string]func(string) string)
	for i, p := range findings {
		if i%3 != 0 || edits[p.file] != nil {
			continue
		}
		comment := []string{"//nolint:bgvet //", "//nolint:" + p.check + " //", "//lint:ignore " + p.check + " a drill //"}[i/3%3]
		for _, other := range findings { // a comment for all checks silences those of the line
			if other.file == p.file && other.line == p.line && (other == p || i/3%3 == 0) {
				silenced = append(silenced, other)
			}
		}
		edits[p.file] = func(text string) string {
			lines := strings.SplitAfter(text, "\n")
			lines[p.line-1] = strings.Replace(lines[p.line-1], "//", comment, 1)
			return strings.Join(lines, "")
		}
	}
	if len(silenced) < 3 {
		t.Fatalf("only %v are silenced", silenced)
	}
	return copyShop(t, edits), silenced
}

// TestGolangciMistakes holds that a mistake in the settings is told by name.
func TestGolangciMistakes(t *testing.T) {
	program := withChecks(t, "golangci-lint")
	config := filepath.Join(t.TempDir(), "golangci.yml")
	for settings, want := range map[string]string{
		"{stritc: true}":        `unknown key "stritc"; did you mean "strict"`,
		"{disable: [hotlop]}":   `no check is called "hotlop"; did you mean "hotloop"`,
		"{panicpolicy: always}": `want evidence, recover, crash, got "always"`,
	} {
		writeFile(t, config, fmt.Sprintf(golangciConfig, settings))
		code, _, stderr := run(t, shopDir(t), program, "run", "--config", config, "--allow-parallel-runners", "./good/...")
		if code == 0 || !strings.Contains(stderr, want) && !strings.Contains(stderr, strings.ReplaceAll(want, `"`, `\"`)) {
			t.Errorf("%s: exit code %d, stderr %q, want %q", settings, code, stderr, want)
		}
	}
}

// TestGolangciSample holds the release in the sample to the one that is tested.
func TestGolangciSample(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, "golangci-plugin", ".custom-gcl.yml"))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "\nversion: "+custom.GolangciVersion+"\n") {
		t.Errorf("the sample is for another golangci-lint than %s:\n%s", custom.GolangciVersion, text)
	}
}
