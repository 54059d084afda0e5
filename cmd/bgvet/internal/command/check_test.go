package command

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	appFinding = `app/app.go:6:5: F sleeps; wait on a channel [test/sleepy]
	go lib.F()
	   ^
	app/app.go:6:10: for this long
`
	libFinding = `lib/lib.go:6:2: Sleep sleeps; wait on a channel [test/sleepy]
	time.Sleep(1)
	^
	lib/lib.go:6:12: for this long
`
	strictFinding = `lib/lib.go:7:4: After sleeps; wait on a channel [test/sleepy]
	<-time.After(1)
	  ^
	lib/lib.go:7:14: for this long
`
)

func TestClean(t *testing.T) {
	dir := goMod.with(module{"a.go": "package a\n"}).write(t)
	bgvet(t, dir, "./...").check(t, outcome{code: Clean})
	bgvet(t, dir).check(t, outcome{code: NotRun, stderr: "*"}) // prints the usage
	bgvet(t, dir, "-strict").check(t, outcome{code: Clean})    // the package here
}

func TestFindings(t *testing.T) {
	dir := sleeper.write(t)
	bgvet(t, dir, "./...").check(t, outcome{code: Found, stdout: appFinding + libFinding})
	bgvet(t, dir, "-strict", "./...").check(t, outcome{code: Found, stdout: appFinding + libFinding + strictFinding})
	bgvet(t, dir, "-sleepy", "./app").check(t, outcome{code: Found, stdout: appFinding})
	bgvet(t, dir, "-sleepy=false", "./...").check(t, outcome{code: Clean})
	bgvet(t, dir, "-boom", "./...").check(t, outcome{code: Clean})

	inside := strings.ReplaceAll(appFinding, "app/app.go", "app.go")
	bgvet(t, dir, "-C", "app", ".").check(t, outcome{code: Found, stdout: inside})
	bgvet(t, filepath.Join(dir, "app"), "m/app").check(t, outcome{code: Found, stdout: inside})
}

func TestJSON(t *testing.T) {
	dir := sleeper.write(t)
	got := bgvet(t, dir, "-format=json", "./app")
	got.check(t, outcome{code: Found, stdout: "*"})
	var doc struct {
		Findings []struct{ Check, Package, URL, Posn, Message string }
		Errors   []string
	}
	if err := json.Unmarshal([]byte(got.stdout), &doc); err != nil {
		t.Fatal(err)
	}
	if len(doc.Findings) != 1 || len(doc.Errors) != 0 {
		t.Fatalf("got %+v", doc)
	}
	f := doc.Findings[0]
	if f.Check != "sleepy" || f.Package != "m/app" || f.URL != "https://example.com/checks/sleepy.md" || f.Posn != filepath.Join(dir, "app/app.go")+":6:5" {
		t.Errorf("got %+v", f)
	}
}

// TestTestFiles has a package whose test is vetted together with it, and one
// whose test is a package of its own.
func TestTestFiles(t *testing.T) {
	dir := sleeper.with(module{
		"lib/in_test.go":  "package lib\n\nvar _ = F\n",
		"lib/out_test.go": "package lib_test\n\nimport \"m/lib\"\n\nfunc f() {\n\tlib.F()\n}\n",
	}).write(t)
	test := `lib/out_test.go:6:2: F sleeps; wait on a channel [test/sleepy]
	lib.F()
	^
	lib/out_test.go:6:7: for this long
`
	bgvet(t, dir, "./...").check(t, outcome{code: Found, stdout: appFinding + libFinding + test})
}

// TestOrderOfRuns holds that what was asked before does not matter. go vet alone
// fails it: see unit.needsReport in package vettool.
func TestOrderOfRuns(t *testing.T) {
	dir := sleeper.write(t)
	bgvet(t, dir, "./app").check(t, outcome{code: Found, stdout: appFinding})
	bgvet(t, dir, "./lib").check(t, outcome{code: Found, stdout: libFinding})
	bgvet(t, dir, "./app").check(t, outcome{code: Found, stdout: appFinding})

	dir = sleeper.write(t)
	bgvet(t, dir, "./lib").check(t, outcome{code: Found, stdout: libFinding})
	bgvet(t, dir, "./app").check(t, outcome{code: Found, stdout: appFinding})
}

// TestReplacedModule does the same with a module that another one replaces by its
// folder: there it has a version, and here it has none.
func TestReplacedModule(t *testing.T) {
	dir := module{
		"b/go.mod":  "module example.com/b\n\ngo 1.24\n",
		"b/lib.go":  strings.ReplaceAll(sleeper["lib/lib.go"], "package lib", "package b"),
		"a/go.mod":  "module m\n\ngo 1.24\n\nrequire example.com/b v0.0.0\n\nreplace example.com/b => ../b\n",
		"a/main.go": "package main\n\nimport \"example.com/b\"\n\nfunc main() { b.F() }\n",
	}.write(t)
	bgvet(t, filepath.Join(dir, "a"), "./...").check(t, outcome{code: Found, stdout: `main.go:5:15: F sleeps; wait on a channel [test/sleepy]
	func main() { b.F() }
	              ^
	main.go:5:18: for this long
`})
	bgvet(t, filepath.Join(dir, "b"), "./...").check(t, outcome{code: Found, stdout: strings.ReplaceAll(libFinding, "lib/lib.go", "lib.go")})
}

// TestImportedFirst does the same with code that is not the user's own.
func TestImportedFirst(t *testing.T) {
	dir := goMod.with(module{"a.go": "package a\n\nimport _ \"testing/slogtest\"\n"}).write(t)
	bgvet(t, dir, ".").check(t, outcome{code: Clean})
	got := bgvet(t, dir, "map", "-format=json", "testing/slogtest", "context")
	if got.code != Clean || !strings.Contains(got.stdout, `"package": "context"`) {
		t.Errorf("got %+v", got)
	}
}

func TestSameBytes(t *testing.T) {
	var cold []outcome
	for range 2 {
		dir := sleeper.write(t)
		first := bgvet(t, dir, "-strict", "./...")
		bgvet(t, dir, "-strict", "./...").check(t, first)
		cold = append(cold, first)
	}
	cold[1].check(t, cold[0])
}

func TestFix(t *testing.T) {
	dir := sleeper.write(t)
	got := bgvet(t, dir, "-diff", "./lib")
	got.check(t, outcome{code: Found, stdout: "*"})
	if !strings.Contains(got.stdout, "-\ttime.Sleep(1)\n+\tprintln()\n") {
		t.Errorf("the diff is\n%s", got.stdout)
	}
	if text := read(t, dir, "lib/lib.go"); text != sleeper["lib/lib.go"] {
		t.Errorf("-diff changed the file:\n%s", text)
	}
	bgvet(t, dir, "-fix", "./lib").check(t, outcome{code: Clean})
	if text := read(t, dir, "lib/lib.go"); !strings.Contains(text, "println()") {
		t.Errorf("-fix left the file alone:\n%s", text)
	}
	if text := read(t, dir, "app/app.go"); text != sleeper["app/app.go"] {
		t.Errorf("-fix changed a package that was not asked for:\n%s", text)
	}
}

func read(t *testing.T, dir, name string) string {
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestMap(t *testing.T) {
	dir := sleeper.write(t)
	bgvet(t, dir, "map", "./...").check(t, outcome{stdout: `m/app

    app/app.go:6:2: lib.F
        lifetime  process
        stop      -
        recovers  -
        end       -
`})
	posn := filepath.Join(dir, "app/app.go") + ":6:2"
	for _, args := range [][]string{{"map", "-format=json"}, {"map", "-format=json", "-relative"}} {
		want := `[
	{
		"lifetime": "process",
		"package": "m/app",
		"posn": "` + posn + `",
		"runs": "lib.F"
	}
]
`
		bgvet(t, dir, append(args, "./...")...).check(t, outcome{stdout: want})
		posn = "app/app.go:6:2"
	}
	bgvet(t, dir, "map", "./lib").check(t, outcome{})
	bgvet(t, dir, "map", "-sleepy", "./lib").check(t, outcome{code: NotRun, stderr: "bgvet: unknown flag or check -sleepy; bgvet help lists them\n"})
}

func TestHelp(t *testing.T) {
	dir := t.TempDir()
	for _, args := range []string{"help", "-h", "--help"} {
		got := bgvet(t, dir, args)
		got.check(t, outcome{stdout: "*"})
		if !strings.HasPrefix(got.stdout, "bgvet finds production traps") {
			t.Errorf("%s prints %s", args, got.stdout)
		}
	}
	for topic, lines := range map[string][]string{
		"checks": {"test: it sleeps\n\tsleepy          finds sleeping services\n", "\n\nvet: the checks of go vet, which run with -vet\n\tappends "},
		"flags":  {"\n\t-strict               report more\n", "\n\t-vet "},
	} {
		got := bgvet(t, dir, "help", topic)
		got.check(t, outcome{stdout: "*"})
		for _, line := range lines {
			if !strings.Contains(got.stdout, line) {
				t.Errorf("help %s has no line %q:\n%s", topic, line, got.stdout)
			}
		}
		if strings.Contains(got.stdout, "factsonly") {
			t.Error("a flag for drivers is shown")
		}
	}
	const page = "test/sleepy: finds sleeping services\n\nIt is a stand-in with two lines of prose.\n\nhttps://example.com/checks/sleepy.md\n"
	bgvet(t, dir, "explain", "sleepy").check(t, outcome{stdout: page})
	bgvet(t, dir, "help", "sleepy").check(t, outcome{stdout: page})
	bgvet(t, dir, "version").check(t, outcome{stdout: "*"})
}
