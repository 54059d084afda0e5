package command

import (
	"os/exec"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/bgvet/bgvet/analyzers"
)

// TestScreen holds that the help fits a screen.
func TestScreen(t *testing.T) {
	got := bgvet(t, t.TempDir(), "-h")
	lines := strings.Split(strings.TrimSuffix(got.stdout, "\n"), "\n")
	if len(lines) > 24 {
		t.Errorf("%d lines", len(lines))
	}
	for _, line := range lines {
		if width := utf8.RuneCountInString(strings.ReplaceAll(line, "\t", "        ")); width > 80 {
			t.Errorf("%d columns: %s", width, line)
		}
	}
}

func TestInit(t *testing.T) {
	dir := sleeper.write(t)
	bgvet(t, dir, "init").check(t, outcome{stdout: analyzers.ConfigName + "\n"})
	if text := read(t, dir, analyzers.ConfigName); text != analyzers.ConfigTemplate() || !strings.Contains(text, "\n#strict: false\n") {
		t.Errorf("wrote\n%s", text)
	}
	bgvet(t, dir, "init").check(t, outcome{code: NotRun, stderr: "bgvet: .bgvet.yaml is there already; it is left as it is\n"})
	bgvet(t, dir, "init", "x").check(t, outcome{code: NotRun, stderr: "bgvet: bgvet init takes no argument such as \"x\"\n"})
}

func TestNext(t *testing.T) {
	for words, want := range map[string]string{
		"":                  "completion explain golangci-lint gopls help init map version",
		"e":                 "explain",
		"explain ":          "appends",
		"explain sl":        "sleepy slog",
		"help f":            "flags framepointer",
		"-format ":          "github gitlab json sarif text",
		"-strict -format s": "sarif",
		"-strict -new":      "-new-from",
		"--basel":           "--baseline",
		"-disable s":        "sleepy",
		"completion ":       "bash fish zsh",
		"map -al":           "-all",
		"map -sleep":        "",
		"-facts":            "",
		"./app":             "",
		"-sleepy -panicpol": "",
		"-panicpolicy re":   "recover",
	} {
		got := bgvet(t, t.TempDir(), append([]string{"completion", "next"}, strings.Split(words, " ")...)...)
		text := strings.Join(strings.Fields(got.stdout), " ")
		if got.code != Clean || got.stderr != "" || text != want && !(words == "explain " && strings.HasPrefix(text, want)) {
			t.Errorf("%q: %q %q, want %q", words, text, got.stderr, want)
		}
	}
	bgvet(t, t.TempDir(), "completion", "tcsh").check(t, outcome{code: NotRun, stderr: "bgvet: " + completionUsage + "\n"})
}

// TestShells runs the scripts in the shells that this machine has.
func TestShells(t *testing.T) {
	for shell, ask := range map[string]string{
		"bash": `source <(bgvet completion bash); COMP_WORDS=(bgvet explain sl); COMP_CWORD=2; _bgvet; echo "${COMPREPLY[*]}"`,
		"fish": `bgvet completion fish | source; complete -C "bgvet explain sl" | string join " "`,
		"zsh":  `compdef() { :; }; eval "$(bgvet completion zsh)"; compadd() { shift; echo "$*"; }; words=(bgvet explain sl); CURRENT=3; _bgvet`,
	} {
		t.Run(shell, func(t *testing.T) {
			program, err := exec.LookPath(shell)
			if err != nil {
				t.Skipf("%s is not here", shell)
			}
			defined := "bgvet() { " + executable(t) + ` "$@"; }; `
			if shell == "fish" {
				defined = "function bgvet; " + executable(t) + " $argv; end; "
			}
			start(t, t.TempDir(), program, "-c", defined+ask).check(t, outcome{stdout: "sleepy slog\n"})
		})
	}
}

func TestVersion(t *testing.T) {
	got := bgvet(t, t.TempDir(), "version")
	for _, want := range []string{"bgvet ", "built with go1.", "\n3 checks\n"} {
		if !strings.Contains(got.stdout, want) {
			t.Errorf("no %q in %q", want, got.stdout)
		}
	}
}

// TestBadBuilds has mistakes that are told before anything is fetched.
func TestBadBuilds(t *testing.T) {
	dir := sleeper.write(t)
	for args, want := range map[string]string{
		"gopls ./...":                            `bgvet gopls takes no argument such as "./..."`,
		"gopls -nosuch":                          "flag provided but not defined: -nosuch",
		"gopls -source=.":                        dir + " does not hold the module github.com/bgvet/bgvet",
		"gopls -version=v0.0.0-nosuch":           "golang.org/x/tools/gopls@v0.0.0-nosuch: *",
		"golangci-lint -cache=go.mod/x -o bin/x": "cannot use the cache folder: mkdir *go.mod: not a directory",
	} {
		t.Setenv("GOPROXY", "off")
		if strings.Contains(args, "-cache") {
			t.Setenv("GOPROXY", "")
		}
		got := bgvet(t, dir, strings.Fields(args)...)
		if got.code != NotRun {
			t.Errorf("%s: exit code %d", args, got.code)
		}
		lines := strings.SplitAfter(strings.TrimSuffix(got.stderr, "\n"), "\n")
		matchLine(t, lines[len(lines)-1]+"\n", want)
	}
	if got := bgvet(t, dir, "gopls", "-h"); got.code != Clean || !strings.Contains(got.stdout, "-version v") {
		t.Errorf("help of gopls: %+v", got)
	}
}
