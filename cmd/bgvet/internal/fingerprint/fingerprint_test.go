package fingerprint

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

const before = `package p

func (w *Worker[T]) Run() {
	spin()
	spin()
}
`

// prints writes the text as a file and returns the fingerprints of findings at the
// lines that hold "spin()".
func prints(t *testing.T, text string, change func(*finding.Finding)) []string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "w.go")
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var findings []finding.Finding
	for i, line := range strings.Split(text, "\n") {
		if column := strings.Index(line, "spin()"); column >= 0 {
			f := finding.Finding{Check: "hotloop", Package: "m/p", Diagnostic: finding.Diagnostic{
				Category: "crash/hotloop", Message: "spins",
				Posn: finding.Position{File: file, Line: i + 1, Column: column + 1}.String(),
			}}
			if change != nil {
				change(&f)
			}
			findings = append(findings, f)
		}
	}
	Set(findings)
	var all []string
	for _, f := range findings {
		all = append(all, f.Fingerprint)
	}
	return all
}

func TestSurvives(t *testing.T) {
	want := prints(t, before, nil)
	if len(want) != 2 || want[0] == want[1] || len(want[0]) != 32 {
		t.Fatalf("fingerprints of two findings: %q", want)
	}
	for name, text := range map[string]string{
		"lines above":   strings.Replace(before, "func", "// Run spins.\n\nvar x int\n\nfunc", 1),
		"lines between": strings.Replace(before, "spin()\n\t", "spin()\n\n\tx++\n\n\t", 1),
		"indentation":   strings.ReplaceAll(before, "\tspin()", "\t\t  spin()"),
		"broken code":   before + "func (",
	} {
		if got := prints(t, text, nil); strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	reworded := prints(t, before, func(f *finding.Finding) { f.Message = "keeps a CPU busy" })
	if reworded[0] != want[0] {
		t.Error("another message makes another fingerprint")
	}
}

func TestChanges(t *testing.T) {
	was := prints(t, before, nil)
	for name, text := range map[string]string{
		"line":     strings.ReplaceAll(before, "spin()", "go spin()"),
		"function": strings.ReplaceAll(before, "Run", "Loop"),
		"receiver": strings.ReplaceAll(before, "Worker", "Poller"),
	} {
		if got := prints(t, text, nil); got[0] == was[0] {
			t.Errorf("another %s makes the same fingerprint", name)
		}
	}
	for name, change := range map[string]func(*finding.Finding){
		"category": func(f *finding.Finding) { f.Category = "crash/loopexit" },
		"package":  func(f *finding.Finding) { f.Package = "m/q" },
	} {
		if got := prints(t, before, change); got[0] == was[0] {
			t.Errorf("another %s makes the same fingerprint", name)
		}
	}
}

func TestOutsideFunctions(t *testing.T) {
	if got := prints(t, "package p\n\nvar _ = spin()\n", nil); len(got) != 1 || got[0] == "" {
		t.Errorf("got %q", got)
	}
}
