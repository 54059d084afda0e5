package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
)

// repository is the top of ours, where other programs look for their definitions.
const repository = "../.."

// spinning is a module with one finding.
var spinning = map[string]string{
	"go.mod":  "module example.com/spin\n\ngo 1.26\n",
	"main.go": "package main\n\nfunc work() {}\n\nfunc main() {\n\tfor {\n\t\tselect {\n\t\tdefault:\n\t\t\twork()\n\t\t}\n\t}\n}\n",
}

// expression matches what a runner of GitHub replaces in an action.
var expression = regexp.MustCompile(`\$\{\{\s*([a-z._-]+)\s*\}\}`)

// An action is what is read of action.yml.
type action struct {
	Inputs map[string]struct{ Default string }
	Runs   struct {
		Using string
		Steps []actionStep
	}
	given map[string]string
}

type actionStep struct {
	Name, Shell, Run string
	Dir              string `yaml:"working-directory"`
	Env              map[string]string
}

func readAction(t *testing.T, inputs map[string]string) *action {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	a := &action{given: inputs}
	if err := yaml.Unmarshal(text, a); err != nil || a.Runs.Using != "composite" {
		t.Fatalf("using %q, %v", a.Runs.Using, err)
	}
	for name := range inputs {
		if _, ok := a.Inputs[name]; !ok {
			t.Fatalf("the action has no input %q", name)
		}
	}
	return a
}

// evaluate replaces the expressions in a text as GitHub's runner does.
func (a *action) evaluate(t *testing.T, text string) string {
	t.Helper()
	return expression.ReplaceAllStringFunc(text, func(e string) string {
		name := expression.FindStringSubmatch(e)[1]
		if name == "github.action_path" {
			top, err := filepath.Abs(repository)
			if err != nil {
				t.Fatal(err)
			}
			return top
		}
		input, found := strings.CutPrefix(name, "inputs.")
		in, known := a.Inputs[input]
		if !found || !known {
			t.Fatalf("the action uses %s", e)
		}
		if value, ok := a.given[input]; ok {
			return value
		}
		return in.Default
	})
}

// runAction runs the steps of action.yml in the folder as GitHub's runner does, and
// returns what they print and whether they succeed.
func runAction(t *testing.T, dir string, inputs map[string]string) (ok bool, stdout, stderr string) {
	t.Helper()
	a, temp := readAction(t, inputs), t.TempDir()
	for _, step := range a.Runs.Steps {
		if step.Shell != "bash" || expression.MatchString(step.Run) {
			t.Errorf("step %q: shell %q; a script takes inputs by its environment", step.Name, step.Shell)
		}
		script := filepath.Join(temp, "step.sh")
		writeFile(t, script, step.Run)
		cmd := exec.Command("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script)
		cmd.Dir = a.evaluate(t, step.Dir)
		if !filepath.IsAbs(cmd.Dir) {
			cmd.Dir = filepath.Join(dir, cmd.Dir)
		}
		cmd.Env = append(os.Environ(), "RUNNER_TEMP="+temp, "PWD="+cmd.Dir)
		for name, value := range step.Env {
			cmd.Env = append(cmd.Env, name+"="+a.evaluate(t, value))
		}
		var out, complaints strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &complaints
		err := cmd.Run()
		stdout, stderr = stdout+out.String(), stderr+complaints.String()
		if err != nil {
			return false, stdout, stderr
		}
	}
	return true, stdout, stderr
}

// TestAction runs the GitHub Action in a clean folder: a finding fails it, what is in
// the baseline or not new does not, and SARIF is written beside.
func TestAction(t *testing.T) {
	if _, err := exec.LookPath("bash"); err != nil {
		t.Skip("bash is not here")
	}
	dir := write(t, spinning)
	ok, stdout, stderr := runAction(t, dir, map[string]string{"sarif-file": "bgvet.sarif", "flags": "-hotloop -strict"})
	if ok || !strings.HasPrefix(stdout, "::error file=main.go,line=6,") || stderr != "" {
		t.Errorf("succeeds: %v, stdout %q, stderr %q", ok, stdout, stderr)
	}
	var log struct {
		Version string
		Runs    []struct{ Results []any }
	}
	text, err := os.ReadFile(filepath.Join(dir, "bgvet.sarif"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &log); err != nil || log.Version != "2.1.0" || len(log.Runs) != 1 || len(log.Runs[0].Results) != 1 {
		t.Errorf("%v, wrote %s", err, text)
	}

	if code, _, stderr := run(t, dir, "", "-hotloop", "-baseline=known.json", "-write-baseline", "./..."); code != 0 {
		t.Fatal(stderr)
	}
	ok, stdout, stderr = runAction(t, filepath.Dir(dir), map[string]string{
		"baseline": "known.json", "packages": ". example.com/spin", "flags": "-hotloop", "working-directory": filepath.Base(dir)})
	if !ok || stdout != "" {
		t.Errorf("with a baseline: succeeds %v, stdout %q, stderr %q", ok, stdout, stderr)
	}
	ok, _, stderr = runAction(t, dir, map[string]string{"new-from": "origin/main", "sarif-file": "x.sarif"})
	if ok || !strings.HasPrefix(stderr, "bgvet: -new-from: ") {
		t.Errorf("without git: succeeds %v, stderr %q", ok, stderr)
	}
}

// TestPreCommit does what pre-commit does with a hook in Go: it installs the module
// into a folder of its own and runs the entry from the top of the repository.
func TestPreCommit(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, ".pre-commit-hooks.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var hooks []struct {
		ID, Entry, Language string
		Args                []string
		PassFilenames       *bool `yaml:"pass_filenames"`
	}
	if err := yaml.Unmarshal(text, &hooks); err != nil || len(hooks) != 1 {
		t.Fatalf("%v: %v", hooks, err)
	}
	hook := hooks[0]
	if hook.ID != "bgvet" || hook.Language != "golang" || hook.PassFilenames == nil || *hook.PassFilenames {
		t.Errorf("the hook is %+v", hook)
	}
	bin := t.TempDir()
	t.Setenv("GOBIN", bin)
	if code, _, stderr := run(t, repository, "go", "install", "./..."); code != 0 {
		t.Fatal(stderr)
	}
	dir := write(t, spinning)
	code, stdout, stderr := run(t, dir, filepath.Join(bin, hook.Entry), hook.Args...)
	if code != 1 || !strings.HasPrefix(stdout, "main.go:6:") {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

// examples returns the blocks of a language in docs/drivers.md that hold a word.
func examples(t *testing.T, language, word string) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "docs", "drivers.md"))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if strings.Contains(m[1], word) {
			blocks = append(blocks, m[1])
		}
	}
	if len(blocks) == 0 {
		t.Fatalf("docs/drivers.md has no example with %q", word)
	}
	return blocks
}

// TestGitLab runs the script of the example for GitLab, with bgvet in PATH instead
// of the line that installs it.
func TestGitLab(t *testing.T) {
	var jobs map[string]struct {
		Image     string
		Script    []string
		Artifacts struct{ Reports struct{ Codequality string } }
	}
	if err := yaml.Unmarshal([]byte(examples(t, "yaml", "codequality")[0]), &jobs); err != nil {
		t.Fatal(err)
	}
	job := jobs["bgvet"]
	bin := t.TempDir()
	mustRun(t, repository, "go", "build", "-o", bin, "./cmd/bgvet")
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	dir := write(t, spinning)
	installs := slices.IndexFunc(job.Script, func(line string) bool { return strings.HasPrefix(line, "go install github.com/bgvet/bgvet/cmd/bgvet@") })
	if installs != 0 || len(job.Script) != 2 {
		t.Fatalf("the script is %q", job.Script)
	}
	code, stdout, stderr := run(t, dir, "bash", "-e", "-c", job.Script[1])
	if code != 1 || stdout+stderr != "" {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	text, err := os.ReadFile(filepath.Join(dir, job.Artifacts.Reports.Codequality))
	if err != nil {
		t.Fatal(err)
	}
	var issues []struct{ Fingerprint string }
	if err := json.Unmarshal(text, &issues); err != nil || len(issues) == 0 || issues[0].Fingerprint == "" {
		t.Errorf("%v, wrote %s", err, text)
	}
}

// TestWorkflow holds the example for GitHub to what the action takes.
func TestWorkflow(t *testing.T) {
	action, err := os.ReadFile(filepath.Join(repository, "action.yml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, example := range examples(t, "yaml", "bgvet/bgvet@") {
		var workflow struct {
			Jobs map[string]struct {
				Steps []struct {
					Uses string
					With map[string]any
				}
			}
		}
		if err := yaml.Unmarshal([]byte(example), &workflow); err != nil {
			t.Fatal(err)
		}
		used := false
		for _, job := range workflow.Jobs {
			for _, step := range job.Steps {
				if !strings.HasPrefix(step.Uses, "bgvet/bgvet@") {
					continue
				}
				used = true
				for name := range step.With {
					if !strings.Contains(string(action), "\n  "+name+":\n") {
						t.Errorf("the action has no input %q", name)
					}
				}
			}
		}
		if !used {
			t.Errorf("no job uses the action:\n%s", example)
		}
	}
}
