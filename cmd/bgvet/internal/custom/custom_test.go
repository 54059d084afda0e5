package custom

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestGoplsReleases(t *testing.T) {
	for _, test := range []struct{ goVersion, release, want string }{
		{"go1.26.0", "", "v0.23.0"},
		{"go1.26.8", "", "v0.23.0"},
		{"go1.27.1", "", "v0.24.0"},
		{"go1.31", "", "v0.24.0"},
		{"go1.26.8", "v0.22.0", "v0.22.0"},
	} {
		p, err := Gopls(test.goVersion, test.release)
		if err != nil || p.Version != test.want {
			t.Errorf("%+v: %s, %v", test, p.Version, err)
		}
	}
	for _, release := range []string{"", "v0.23.0"} {
		const want = "gopls with bgvet needs go1.26 or newer to build; this is go1.25.3"
		if _, err := Gopls("go1.25.3", release); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
	if p := Golangci(""); p.Version != GolangciVersion || Golangci("v2.14.0").Version != "v2.14.0" {
		t.Errorf("golangci-lint is %+v", p)
	}
}

func TestSource(t *testing.T) {
	s, err := FindSource()
	if err != nil || !isOurs(s.Dir) {
		t.Errorf("found %+v, %v", s, err)
	}
	if got, err := At(s.Dir); err != nil || got != s {
		t.Errorf("At gives %+v, %v", got, err)
	}
	if _, err := At(t.TempDir()); err == nil || !strings.Contains(err.Error(), "does not hold the module") {
		t.Errorf("error %v", err)
	}
	for s, want := range map[Source]string{
		{Dir: "/src/bgvet"}:                    "-require=github.com/bgvet/bgvet@v0.0.0 -replace=github.com/bgvet/bgvet=/src/bgvet",
		{Version: "v1.2.3"}:                    "-require=github.com/bgvet/bgvet@v1.2.3",
		{Dir: "/src/bgvet", Version: "v1.2.3"}: "-require=github.com/bgvet/bgvet@v0.0.0 -replace=github.com/bgvet/bgvet=/src/bgvet",
	} {
		if got := strings.Join(s.edits(), " "); got != want {
			t.Errorf("%+v: %s", s, got)
		}
	}
}

// TestPrepare makes a copy ready twice, as two builds after each other do.
func TestPrepare(t *testing.T) {
	released, cache := t.TempDir(), t.TempDir()
	for name, text := range map[string]string{
		"go.mod":        "module example.com/tool\n\ngo 1.26\n\nrequire golang.org/x/tools v0.40.0\n",
		"main.go":       "package main\n",
		"sub/plugin.go": "package sub\n",
	} {
		file := filepath.Join(released, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o444); err != nil {
			t.Fatal(err)
		}
	}
	log := new(strings.Builder)
	b := &Builder{Go: "go", Cache: filepath.Join(cache, "deep"), Source: Source{Dir: "/src/bgvet"}, Log: log}
	p := Program{Name: "tool", Version: "v1.0.0", File: "sub/plugin.go", Text: "package sub // ours\n", Keep: []string{"golang.org/x/tools"}}
	var dirs []string
	for range 2 {
		dir, err := b.unpack(p, released)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.prepare(p, released, dir); err != nil {
			t.Fatal(err)
		}
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"github.com/bgvet/bgvet => /src/bgvet", "golang.org/x/tools => golang.org/x/tools v0.40.0"} {
			if !strings.Contains(string(mod), want) {
				t.Errorf("go.mod has no %q:\n%s", want, mod)
			}
		}
		if text, _ := os.ReadFile(filepath.Join(dir, "sub/plugin.go")); string(text) != p.Text {
			t.Errorf("the file is %q", text)
		}
		dirs = append(dirs, dir)
		// What the go command notes in the copy has no say in the next build.
		if err := write(filepath.Join(dir, "go.mod"), strings.Replace(string(mod), "v0.40.0", "v0.52.0", 1)); err != nil {
			t.Fatal(err)
		}
	}
	if dirs[0] != dirs[1] {
		t.Errorf("the copies are in %v", dirs)
	}
	if left, _ := filepath.Glob(filepath.Join(cache, "deep", "unpack-*")); len(left) > 0 {
		t.Errorf("left behind are %v", left)
	}
	p.Keep = []string{"example.com/none"}
	if err := b.prepare(p, released, dirs[0]); err == nil || !strings.Contains(err.Error(), "does not require example.com/none") {
		t.Errorf("error %v", err)
	}
}

func TestComplaint(t *testing.T) {
	const stderr = "go: downloading x v1\ngo: added y v2\n# example.com/tool\nmain.go:3:1: undefined: f\nmain.go:4:1: more\n"
	if got := complaint(stderr, os.ErrNotExist); got != "main.go:3:1: undefined: f" {
		t.Errorf("got %q", got)
	}
	if got := complaint("\n", os.ErrNotExist); got != os.ErrNotExist.Error() {
		t.Errorf("got %q", got)
	}
}
