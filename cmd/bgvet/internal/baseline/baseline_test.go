package baseline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

func at(pkg, print string) finding.Finding {
	return finding.Finding{Check: "hotloop", Package: pkg, Fingerprint: print, Diagnostic: finding.Diagnostic{
		Category: "crash/hotloop", Posn: "/src/" + pkg + "/w.go:7:2", Message: "spins <" + print + ">"}}
}

const want = `{
	"version": 1,
	"flags": [
		"-strict=true"
	],
	"findings": [
		{
			"fingerprint": "2",
			"package": "m/a",
			"file": "w.go",
			"category": "crash/hotloop",
			"message": "spins <2>"
		},
		{
			"fingerprint": "1",
			"package": "m/b",
			"file": "w.go",
			"category": "crash/hotloop",
			"message": "spins <1>"
		}
	]
}
`

func TestWriteAndMark(t *testing.T) {
	name := filepath.Join(t.TempDir(), "baseline.json")
	silenced := at("m/a", "3")
	silenced.Silenced = &finding.Silenced{Reason: "a drill"}
	f := New([]string{"-strict=true"}, []finding.Finding{at("m/b", "1"), at("m/a", "2"), silenced}, nil, nil)
	if err := f.Write(name); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != want {
		t.Fatalf("%v, wrote\n%s\nwant\n%s", err, got, want)
	}
	read, err := Read(name)
	if err != nil {
		t.Fatal(err)
	}
	findings := []finding.Finding{at("m/b", "1"), at("m/b", "9")}
	stale := read.Mark(findings)
	if !findings[0].Known || findings[1].Known {
		t.Errorf("marked %+v", findings)
	}
	if len(stale) != 1 || stale[0].String() != "m/a/w.go: spins <2> [crash/hotloop]" {
		t.Errorf("stale are %v", stale)
	}
}

func TestKeepsOtherPackages(t *testing.T) {
	old := New(nil, []finding.Finding{at("m/a", "1"), at("m/b", "2")}, nil, nil)
	f := New(nil, nil, old, func(pkg string) bool { return pkg == "m/a" })
	if len(f.Findings) != 1 || f.Findings[0].Fingerprint != "2" {
		t.Errorf("kept %v", f.Findings)
	}
}

func TestReplace(t *testing.T) {
	dir := t.TempDir()
	name, link := filepath.Join(dir, "real.json"), filepath.Join(dir, "link.json")
	if err := os.WriteFile(name, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(name, link); err != nil {
		t.Fatal(err)
	}
	if err := new(File).Write(link); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v", err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o600 || info.Size() < 10 {
		t.Errorf("the file is %v: %v", info, err)
	}
	if files, _ := os.ReadDir(dir); len(files) != 2 {
		t.Errorf("something is left behind: %v", files)
	}
	if err := new(File).Write(filepath.Join(dir, "none", "b.json")); err == nil || !strings.HasPrefix(err.Error(), "cannot write the baseline: ") {
		t.Errorf("error %v", err)
	}
}

func TestNonsense(t *testing.T) {
	name := filepath.Join(t.TempDir(), "b.json")
	for text, want := range map[string]string{
		"":                                       "is no baseline: EOF",
		"nonsense":                               "is no baseline: invalid character",
		"[]":                                     "is no baseline: json: cannot unmarshal array",
		`{"version": 7}`:                         "is a baseline of version 7; this bgvet reads version 1",
		`{"runs": []}`:                           `is no baseline: json: unknown field "runs"`,
		`{"version": 1} {"version": 1}`:          "is no baseline: there is something behind it",
		`{"version": 1, "findings": [{}]}`:       "is no baseline: an entry has no fingerprint",
		`{"version": 1, "findings": [{"a": 1}]}`: `is no baseline: json: unknown field "a"`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(name); err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%q: error %v, want %q", text, err, want)
		}
	}
	if _, err := Read(filepath.Join(t.TempDir(), "none")); err == nil || !strings.HasPrefix(err.Error(), "cannot read the baseline: ") {
		t.Errorf("error %v", err)
	}
}
