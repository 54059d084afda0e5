package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// sample has a tab before and a wide letter in front of the column.
const sample = "package p\r\n\r\nfunc f() {\r\n\tif s := \"ä\"; s != \"\" {\t\treturn }\r\n}\r\n"

func report(t *testing.T) *Report {
	dir := t.TempDir()
	file := filepath.Join(dir, "p", "p.go")
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(sample), 0o666); err != nil {
		t.Fatal(err)
	}
	column := strings.Index("\tif s := \"ä\"; s != \"\" {\t\treturn }", "return") + 1
	posn := finding.Position{File: file, Line: 4, Column: column}.String()
	return &Report{
		Dir:     dir,
		Root:    filepath.Dir(dir),
		Version: "v1.2.3",
		Rules: []Rule{
			{Check: "hotloop", ID: "crash/hotloop", Group: "crash", Summary: "loops that spin", Help: "# What it reports\n\nLoops.", URL: "https://example.com/hotloop"},
			{Check: "loopexit", ID: "crash/loopexit", Group: "crash", Summary: "loops that end", URL: "https://example.com/loopexit"},
		},
		Findings: []finding.Finding{{
			Check: "loopexit", Package: "m/p", URL: "https://example.com/loopexit",
			Diagnostic: finding.Diagnostic{
				Category: "crash/loopexit",
				Posn:     posn,
				End:      posn,
				Message:  "an error <once> ends this worker; continue\nRun -> fetch",
				Related: []finding.Related{
					{Posn: file + ":3:1", Message: "the loop"},
					{Posn: "/gone/main.go:7:2", Message: "started here\nby main"},
				},
				Fixes: []finding.Fix{{Message: "continue", Edits: []finding.Edit{{Filename: file, Start: 1, End: 2, New: "x"}}}},
			},
		}, {
			Check: "hotloop", Package: "m/p",
			Diagnostic: finding.Diagnostic{Posn: "/gone/main.go:7:2", Message: "spins"},
		}},
		Troubles: []string{"m/q does not compile"},
	}
}

const wantText = `p/p.go:4:27: an error <once> ends this worker; continue [crash/loopexit]
	Run -> fetch
	if s := "ä"; s != "" {		return }
	                      		^
	p/p.go:3:1: the loop
	/gone/main.go:7:2: started here
	by main
/gone/main.go:7:2: spins [hotloop]
`

const wantJSON = `{
	"version": 1,
	"tool": "bgvet v1.2.3",
	"findings": [
		{
			"check": "loopexit",
			"package": "m/p",
			"url": "https://example.com/loopexit",
			"category": "crash/loopexit",
			"posn": "p/p.go:4:27",
			"end": "p/p.go:4:27",
			"message": "an error <once> ends this worker; continue\nRun -> fetch",
			"suggested_fixes": [
				{
					"message": "continue",
					"edits": [
						{
							"filename": "p/p.go",
							"start": 1,
							"end": 2,
							"new": "x"
						}
					]
				}
			],
			"related": [
				{
					"posn": "p/p.go:3:1",
					"message": "the loop"
				},
				{
					"posn": "/gone/main.go:7:2",
					"message": "started here\nby main"
				}
			]
		},
		{
			"check": "hotloop",
			"package": "m/p",
			"posn": "/gone/main.go:7:2",
			"message": "spins"
		}
	],
	"errors": [
		"m/q does not compile"
	]
}
`

func TestFormats(t *testing.T) {
	for name, want := range map[string]string{"text": wantText, "json": wantJSON} {
		r := report(t)
		var out strings.Builder
		if err := ByName(name).Write(&out, r); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, out.String(), want)
		}
		if posn := r.Findings[0].Related[0].Posn; !filepath.IsAbs(posn) {
			t.Errorf("%s changed the finding that it wrote: %s", name, posn)
		}
	}
}

func TestEmpty(t *testing.T) {
	for name, want := range map[string]string{"text": "", "json": "{\n\t\"version\": 1,\n\t\"tool\": \"bgvet\",\n\t\"findings\": [],\n\t\"errors\": []\n}\n"} {
		var out strings.Builder
		if err := ByName(name).Write(&out, new(Report)); err != nil {
			t.Fatal(err)
		}
		if out.String() != want {
			t.Errorf("%s: got %q, want %q", name, out.String(), want)
		}
	}
}
