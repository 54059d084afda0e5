package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
)

// TestSkeletonBuilds compiles the files of a new check as if they were in the
// repository.
func TestSkeletonBuilds(t *testing.T) {
	root, err := catalog.Root()
	if err != nil {
		t.Fatal(err)
	}
	files, err := skeleton("crash", "madeup")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := create(dir, files); err != nil {
		t.Fatal(err)
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for name := range files {
		overlay.Replace[filepath.Join(root, name)] = filepath.Join(dir, name)
	}
	text, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, text, 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", "test", "-c", "-vet=off", "-overlay="+file, "-o", os.DevNull, "./analyzers/crash/madeup")
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestSkeletonIsUnfinished: the suite's tests have to fail until the prose and
// the fixtures are written, and only because of them.
func TestSkeletonIsUnfinished(t *testing.T) {
	files, err := skeleton("crash", "madeup")
	if err != nil {
		t.Fatal(err)
	}
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: text}
	}
	checks, err := catalog.Checks(tree)
	if err != nil || len(checks) != 1 {
		t.Fatalf("checks %v, %v", checks, err)
	}
	faults := strings.Join(checks[0].Faults(), "\n")
	for _, want := range []string{"is empty", "docs:bad has no want", "needs a file with want comments"} {
		if !strings.Contains(faults, want) {
			t.Errorf("faults are %q, want %q among them", faults, want)
		}
	}
	if strings.Contains(faults, "sections are") {
		t.Errorf("the sections are not in order: %q", faults)
	}
}

func TestArguments(t *testing.T) {
	for _, args := range [][]string{nil, {"crash"}, {"crash", "a", "b"}, {"trap", "madeup"}, {"crash", "hot_loop"}, {"crash", "HotLoop"}} {
		if err := run(args); err == nil {
			t.Errorf("%q is accepted", args)
		}
	}
}

func TestCreateKeepsFiles(t *testing.T) {
	dir := t.TempDir()
	if err := create(dir, map[string][]byte{"a/b.go": []byte("mine")}); err != nil {
		t.Fatal(err)
	}
	if err := create(dir, map[string][]byte{"a/b.go": nil, "a/c.go": nil}); err == nil {
		t.Error("a file is overwritten")
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "a/b.go")); string(text) != "mine" {
		t.Errorf("the file is %q", text)
	}
}
