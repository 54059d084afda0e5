package command

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestBaseline(t *testing.T) {
	dir := sleeper.write(t)
	bgvet(t, dir, "-baseline=b.json", "-write-baseline", "./...").check(t, outcome{stderr: "bgvet: b.json: 2 known findings\n"})
	bgvet(t, dir, "-baseline=b.json", "./...").check(t, outcome{code: Clean})
	bgvet(t, dir, "-C", "lib", "-baseline=../b.json", ".").check(t, outcome{code: Clean})

	// What is new counts, wherever the known ones have moved to.
	module{"app/app.go": "package main\n\nimport \"m/lib\"\n\nvar _ int\n\nfunc main() {\n\tgo lib.F()\n\tgo lib.F()\n}\n"}.update(t, dir)
	second := "app/app.go:9:5" + strings.ReplaceAll(strings.TrimPrefix(appFinding, "app/app.go:6:5"), "app/app.go:6", "app/app.go:9")
	bgvet(t, dir, "-baseline=b.json", "./...").check(t, outcome{code: Found, stdout: second})

	// What is gone is told, without a change of the exit code, but only by a run
	// that looked for it.
	module{"app/app.go": "package main\n\nfunc main() {}\n"}.update(t, dir)
	const stale = "bgvet: b.json: stale: m/app/app.go: F sleeps; wait on a channel [test/sleepy]; it is not found any more, -write-baseline takes it out\n"
	bgvet(t, dir, "-baseline=b.json", "./...").check(t, outcome{code: Clean, stderr: stale})
	bgvet(t, dir, "-baseline=b.json", "./lib").check(t, outcome{code: Clean})
	bgvet(t, dir, "-baseline=b.json", "-boom", "./...").check(t, outcome{code: Clean})

	// Writing for some packages leaves those of the others.
	bgvet(t, dir, "-baseline=b.json", "-write-baseline", "./lib").check(t, outcome{stderr: "bgvet: b.json: 2 known findings\n"})
	bgvet(t, dir, "-baseline=b.json", "-write-baseline", "./...").check(t, outcome{stderr: "bgvet: b.json: 1 known finding\n"})
}

// TestBaselineOfBrokenCode holds that what could not be looked at is not forgotten.
func TestBaselineOfBrokenCode(t *testing.T) {
	dir := sleeper.write(t)
	bgvet(t, dir, "-baseline=b.json", "-write-baseline", "./...").check(t, outcome{stderr: "*"})
	before := read(t, dir, "b.json")
	module{"lib/lib.go": "package lib\n\nfunc F() { g() }\n"}.update(t, dir)
	got := bgvet(t, dir, "-baseline=b.json", "-write-baseline", "./...")
	got.check(t, outcome{code: NotRun, stderr: "*"})
	if !strings.HasSuffix(got.stderr, "bgvet: b.json is left as it was, since not everything could be looked at\n") {
		t.Errorf("stderr %q", got.stderr)
	}
	if read(t, dir, "b.json") != before {
		t.Error("the baseline has changed")
	}
	if got := bgvet(t, dir, "-baseline=b.json", "./..."); strings.Contains(got.stderr, "stale") {
		t.Errorf("stderr %q", got.stderr)
	}
}

// TestMarked reads what formats for programs say of findings that do not count.
func TestMarked(t *testing.T) {
	dir := sleeper.with(module{"nap/nap.go": "package nap\n\nimport \"time\"\n\nfunc F() { time.Sleep(7) }\n"}).write(t)
	bgvet(t, dir, "-baseline=b.json", "-write-baseline", "./app").check(t, outcome{stderr: "*"})
	got := bgvet(t, dir, "-baseline=b.json", "-silenced", "-format=json", "-relative", "./app", "./nap")
	got.check(t, outcome{code: Clean, stdout: "*"})
	var doc struct {
		Version  int
		Findings []struct {
			Package, Fingerprint string
			Known                bool
			Silenced             *struct{ Posn, Reason string }
			Related              []any
		}
	}
	if err := json.Unmarshal([]byte(got.stdout), &doc); err != nil || doc.Version != 1 || len(doc.Findings) != 2 {
		t.Fatalf("%v: %s", err, got.stdout)
	}
	app, nap := doc.Findings[0], doc.Findings[1]
	if !app.Known || app.Silenced != nil || len(app.Fingerprint) != 32 {
		t.Errorf("known: %+v", app)
	}
	if nap.Known || nap.Silenced == nil || nap.Silenced.Posn != "nap/nap.go:5:12" || nap.Silenced.Reason != "a nap" || len(nap.Related) != 1 {
		t.Errorf("silenced: %+v", nap)
	}
	sarif := bgvet(t, dir, "-baseline=b.json", "-silenced", "-format=sarif", "./app", "./nap")
	sarif.check(t, outcome{code: Clean, stdout: "*"})
	for _, want := range []string{`"uri": "app/app.go"`, `"baselineState": "unchanged"`, `"kind": "inSource"`, `"id": "test/sleepy"`, `"helpUri": "https://example.com/checks/sleepy.md"`} {
		if !strings.Contains(sarif.stdout, want) {
			t.Errorf("SARIF has no %s:\n%s", want, sarif.stdout)
		}
	}
	bgvet(t, dir, "./nap").check(t, outcome{code: Clean})
}

// TestRepositoryRoot holds that services get names from the top of the repository.
func TestRepositoryRoot(t *testing.T) {
	dir := sleeper.with(module{".git/HEAD": ""}).write(t)
	got := bgvet(t, filepath.Join(dir, "app"), "-format=github", ".")
	got.check(t, outcome{code: Found, stdout: "*"})
	if !strings.HasPrefix(got.stdout, "::error file=app/app.go,line=6,endLine=6,col=5,endColumn=12,title=test/sleepy::F sleeps") {
		t.Errorf("got %s", got.stdout)
	}
	got = bgvet(t, filepath.Join(dir, "app"), "-format=gitlab", ".")
	if !strings.Contains(got.stdout, `"path": "app/app.go"`) {
		t.Errorf("got %s", got.stdout)
	}
}

func TestNewFrom(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not in PATH")
	}
	dir := sleeper.write(t)
	for _, args := range []string{"init -q", "add -A", "-c user.name=a -c user.email=a@example.com commit -q -m x"} {
		start(t, dir, "git", strings.Fields(args)...).check(t, outcome{})
	}
	bgvet(t, dir, "-new-from=HEAD", "./...").check(t, outcome{code: Clean})
	module{"lib/lib.go": sleeper["lib/lib.go"] + "\nfunc G() {\n\ttime.Sleep(1)\n}\n"}.update(t, dir)
	bgvet(t, dir, "-new-from=HEAD", "./...").check(t, outcome{code: Found, stdout: strings.ReplaceAll(libFinding, "lib.go:6", "lib.go:11")})
	bgvet(t, dir, "-new-from=nosuch", "./...").check(t, outcome{code: NotRun, stderr: "bgvet: -new-from: git knows no revision \"nosuch\"\n"})
}

func TestSummary(t *testing.T) {
	dir := sleeper.write(t)
	const want = `
2 findings

     2  test      it sleeps
                  bgvet explain sleepy

Read first: bgvet explain sleepy, then bgvet -sleepy.
`
	bgvet(t, dir, "-summary", "./...").check(t, outcome{code: Found, stdout: appFinding + libFinding, stderr: want})
	bgvet(t, dir, "-baseline=b.json", "-write-baseline", "./...").check(t, outcome{stderr: "*"})
	bgvet(t, dir, "-baseline=b.json", "-summary", "./...").check(t, outcome{code: Clean})
}

// TestReadOnly has a folder in which the baseline cannot be replaced.
func TestReadOnly(t *testing.T) {
	dir := sleeper.write(t)
	folder := filepath.Join(dir, "locked")
	if err := os.Mkdir(folder, 0o555); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "probe"), nil, 0o666); err == nil {
		t.Skip("permissions do not bind this user")
	}
	got := bgvet(t, dir, "-baseline=locked/b.json", "-write-baseline", "./...")
	got.check(t, outcome{code: NotRun, stderr: "*"})
	matchLine(t, got.stderr, "cannot write the baseline: *permission denied")
}
