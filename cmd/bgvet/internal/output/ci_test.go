package output

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// ciReport has a finding over a part of a line, one over lines, one that is known
// and one that is silenced.
func ciReport(t *testing.T) *Report {
	r := report(t)
	r.Root = r.Dir
	file := filepath.Join(r.Dir, "p", "p.go")
	at := func(line, column int) string {
		return finding.Position{File: file, Line: line, Column: column}.String()
	}
	r.Findings = []finding.Finding{r.Findings[0], r.Findings[0], r.Findings[0], r.Findings[0]}
	for i, f := range []*finding.Finding{&r.Findings[0], &r.Findings[1], &r.Findings[2], &r.Findings[3]} {
		f.Fingerprint = string(rune('1' + i))
	}
	r.Findings[0].End = at(4, 33)
	r.Findings[1].Posn, r.Findings[1].End, r.Findings[1].Related = at(3, 1), at(5, 2), nil
	r.Findings[1].Message = "100% busy: pause, or stop"
	r.Findings[2].Known = true
	r.Findings[3].Silenced = &finding.Silenced{}
	return r
}

const wantGitHub = `::error file=p/p.go,line=4,endLine=4,col=26,endColumn=32,title=crash/loopexit::an error <once> ends this worker; continue%0ARun -> fetch%0Ap/p.go:3: the loop%0A/gone/main.go:7: started here%0Aby main%0Ahttps://example.com/loopexit
::error file=p/p.go,line=3,endLine=5,title=crash/loopexit::100%25 busy: pause, or stop%0Ahttps://example.com/loopexit
`

func TestGitHub(t *testing.T) {
	var out strings.Builder
	if err := ByName("github").Write(&out, ciReport(t)); err != nil {
		t.Fatal(err)
	}
	if out.String() != wantGitHub {
		t.Errorf("got\n%s\nwant\n%s", out.String(), wantGitHub)
	}
	if got := property("a,b:c%\n"); got != "a%2Cb%3Ac%25%0A" {
		t.Errorf("a property is written as %q", got)
	}
}

func TestGitLab(t *testing.T) {
	var out strings.Builder
	if err := ByName("gitlab").Write(&out, ciReport(t)); err != nil {
		t.Fatal(err)
	}
	var issues []map[string]any
	if err := json.Unmarshal([]byte(out.String()), &issues); err != nil {
		t.Fatal(err)
	}
	if len(issues) != 3 || issues[0]["severity"] != "major" || issues[2]["severity"] != "info" {
		t.Fatalf("got %v", issues)
	}
	const want = `{"begin":3,"end":5}`
	location := issues[1]["location"].(map[string]any)
	if lines, _ := json.Marshal(location["lines"]); string(lines) != want || location["path"] != "p/p.go" {
		t.Errorf("the place is %v", location)
	}
	if issues[1]["check_name"] != "crash/loopexit" || issues[1]["fingerprint"] != "2" || issues[1]["description"] != "100% busy: pause, or stop" {
		t.Errorf("the issue is %v", issues[1])
	}
}

// TestTextOfMarked holds that people are not shown what is known, and see what a
// comment silences with the reason; it is in a report only if they asked for it.
func TestTextOfMarked(t *testing.T) {
	r := ciReport(t)
	r.Findings = r.Findings[2:]
	r.Findings[1].Silenced = &finding.Silenced{Posn: filepath.Join(r.Dir, "p", "p.go") + ":3:12", Reason: "a drill"}
	var out strings.Builder
	if err := ByName("text").Write(&out, r); err != nil {
		t.Fatal(err)
	}
	if strings.Count(out.String(), "[crash/loopexit]") != 1 || !strings.HasSuffix(out.String(), "\n\tp/p.go:3:12: silenced here: a drill\n") {
		t.Errorf("got\n%s", out.String())
	}
}

// TestColor holds that colours add nothing that is not also in the words.
func TestColor(t *testing.T) {
	r := report(t)
	r.Color = true
	var out strings.Builder
	if err := ByName("text").Write(&out, r); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), bold+"p/p.go:4:27"+plain+": an error") {
		t.Errorf("got %q", out.String())
	}
	if got := strings.NewReplacer(bold, "", green, "", faint, "", plain, "").Replace(out.String()); got != wantText {
		t.Errorf("without colours:\n%s\nwant\n%s", got, wantText)
	}
}
