package output

import (
	"cmp"
	"encoding/json"
	"io"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/source"
)

// gitlab writes a Code Quality report of GitLab, which tells new findings from
// old ones by their fingerprints. Known ones are there too, as "info".
type gitlab struct{}

type codeQuality struct {
	Description string `json:"description"`
	CheckName   string `json:"check_name"`
	Fingerprint string `json:"fingerprint"`
	Severity    string `json:"severity"`
	Location    struct {
		Path  string `json:"path"`
		Lines struct {
			Begin int `json:"begin"`
			End   int `json:"end,omitempty"`
		} `json:"lines"`
	} `json:"location"`
}

func (gitlab) Write(w io.Writer, r *Report) error {
	issues := []codeQuality{}
	var files source.Files
	for _, f := range r.Findings {
		if f.Silenced != nil {
			continue
		}
		s := spanOf(&files, f.Posn, f.End)
		issue := codeQuality{
			Description: f.Message,
			CheckName:   cmp.Or(f.Category, f.Check),
			Fingerprint: f.Fingerprint,
			Severity:    "major",
		}
		if f.Known {
			issue.Severity = "info"
		}
		issue.Location.Path, _ = r.inRepository(s.file)
		issue.Location.Lines.Begin = max(s.startLine, 1)
		issue.Location.Lines.End = s.endLine
		issues = append(issues, issue)
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	return enc.Encode(issues)
}
