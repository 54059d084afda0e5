package main

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// heavyEnv turns on the tests that build golangci-lint and gopls: minutes the
// first time, then seconds, since the build stays in the user's cache folder.
const heavyEnv = "BGVET_HEAVY"

// built are the programs of this run, by name.
var built struct {
	sync.Mutex
	path map[string]string
}

// withChecks returns a program with our checks in it, built by the command under test,
// or skips the test.
func withChecks(t *testing.T, name string) string {
	t.Helper()
	requireHeavy(t, name)
	built.Lock()
	defer built.Unlock()
	if path, ok := built.path[name]; ok {
		return path
	}
	path := filepath.Join(testCache(t), name)
	code, stdout, stderr := run(t, t.TempDir(), "", name, "-o", path)
	if code != 0 || strings.TrimSpace(stdout) != path || !strings.Contains(stderr, path) {
		t.Fatalf("bgvet %s: exit code %d, stdout %q, stderr %s", name, code, stdout, stderr)
	}
	if built.path == nil {
		built.path = make(map[string]string)
	}
	built.path[name] = path
	return path
}

func requireHeavy(t *testing.T, name string) {
	t.Helper()
	if os.Getenv(heavyEnv) != "1" {
		t.Skipf("it builds %s, which takes minutes; %s=1 go test ./cmd/bgvet runs it, as .ci/run does", name, heavyEnv)
	}
}

// testCache is where built programs stay between runs.
func testCache(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(cache, "bgvet", "test")
}

// copyShop copies the sample shop with all that it needs, and lets change edit its
// files by their names below testdata/e2e. It returns the copy of that folder.
func copyShop(t *testing.T, change map[string]func(text string) string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	root := filepath.Join(dir, "testdata")
	for _, part := range []string{"e2e", "stubs"} {
		if err := os.CopyFS(filepath.Join(root, part), os.DirFS(filepath.Join(shop, "..", part))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join(shop, "..", name))
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, filepath.Join(root, name), string(text))
	}
	for name, edit := range change {
		file := filepath.Join(root, "e2e", filepath.FromSlash(name))
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		edited := edit(string(text))
		if edited == string(text) {
			t.Fatalf("%s is not changed", name)
		}
		writeFile(t, file, edited)
	}
	return filepath.Join(root, "e2e")
}

func writeFile(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
