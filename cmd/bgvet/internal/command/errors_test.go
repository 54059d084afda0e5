package command

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/suitetest"
)

// TestBrokenPackages holds that one package that cannot be built costs one line
// and exit code 2, and leaves the findings in the others.
func TestBrokenPackages(t *testing.T) {
	for name, test := range map[string]struct {
		files module
		want  string
	}{
		"type error": {
			module{"bad/bad.go": "package bad\n\nfunc f() { g() }\n\nfunc h() int { return nil }\n", "user/user.go": "package user\n\nimport _ \"m/bad\"\n"},
			"m/bad does not compile: bad/bad.go:3:12: undefined: g",
		},
		"syntax error": {
			module{"bad/bad.go": "package bad\n\nfunc f() {(}\n"},
			"m/bad does not compile: bad/bad.go:3:12: expected operand, found '}'",
		},
		"error in a test": {
			module{"bad/bad.go": "package bad\n", "bad/bad_test.go": "package bad\n\nfunc f() { g() }\n"},
			"m/bad does not compile: bad/bad_test.go:3:12: undefined: g",
		},
		"unknown import": {
			module{"bad/bad.go": "package bad\n\nimport _ \"m/none\"\n", "user/user.go": "package user\n\nimport _ \"m/bad\"\n"},
			"bad/bad.go:3:8: package m/none is not in std (*)",
		},
		"unknown import of a test": {
			module{"bad/bad.go": "package bad\n", "bad/bad_test.go": "package bad\n\nimport _ \"m/none\"\n"},
			"bad/bad_test.go:3:8: package m/none is not in std (*)",
		},
		"two packages in a folder": {
			module{"bad/bad.go": "package bad\n", "bad/worse.go": "package worse\n"},
			"found packages bad (bad.go) and worse (worse.go) in *",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := sleeper.with(test.files).write(t)
			got := bgvet(t, dir, "./...")
			got.check(t, outcome{code: NotRun, stdout: appFinding + libFinding, stderr: "*"})
			matchLine(t, got.stderr, test.want)
		})
	}
}

// matchLine compares one line of complaint; a star stands for any text.
func matchLine(t *testing.T, got, want string) {
	t.Helper()
	before, after, _ := strings.Cut("bgvet: "+want+"\n", "*")
	if strings.Count(got, "\n") != 1 || !strings.HasPrefix(got, before) || !strings.HasSuffix(got, after) {
		t.Errorf("stderr %q, want %q", got, want)
	}
}

func TestBadArguments(t *testing.T) {
	dir := sleeper.with(module{
		"empty/README": "nothing to see\n",
		"bad.yaml":     "strict: true\ncolour: blue\n",
	}).write(t)
	for args, want := range map[string]string{
		"-nosuch ./...":            "unknown flag or check -nosuch; bgvet help lists them",
		"./app -strict":            "flag -strict must stand before the packages",
		"-strict=maybe ./app":      `invalid boolean value "maybe" for -strict: parse error`,
		"-tags":                    "flag needs an argument: -tags",
		"-format=xml ./app":        `unknown format "xml"; there are github, gitlab, json, sarif, text`,
		"map -format=sarif ./app":  "bgvet map writes text and json, not sarif",
		"-write-baseline ./app":    "-write-baseline needs -baseline file",
		"-baseline=none ./app":     "cannot read the baseline: open none: no such file or directory",
		"-baseline=bad.yaml ./app": "bad.yaml is no baseline: *",
		"-baseline=b -write-baseline -new-from=x ./app": "-write-baseline and -new-from exclude each other",
		"-baseline=b -write-baseline -fix ./app":        "-write-baseline and -fix, -diff exclude each other",
		"-baseline=none/b -write-baseline ./app":        "cannot write the baseline: *: no such file or directory",
		"-new-from=main ./app":                          "-new-from: this folder is in no git work tree",
		"-summary=perhaps ./app":                        `invalid boolean value "perhaps" for -summary: *`,
		"-fix -diff ./app":                              "-fix, -diff and -format exclude each other",
		"-C":                                            "flag -C needs a folder",
		"-C none ./...":                                 "chdir none: no such file or directory",
		"explain nosuch":                                `unknown check "nosuch"; there are sleepy, boom, broken`,
		"-config=bad.yaml ./app":                        `bad.yaml:2: unknown key "colour"`,
		"-config=none.yaml ./app":                       "open none.yaml: no such file or directory",
		"./none":                                        "stat " + filepath.Join(dir, "none") + ": directory not found",
		"./none/...":                                    "pattern ./none/...: lstat ./none/: no such file or directory",
		"./empty":                                       "no Go files in " + filepath.Join(dir, "empty"),
		"./empty/...":                                   "pattern ./empty/... matches no packages",
		"nosuchstd":                                     "package nosuchstd is not in std (*)",
		"map -format=json ./none":                       "stat " + filepath.Join(dir, "none") + ": directory not found",
		"-C " + dir + "/empty ./...":                    "pattern ./... matches no packages",
	} {
		got := bgvet(t, dir, strings.Fields(args)...)
		if got.code != NotRun {
			t.Errorf("%s: exit code %d", args, got.code)
		}
		matchLine(t, got.stderr, want)
	}
	got := bgvet(t, dir, "./none/...", "./app")
	got.check(t, outcome{code: NotRun, stdout: appFinding, stderr: "*"})
	matchLine(t, got.stderr, "pattern ./none/...: lstat ./none/: no such file or directory")
}

func TestNoGo(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	bgvet(t, t.TempDir(), "./...").check(t, outcome{
		code: NotRun, stderr: "bgvet: the go command is not in PATH; bgvet needs it to load packages\n"})
}

func TestNoCache(t *testing.T) {
	t.Setenv("GOCACHE", filepath.Join(os.DevNull, "cache"))
	got := bgvet(t, sleeper.write(t), "./...")
	got.check(t, outcome{code: NotRun, stderr: "*"})
	matchLine(t, got.stderr, "failed to initialize build cache at *")
}

// TestInternalFailure has a check that panics, a pass that panics below a check,
// and a process that dies.
func TestInternalFailure(t *testing.T) {
	files := sleeper.with(module{
		"bad/bad.go": "package bad\n\nimport \"time\"\n\nfunc Boom() {\n\ttime.Sleep(1)\n}\n\nfunc Broken() {}\n",
	})
	badFinding := strings.ReplaceAll(libFinding, "lib/lib.go", "bad/bad.go")
	dir := files.write(t)
	for range 2 { // the second answer is a remembered one
		got := bgvet(t, dir, "./...")
		got.check(t, outcome{code: NotRun, stdout: appFinding + badFinding + libFinding, stderr: "*"})
		for _, want := range []string{
			"bgvet: internal error in boom on m/bad: panic: found Boom (suitetest/checks.go:",
			"bgvet: internal error in brokenpass on m/bad: panic: found Broken (suitetest/checks.go:",
		} {
			if !strings.Contains(got.stderr, want) || strings.Count(got.stderr, "\n") != 2 {
				t.Errorf("stderr is\n%s\nwant a line %s", got.stderr, want)
			}
		}
	}
	files["bad/bad.go"] = "package bad\n\nfunc Overflow() {}\n"
	got := bgvet(t, files.write(t), "./...")
	got.check(t, outcome{code: NotRun, stdout: appFinding + libFinding, stderr: "*"})
	matchLine(t, got.stderr, "internal error on m/bad: runtime: goroutine stack exceeds *-byte limit")
}

// TestConfig edits a configuration file between runs over the same packages.
func TestConfig(t *testing.T) {
	const plain, strict = appFinding + libFinding, appFinding + libFinding + strictFinding
	dir := sleeper.write(t)
	for _, step := range []struct {
		config string
		want   outcome
	}{
		{"", outcome{code: Found, stdout: plain}},
		{"strict: true\n", outcome{code: Found, stdout: strict}},
		{"strict: false\n", outcome{code: Found, stdout: plain}},
		{"stric: true\n", outcome{code: NotRun, stderr: fmt.Sprintf("bgvet: %s:1: unknown key \"stric\"\n", filepath.Join(dir, suitetest.ConfigName))}},
		{"strict: true\n", outcome{code: Found, stdout: strict}},
	} {
		if step.config != "" {
			module{suitetest.ConfigName: step.config, "other.yaml": step.config}.update(t, dir)
		}
		bgvet(t, dir, "./...").check(t, step.want)
		checkVet(t, goVet(t, dir, "./..."), step.want)
		if step.want.code == NotRun || step.config == "" {
			continue
		}
		module{suitetest.ConfigName: ""}.update(t, dir)
		bgvet(t, dir, "-config=other.yaml", "./...").check(t, step.want)
	}
}

// checkVet holds that plain go vet says the same as the command did.
func checkVet(t *testing.T, got, want outcome) {
	t.Helper()
	if got.code != 1 {
		t.Errorf("go vet: exit code %d", got.code)
	}
	for line := range strings.Lines(want.stdout + want.stderr) {
		place, _, _ := strings.Cut(line, " [")
		if !strings.HasPrefix(line, "\t") && !strings.Contains(got.stderr, strings.TrimSpace(place)) {
			t.Errorf("go vet does not say %q:\n%s", place, got.stderr)
		}
	}
	if want.code == Found && strings.Contains(got.stderr, "After sleeps") != strings.Contains(want.stdout, "After sleeps") {
		t.Errorf("go vet follows another configuration:\n%s", got.stderr)
	}
}

// TestVettool holds what plain go vet prints: no inventory, and nothing about
// packages that were not named.
func TestVettool(t *testing.T) {
	dir := sleeper.write(t)
	const want = "app/app.go:6:5: F sleeps; wait on a channel\napp/app.go:6:10: \tfor this long\n"
	goVet(t, dir, "./app").check(t, outcome{code: 1, stderr: want})
	goVet(t, dir, "-boom", "./app").check(t, outcome{})
	got := goVet(t, dir, "-map", "./app")
	if !strings.Contains(got.stderr, `"lifetime":"process"`) {
		t.Errorf("go vet -map prints %q", got.stderr)
	}
}

// TestStandardLibrary holds that packages of the standard library cost nothing
// but their types: the pass below the checks never sees one.
func TestStandardLibrary(t *testing.T) {
	trace := filepath.Join(t.TempDir(), "trace")
	t.Setenv(suitetest.TraceEnv, trace)
	t.Setenv("BGVET_CACHE_KEY", t.Name()+trace) // nothing remembered
	dir := sleeper.write(t)
	goVet(t, dir, "./app").check(t, outcome{code: 1, stderr: "*"})
	data, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Fields(string(data)); strings.Join(got, " ") != "m/lib m/app" {
		t.Errorf("the pass ran on %v, want m/lib m/app", got)
	}
}
