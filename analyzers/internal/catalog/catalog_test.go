package catalog

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const docText = `// Package spin reports loops
// that spin.
//
// More on that.
//
// # What it reports
//
// Loops:
//
//   - one
//   - two
//
// # Why it hurts
//
// The machine gets hot.
//
// # Options
//
// None.
//
// # When not to use it
//
// Always use it.
//
// # Known misses and false alarms
//
// None known.
package spin
`

const badText = `package spin

// docs:bad
func f() {
	for {
		if fetch() != nil {
			continue // want "the loop spins when fetch fails \\(at once\\); pause before .continue"
		}
	}
}

// docs:end

func g() {
	for { // want "the loop spins" fact:"no finding"
	}
}
`

const goodText = `package spin

func h() {
	// docs:good
	for {
		wait()
	}
	// docs:end
}
`

// repository returns a repository with two checks, one of them listed later but
// earlier by name.
func repository() fstest.MapFS {
	files := map[string]string{
		"analyzers/driver.go":                "package analyzers\n",
		"analyzers/crash/spin/doc.go":        docText,
		"analyzers/crash/spin/spin.go":       "package spin\n",
		"testdata/src/spin/bad.go":           strings.Replace(badText, ` fact:"no finding"`, "", 1),
		"testdata/src/spin/good.go":          goodText,
		"testdata/src/spin/strict/strict.go": "package strict\n\nvar a = b() // want `b is odd; see`\n",
		"analyzers/cancel/deaf/doc.go":       strings.ReplaceAll(docText, "spin", "deaf"),
		"testdata/src/deaf/bad.go":           strings.Replace(badText, ` fact:"no finding"`, "", 1),
		"testdata/src/deaf/good.go":          goodText,
	}
	repository := fstest.MapFS{}
	for name, text := range files {
		repository[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return repository
}

func TestGenerate(t *testing.T) {
	files, err := Generate(repository())
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{
		"analyzers/suite.go":        "testdata/suite.go.txt",
		"docs/checks/README.md":     "testdata/README.md",
		"docs/checks/crash/spin.md": "testdata/spin.md",
	}
	for name, golden := range tests {
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(files[name], want) {
			t.Errorf("%s is\n%s\nwant %s", name, files[name], golden)
		}
	}
	if len(files) != 4 {
		t.Errorf("%d files, want 4", len(files))
	}
}

func TestStale(t *testing.T) {
	tree := repository()
	files, err := Generate(tree)
	if err != nil {
		t.Fatal(err)
	}
	expectStale(t, tree, "analyzers/suite.go", "docs/checks/README.md", "docs/checks/cancel/deaf.md", "docs/checks/crash/spin.md")
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: text}
	}
	expectStale(t, tree)
	tree["docs/checks/crash/gone.md"] = &fstest.MapFile{}
	tree["testdata/src/spin/good.go"] = &fstest.MapFile{Data: []byte(strings.Replace(goodText, "wait", "rest", 1))}
	expectStale(t, tree, "docs/checks/crash/gone.md", "docs/checks/crash/spin.md")
}

func expectStale(t *testing.T, tree fs.FS, want ...string) {
	t.Helper()
	got, err := Stale(tree)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("stale are %q, %v, want %q", got, err, want)
	}
}

func TestWrite(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, repository()); err != nil {
		t.Fatal(err)
	}
	orphan := filepath.Join(root, "docs/checks/crash/gone.md")
	if err := os.MkdirAll(filepath.Dir(orphan), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(orphan, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	changed, err := Write(root)
	if err != nil || len(changed) != 5 {
		t.Errorf("changed are %q, %v", changed, err)
	}
	expectStale(t, os.DirFS(root))
	if _, err := os.Stat(orphan); err == nil {
		t.Error("the page of a check that is gone is still there")
	}
}

func TestRoot(t *testing.T) {
	root, err := Root()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Error(err)
	}
	t.Chdir(t.TempDir())
	if _, err := Root(); err == nil {
		t.Error("a root is found outside of the repository")
	}
}

func TestTiers(t *testing.T) {
	want := Want{Message: "m"}
	tests := map[string][]*Fixture{
		"default":                               {{File: "testdata/src/a/a.go", Wants: []Want{want}}, {File: "testdata/src/a/strict/a.go"}},
		"strict (needs `-strict`)":              {{File: "testdata/src/a/a.go"}, {File: "testdata/src/a/strict/a.go", Wants: []Want{want}}},
		"default; some findings need `-strict`": {{File: "testdata/src/a/a.go", Wants: []Want{want}}, {File: "testdata/src/a/strict/a.go", Wants: []Want{want}}},
	}
	for text, fixtures := range tests {
		if got := tier(&Check{Fixtures: fixtures}); got != text {
			t.Errorf("tier %q, want %q", got, text)
		}
	}
}

func TestFaults(t *testing.T) {
	none := func(string) string { return "" }
	change := func(old, new string) func(string) string {
		return func(s string) string { return strings.ReplaceAll(s, old, new) }
	}
	keep := func(s string) string { return s }
	tests := map[string]struct {
		doc, bad, good func(string) string
		want           string
	}{
		"sound":          {keep, keep, keep, ""},
		"no section":     {change("// # Options\n//\n// None.\n//\n", ""), keep, keep, "sections are"},
		"order":          {change("# Options", "# Why it hurts"), keep, keep, "sections are"},
		"empty section":  {change("The machine gets hot.", "..."), keep, keep, `section "Why it hurts" is empty`},
		"summary":        {change("spin reports", "spin finds"), keep, keep, "does not start with"},
		"no example":     {keep, change("docs:", "doc:"), keep, "need a region docs:bad"},
		"silent example": {keep, change("// want", "// wants"), keep, "has no want comment"},
		"part":           {keep, change("; pause before .continue", ""), keep, "not a whole message"},
		"loud good":      {keep, keep, change("wait()", "wait() // want `x is y; do z`"), "docs:good has a want comment"},
		"capital":        {keep, change(`"the loop spins"`, `"The loop spins"`), keep, "starts with a capital letter"},
		"full stop":      {keep, change(`"the loop spins"`, `"the loop spins."`), keep, "ends with a full stop"},
		"no fixture":     {keep, none, none, "needs a file with want comments"},
		"none clean":     {keep, keep, none, "needs a file with want comments and one without"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tree := repository()
			delete(tree, "testdata/src/spin/strict/strict.go")
			edit := func(file string, by func(string) string) {
				if text := by(string(tree[file].Data)); text != "" {
					tree[file] = &fstest.MapFile{Data: []byte(text)}
				} else {
					delete(tree, file)
				}
			}
			edit("analyzers/crash/spin/doc.go", test.doc)
			edit("testdata/src/spin/bad.go", test.bad)
			edit("testdata/src/spin/good.go", test.good)
			checks, err := Checks(tree)
			if err != nil {
				t.Fatal(err)
			}
			got := strings.Join(checks[0].Faults(), "\n")
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("faults are %q, want %q", got, test.want)
			}
		})
	}
	if got := (&Check{Name: "hot_loop", Doc: &Doc{}}).Faults(); !strings.Contains(got[0], "one lower-case word") {
		t.Errorf("faults are %q", got)
	}
}

func TestBroken(t *testing.T) {
	tests := map[string]struct{ file, text, want string }{
		"no doc.go":     {"analyzers/crash/other/other.go", "package other\n", "crash/other"},
		"no comment":    {"analyzers/crash/spin/doc.go", "package spin\n", "no package comment"},
		"wrong comment": {"analyzers/crash/spin/doc.go", "// Package other is.\npackage spin\n", "does not start with"},
		"open region":   {"testdata/src/spin/bad.go", "package spin\n// docs:bad\n", "docs:bad without docs:end"},
		"nested region": {"testdata/src/spin/bad.go", "package spin\n// docs:bad\n// docs:good\n", "bad.go:3: misplaced docs:good"},
		"closed twice":  {"testdata/src/spin/bad.go", "package spin\n// docs:end\n", "misplaced docs:end"},
		"want":          {"testdata/src/spin/bad.go", "package spin // want text\n", "bad.go:1: cannot read the want comment"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			tree := repository()
			tree[test.file] = &fstest.MapFile{Data: []byte(test.text)}
			if _, err := Generate(tree); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want %q", err, test.want)
			}
		})
	}
}

func TestAsText(t *testing.T) {
	tests := map[string]string{
		`plain`:                   `plain`,
		`^\(\*sql\.DB\)\.Query$`:  `(*sql.DB).Query`,
		`ends .* for good`:        `ends ... for good`,
		`Run -> sync -> os\.Exit`: `Run -> sync -> os.Exit`,
	}
	for pattern, want := range tests {
		if got := asText(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}
