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

// text is for people: place, message, category, the line itself with a caret,
// and the places that belong to it, indented. What is known already is not worth
// their time.
type text struct{}

func (text) Write(w io.Writer, r *Report) error {
	out := &textWriter{Writer: bufio.NewWriter(w), report: r}
	for _, f := range r.Findings {
		if !f.Known {
			out.finding(&f)
		}
	}
	return out.Flush()
}

type textWriter struct {
	*bufio.Writer
	report *Report
	source source.Files
}

// Colours: few, and only beside the words, which say everything alone.
const (
	bold  = "\x1b[1m"
	green = "\x1b[32m"
	faint = "\x1b[2m"
	plain = "\x1b[m"
)

func (w *textWriter) in(color, text string) string {
	if !w.report.Color {
		return text
	}
	return color + text + plain
}

func (w *textWriter) finding(f *finding.Finding) {
	message, more, _ := strings.Cut(f.Message, "\n")
	fmt.Fprintf(w, "%s: %s %s\n", w.in(bold, finding.RelativePosn(f.Posn, w.report.Dir)), message, w.in(faint, "["+cmp.Or(f.Category, f.Check)+"]"))
	w.indent(more)
	w.quote(f.Posn)
	for _, rel := range f.Related {
		message, more, _ := strings.Cut(rel.Message, "\n")
		fmt.Fprintf(w, "\t%s %s\n", w.in(faint, finding.RelativePosn(rel.Posn, w.report.Dir)+":"), message)
		w.indent(more)
	}
	if s := f.Silenced; s != nil {
		fmt.Fprintf(w, "\t%s silenced here: %s\n", w.in(faint, finding.RelativePosn(s.Posn, w.report.Dir)+":"), cmp.Or(s.Reason, "no reason given"))
	}
}

func (w *textWriter) indent(text string) {
	for line := range strings.Lines(text) {
		fmt.Fprintf(w, "\t%s\n", strings.TrimRight(line, "\n"))
	}
}

// quote writes the line at the position and a caret under its column. A file that
// is gone, or that has changed under us, is not worth a word.
func (w *textWriter) quote(posn string) {
	p := finding.ParsePosn(posn)
	line, ok := w.source.File(p.File).Line(p.Line)
	if !ok {
		return
	}
	fmt.Fprintf(w, "\t%s\n", strings.TrimLeft(line, " \t"))
	if p.Column >= 1 && p.Column <= len(line) {
		fmt.Fprintf(w, "\t%s%s\n", blanks(strings.TrimLeft(line[:p.Column-1], " \t")), w.in(green, "^"))
	}
}

// blanks returns white space as wide as the text.
func blanks(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}
