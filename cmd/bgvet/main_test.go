package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers"
)

// asCommand makes the test binary be bgvet, also where go vet calls it.
const asCommand = "BGVET_TEST_COMMAND"

// withPanic is the value of asCommand that adds a check that fails.
const withPanic = "panic"

var boom = &analysis.Analyzer{
	Name: "boom",
	Doc:  "panics",
	URL:  "https://example.com/checks/test/boom.md",
	Run:  func(*analysis.Pass) (any, error) { panic("no") },
}

func TestMain(m *testing.M) {
	switch os.Getenv(asCommand) {
	case "":
	case withPanic:
		analyzers.Suite = append(analyzers.Suite, boom)
		fallthrough
	default:
		main()
	}
	os.Exit(m.Run())
}

// poller runs a loop in the background, and a server beside it, so that a good
// part of the standard library is below it.
var poller = map[string]string{
	"go.mod": "module m\n\ngo 1.26\n",
	"work/work.go": `// Package work has the loop.
package work

import (
	"context"
	"time"
)

func Run(ctx context.Context, poll func(context.Context) error) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			_ = poll(ctx)
		}
	}
}
`,
	"main.go": `package main

import (
	"context"
	"log"
	"net/http"

	"m/work"
)

func main() {
	go work.Run(context.Background(), func(context.Context) error { return nil })
	log.Fatal(http.ListenAndServe(":8080", nil))
}
`,
}

func write(t *testing.T, files map[string]string) (dir string) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// run starts a program in the folder; "" is bgvet.
func run(t *testing.T, dir, program string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	if program == "" {
		program = executable(t)
	}
	var out, complaints bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append([]string{asCommand + "=1"}, os.Environ()...) // a test may set another value
	cmd.Env = append(cmd.Env, "PWD="+dir)
	cmd.Stdout, cmd.Stderr = &out, &complaints
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), out.String(), complaints.String()
}

func executable(t *testing.T) string {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

func TestClean(t *testing.T) {
	dir := write(t, map[string]string{"go.mod": poller["go.mod"], "a.go": "package a\n"})
	if code, stdout, stderr := run(t, dir, "", "-strict", "./..."); code != 0 || stdout+stderr != "" {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
}

// TestMap reads the inventory as a program would, twice, the second time from a
// copy that go vet has not seen.
func TestMap(t *testing.T) {
	var texts []string
	for range 2 {
		dir := write(t, poller)
		code, stdout, stderr := run(t, dir, "", "map", "-format=json", "-relative", "./...")
		if code != 0 || stderr != "" {
			t.Fatalf("exit code %d, stderr %q", code, stderr)
		}
		texts = append(texts, stdout)
	}
	if texts[0] != texts[1] {
		t.Errorf("two runs differ:\n%s\n%s", texts[0], texts[1])
	}
	var entries []analyzers.Entry
	if err := json.Unmarshal([]byte(texts[0]), &entries); err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Posn, "main.go:12:") {
			return
		}
	}
	t.Errorf("the go statement in main.go is not listed:\n%s", texts[0])
}

func TestBrokenConfig(t *testing.T) {
	dir := write(t, map[string]string{"go.mod": poller["go.mod"], "a.go": "package a\n", analyzers.ConfigName: "strict: true\ncolour: blue\n"})
	code, stdout, stderr := run(t, dir, "", "./...")
	if code != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 {
		t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout, stderr)
	}
	for _, word := range []string{filepath.Join(dir, analyzers.ConfigName), "colour", "2"} {
		if !strings.Contains(stderr, word) {
			t.Errorf("stderr %q does not mention %q", stderr, word)
		}
	}
}

// TestInternalFailure has one check more, which panics; the one about comments
// that silence others still reports.
func TestInternalFailure(t *testing.T) {
	t.Setenv(asCommand, withPanic)
	dir := write(t, map[string]string{"go.mod": poller["go.mod"], "a.go": "package a\n\n//lint:ignore hotloop\nvar _ int\n"})
	code, stdout, stderr := run(t, dir, "", ".")
	if code != 2 || !strings.HasPrefix(stdout, "a.go:3:1: ") {
		t.Errorf("exit code %d, stdout %q", code, stdout)
	}
	if !strings.HasPrefix(stderr, "bgvet: internal error in boom on m: panic: no (") || strings.Count(stderr, "\n") != 1 {
		t.Errorf("stderr %q", stderr)
	}
}

func TestUnknownCheck(t *testing.T) {
	for _, args := range [][]string{{"-nosuch", "."}, {"-disable=nosuch", "."}, {"explain", "nosuch"}} {
		code, stdout, stderr := run(t, t.TempDir(), "", args...)
		if code != 2 || stdout != "" || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "nosuch") {
			t.Errorf("%v: exit code %d, stdout %q, stderr %q", args, code, stdout, stderr)
		}
	}
}

func TestExplain(t *testing.T) {
	for _, a := range analyzers.Suite {
		code, stdout, _ := run(t, t.TempDir(), "", "explain", a.Name)
		if code != 0 || !strings.Contains(stdout, a.Name+": ") {
			t.Errorf("%s: exit code %d, stdout %q", a.Name, code, stdout)
		}
	}
}

// TestStandardLibrary lets go vet keep the files of a run in which nothing was
// remembered, and holds that the packages of the standard library have no facts:
// of the analyzers, none ran on them.
func TestStandardLibrary(t *testing.T) {
	dir := write(t, poller)
	t.Setenv("BGVET_CACHE_KEY", dir)
	_, _, stderr := run(t, dir, "go", "vet", "-work", "-vettool="+executable(t), "./...")
	_, work, ok := strings.Cut(stderr, "WORK=")
	if !ok {
		t.Fatalf("go vet -work prints %q", stderr)
	}
	work, _, _ = strings.Cut(work, "\n")
	defer os.RemoveAll(work)

	standard, own := 0, 0
	units, err := filepath.Glob(filepath.Join(work, "*", "vet.cfg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range units {
		pkg, module, facts := unitFacts(t, file)
		switch {
		case module != "":
			own++
		case facts != 0:
			t.Errorf("%s has %d bytes of facts", pkg, facts)
		default:
			standard++
		}
	}
	if standard < 50 || own != 2 {
		t.Errorf("saw %d packages of the standard library and %d others", standard, own)
	}
}

// unitFacts reads the size of the facts from the file that unitchecker wrote: four
// letters, the size of the types, the size of the facts.
func unitFacts(t *testing.T, config string) (pkg, module string, facts uint32) {
	text, err := os.ReadFile(config)
	if err != nil {
		t.Fatal(err)
	}
	var unit struct{ ImportPath, ModulePath, VetxOutput string }
	if err := json.Unmarshal(text, &unit); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(unit.VetxOutput)
	if err != nil {
		t.Fatal(err)
	}
	if len(data) < 12 || string(data[:4]) != "vetx" {
		t.Fatalf("%s is not what unitchecker writes", unit.VetxOutput)
	}
	return unit.ImportPath, unit.ModulePath, binary.LittleEndian.Uint32(data[8:12])
}
