package output

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// text is for people: place, message, category, the line itself with a caret,
// and the places that belong to it, indented.
type text struct{}

func (text) Write(w io.Writer, r *Report) error {
	out := bufio.NewWriter(w)
	source := sources{}
	for _, f := range r.Findings {
		message, more, _ := strings.Cut(f.Message, "\n")
		fmt.Fprintf(out, "%s: %s [%s]\n", finding.RelativePosn(f.Posn, r.Dir), message, cmp.Or(f.Category, f.Check))
		indent(out, more)
		source.quote(out, f.Posn)
		for _, rel := range f.Related {
			message, more, _ := strings.Cut(rel.Message, "\n")
			fmt.Fprintf(out, "\t%s: %s\n", finding.RelativePosn(rel.Posn, r.Dir), message)
			indent(out, more)
		}
	}
	return out.Flush()
}

func indent(w io.Writer, text string) {
	for line := range strings.Lines(text) {
		fmt.Fprintf(w, "\t%s\n", strings.TrimRight(line, "\n"))
	}
}

// sources holds the lines of the files that were quoted.
type sources map[string][]string

// quote writes the line at the position and a caret under its column. A file that
// is gone, or that has changed under us, is not worth a word.
func (s sources) quote(w io.Writer, posn string) {
	p := finding.ParsePosn(posn)
	lines := s.lines(p.File)
	if p.Line < 1 || p.Line > len(lines) {
		return
	}
	line := lines[p.Line-1]
	fmt.Fprintf(w, "\t%s\n", strings.TrimLeft(line, " \t"))
	if p.Column >= 1 && p.Column <= len(line) {
		fmt.Fprintf(w, "\t%s^\n", blanks(strings.TrimLeft(line[:p.Column-1], " \t")))
	}
}

func (s sources) lines(file string) []string {
	lines, ok := s[file]
	if !ok {
		data, _ := os.ReadFile(file) // no lines if it cannot be read
		lines = strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
		s[file] = lines
	}
	return lines
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
