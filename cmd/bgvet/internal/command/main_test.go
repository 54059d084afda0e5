package command

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/suitetest"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/vettool"
)

// asCommand makes the test binary be bgvet with the stand-in suite. go vet hands
// the variable on, so that it is its own vettool as well.
const asCommand = "BGVET_TEST_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) == "" {
		os.Exit(m.Run())
	}
	s, args := suitetest.New(), os.Args[1:]
	if vettool.Asked(args) {
		vettool.Main(s, args)
	}
	os.Exit(Main(s, args))
}

// A module is the text of files by their names. Each module has a path of its own
// on disk, and so never meets what go vet remembers of another.
type module map[string]string

// The files that most tests take. The app sleeps through lib, which go vet has
// to learn from a fact.
var (
	goMod   = module{"go.mod": "module m\n\ngo 1.24\n"}
	sleeper = goMod.with(module{
		"lib/lib.go": "package lib\n\nimport \"time\"\n\nfunc F() {\n\ttime.Sleep(1)\n\t<-time.After(1)\n}\n",
		"app/app.go": "package main\n\nimport \"m/lib\"\n\nfunc main() {\n\tgo lib.F()\n}\n",
	})
)

func (m module) with(more module) module {
	all := module{}
	for _, files := range []module{m, more} {
		for name, text := range files {
			all[name] = text
		}
	}
	return all
}

// write puts the files into a new folder.
func (m module) write(t *testing.T) (dir string) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	m.update(t, dir)
	return dir
}

func (m module) update(t *testing.T, dir string) {
	for name, text := range m {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// An outcome is what a program did.
type outcome struct {
	code           int
	stdout, stderr string
}

// bgvet runs the command with the stand-in suite in the folder.
func bgvet(t *testing.T, dir string, args ...string) outcome {
	return start(t, dir, executable(t), args...)
}

// goVet runs go vet with the stand-in as its tool.
func goVet(t *testing.T, dir string, args ...string) outcome {
	return start(t, dir, "go", append([]string{"vet", "-vettool=" + executable(t)}, args...)...)
}

func executable(t *testing.T) string {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

func start(t *testing.T, dir, program string, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asCommand+"=1", "PWD="+dir)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && !errors.As(err, new(*exec.ExitError)) {
		t.Fatal(err)
	}
	return outcome{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

// check compares an outcome; a "*" stands for any text.
func (o outcome) check(t *testing.T, want outcome) {
	t.Helper()
	if o.code != want.code {
		t.Errorf("exit code %d, want %d", o.code, want.code)
	}
	if want.stdout != "*" && o.stdout != want.stdout {
		t.Errorf("stdout:\n%s\nwant:\n%s", o.stdout, want.stdout)
	}
	if want.stderr != "*" && o.stderr != want.stderr {
		t.Errorf("stderr:\n%s\nwant:\n%s", o.stderr, want.stderr)
	}
}
