package output

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/source"
)

// github writes workflow commands of GitHub Actions: each finding becomes an
// annotation of the line in the pull request. Known findings are left out.
type github struct{}

func (github) Write(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	var files source.Files
	for _, f := range r.Findings {
		if !f.Counts() {
			continue
		}
		s := spanOf(&files, f.Posn, f.End)
		name, _ := r.inRepository(s.file)
		fmt.Fprintf(out, "::error file=%s,line=%d", property(name), s.startLine)
		if s.endLine > 0 {
			fmt.Fprintf(out, ",endLine=%d", s.endLine)
		}
		// Columns are read only where start and end are in one line.
		if s.startColumn > 0 && (s.endLine == 0 || s.endLine == s.startLine) {
			fmt.Fprintf(out, ",col=%d", s.startColumn)
			if s.endCol > 0 {
				fmt.Fprintf(out, ",endColumn=%d", s.endCol)
			}
		}
		fmt.Fprintf(out, ",title=%s::%s\n", property(cmp.Or(f.Category, f.Check)), data(r.withPlaces(&f)))
	}
	return out.Flush()
}

// withPlaces returns the message with the places that belong to it and the page of
// the check below it, since an annotation shows nothing else.
func (r *Report) withPlaces(f *finding.Finding) string {
	lines := []string{f.Message}
	for _, rel := range f.Related {
		p := finding.ParsePosn(rel.Posn)
		name, _ := r.inRepository(p.File)
		lines = append(lines, fmt.Sprintf("%s:%d: %s", name, p.Line, rel.Message))
	}
	if f.URL != "" {
		lines = append(lines, f.URL)
	}
	return strings.Join(lines, "\n")
}

var (
	dataEscapes     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	propertyEscapes = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func data(text string) string     { return dataEscapes.Replace(text) }
func property(text string) string { return propertyEscapes.Replace(text) }
