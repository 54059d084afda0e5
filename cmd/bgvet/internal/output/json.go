package output

import (
	"encoding/json"
	"io"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// jsonFormat is for programs: one object, whose fields are those of go vet's
// JSON with the check, its package and its page beside them.
type jsonFormat struct{}

// jsonVersion changes when a program that reads the form would have to; fields
// that are added do not change it. See docs/drivers.md.
const jsonVersion = 1

type document struct {
	Version  int               `json:"version"`
	Tool     string            `json:"tool"`
	Findings []finding.Finding `json:"findings"`
	Errors   []string          `json:"errors"`
}

func (jsonFormat) Write(w io.Writer, r *Report) error {
	doc := document{Version: jsonVersion, Tool: strings.TrimSpace("bgvet " + r.Version), Findings: []finding.Finding{}, Errors: []string{}}
	for _, f := range r.Findings {
		doc.Findings = append(doc.Findings, relative(f, r.Dir))
	}
	doc.Errors = append(doc.Errors, r.Troubles...)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	return enc.Encode(doc)
}

// relative returns a copy whose file names are relative to the folder.
func relative(f finding.Finding, dir string) finding.Finding {
	f.Posn = finding.RelativePosn(f.Posn, dir)
	f.End = finding.RelativePosn(f.End, dir)
	related := make([]finding.Related, len(f.Related))
	for i, rel := range f.Related {
		rel.Posn = finding.RelativePosn(rel.Posn, dir)
		rel.End = finding.RelativePosn(rel.End, dir)
		related[i] = rel
	}
	f.Related = related
	fixes := make([]finding.Fix, len(f.Fixes))
	for i, fix := range f.Fixes {
		edits := make([]finding.Edit, len(fix.Edits))
		for j, edit := range fix.Edits {
			edit.Filename = finding.RelativeFile(edit.Filename, dir)
			edits[j] = edit
		}
		fix.Edits = edits
		fixes[i] = fix
	}
	f.Fixes = fixes
	if f.Silenced != nil {
		silenced := *f.Silenced
		silenced.Posn = finding.RelativePosn(silenced.Posn, dir)
		f.Silenced = &silenced
	}
	return f
}
