package output

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// writeSARIF writes the report, holds it to the schema of OASIS and reads it back.
func writeSARIF(t *testing.T, r *Report) sarifRun {
	t.Helper()
	var out strings.Builder
	if err := ByName("sarif").Write(&out, r); err != nil {
		t.Fatal(err)
	}
	schema, err := jsonschema.NewCompiler().Compile("testdata/sarif-schema-2.1.0.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Errorf("%v in\n%s", err, out.String())
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(out.String()), &log); err != nil {
		t.Fatal(err)
	}
	if len(log.Runs) != 1 {
		t.Fatalf("%d runs", len(log.Runs))
	}
	return log.Runs[0]
}

func TestSARIF(t *testing.T) {
	r := report(t)
	r.Root = r.Dir
	r.Findings[0].Message = "a failed fetch ends this worker; continue (Run -> (*sync.T).step -> fetch)"
	r.Findings[0].Category = "crash/loopexit/break"
	r.Findings[0].Fingerprint = "abc"
	run := writeSARIF(t, r)

	if run.ColumnKind != "utf16CodeUnits" || run.Tool.Driver.Version != "v1.2.3" || !strings.HasSuffix(run.BaseIDs[rootID].URI, "/") {
		t.Errorf("the run is %+v", run)
	}
	if len(run.Tool.Driver.Rules) != 2 || run.Tool.Driver.Rules[0].Help.Markdown == "" || run.Tool.Driver.Rules[1].HelpURI == "" {
		t.Errorf("the rules are %+v", run.Tool.Driver.Rules)
	}
	if inv := run.Invocations[0]; inv.Successful || len(inv.Notifications) != 1 {
		t.Errorf("the invocation is %+v", inv)
	}
	first, gone := run.Results[0], run.Results[1]
	if first.RuleID != "crash/loopexit" || *first.RuleIndex != 1 || first.Properties["category"] != "crash/loopexit/break" || first.Fingerprints["bgvet/v1"] != "abc" {
		t.Errorf("the result is %+v", first)
	}
	// The ä in front of it is two bytes and one code unit.
	at := first.Locations[0].Physical
	if at.Artifact != (sarifArtifact{"p/p.go", rootID}) || *at.Region != (sarifRegion{StartLine: 4, StartColumn: 26}) {
		t.Errorf("the place is %+v %+v", at.Artifact, at.Region)
	}
	if at := gone.Locations[0].Physical; at.Artifact != (sarifArtifact{URI: "file:///gone/main.go"}) || at.Region.StartColumn != 2 {
		t.Errorf("the place outside the repository is %+v", at)
	}
	if len(first.Related) != 2 || first.Related[0].ID != 1 || first.Related[0].Message.Text != "the loop" {
		t.Errorf("related are %+v", first.Related)
	}
	var flow []string
	for _, step := range first.CodeFlows[0].ThreadFlows[0].Locations {
		flow = append(flow, step.Location.Message.Text)
	}
	if want := []string{"the loop", "started here\nby main", "in Run", "which calls (*sync.T).step", "which calls fetch"}; !reflect.DeepEqual(flow, want) {
		t.Errorf("the flow is %q, want %q", flow, want)
	}
	if first.Suppressions != nil || first.BaselineState != "" || gone.CodeFlows != nil {
		t.Errorf("something is suppressed: %+v", first)
	}
}

func TestSARIFSuppressions(t *testing.T) {
	r := report(t)
	r.Findings[0].Known = true
	r.Findings[1].Silenced = &finding.Silenced{Posn: "/gone/main.go:6:1", Reason: "a drill"}
	run := writeSARIF(t, r)
	if got := run.Results[0]; got.BaselineState != "unchanged" || len(got.Suppressions) != 1 || got.Suppressions[0].Kind != "external" {
		t.Errorf("a known finding: %+v", got)
	}
	if got := run.Results[1].Suppressions; len(got) != 1 || got[0].Kind != "inSource" || got[0].Justification != "a drill" || got[0].Location.Physical.Region.StartLine != 6 {
		t.Errorf("a silenced finding: %+v", got)
	}
}

func TestSARIFFixes(t *testing.T) {
	r := report(t)
	file := filepath.Join(r.Dir, "p", "p.go")
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(string(text), "return")
	r.Findings[0].Fixes = []finding.Fix{
		{Message: "continue", Edits: []finding.Edit{
			{Filename: file, Start: at, End: at + len("return"), New: "continue"},
			{Filename: file, Start: 0, End: 0, New: "// x\n"},
		}},
		{Message: "in a file that is gone", Edits: []finding.Edit{{Filename: "/gone/main.go", Start: 1, End: 2}}},
		{Message: "nothing"},
	}
	fixes := writeSARIF(t, r).Results[0].Fixes
	if len(fixes) != 1 || len(fixes[0].Changes) != 1 || len(fixes[0].Changes[0].Replacements) != 2 {
		t.Fatalf("the fixes are %+v", fixes)
	}
	if got := fixes[0].Changes[0].Replacements[0]; got.Deleted != (sarifRegion{4, 26, 4, 32}) || got.Inserted.Text != "continue" {
		t.Errorf("the replacement is %+v", got)
	}
}

func TestSARIFEmpty(t *testing.T) {
	run := writeSARIF(t, new(Report))
	if run.Results == nil || len(run.Results) != 0 || !run.Invocations[0].Successful {
		t.Errorf("the run is %+v", run)
	}
}

func TestChain(t *testing.T) {
	for message, want := range map[string]string{
		"ends this worker; continue (Run -> fetch)":               "Run|fetch",
		"ends; continue (Run -> (*sql.DB).Query)":                 "Run|(*sql.DB).Query",
		"ends (*poller).run; continue ((*poller).run -> fetch)":   "(*poller).run|fetch",
		"ends; continue (Run -> func (literal) -> (*T[int]).Get)": "Run|func (literal)|(*T[int]).Get",
		"ends; continue":                     "",
		"ends (for good); continue":          "",
		"ends; call f (again)":               "",
		"a -> b; continue":                   "",
		"ends; send with (ch <- x -> y) now": "",
	} {
		if got := strings.Join(chainOf(message), "|"); got != want {
			t.Errorf("%q: chain %q, want %q", message, got, want)
		}
	}
}

func TestPaths(t *testing.T) {
	r := &Report{Root: "/src/my shop"}
	for file, want := range map[string]string{
		"/src/my shop/a b/ä.go": "a%20b/%C3%A4.go",
		"/src/my shop/x:y.go":   "./x:y.go",
		"/src/other/a.go":       "file:///src/other/a.go",
	} {
		s := &sarifWriter{report: r}
		if got := s.artifact(file).URI; got != want {
			t.Errorf("%s is %q, want %q", file, got, want)
		}
	}
}
