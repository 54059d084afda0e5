package catalog

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// Faults says what the check lacks.
func (c *Check) Faults() []string {
	var faults []string
	if !isOneWord(c.Name) {
		faults = append(faults, fmt.Sprintf("the name %q is not one lower-case word", c.Name))
	}
	faults = append(faults, c.Doc.faults()...)
	faults = append(faults, c.exampleFaults()...)
	return append(faults, c.fixtureFaults()...)
}

func isOneWord(name string) bool {
	return token.IsIdentifier(name) && strings.IndexFunc(name, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

func (d *Doc) faults() []string {
	var faults []string
	titles := make([]string, len(d.Sections))
	for i, s := range d.Sections {
		titles[i] = s.Title
		if strings.Trim(s.Text, ".\n ") == "" {
			faults = append(faults, fmt.Sprintf("doc.go: section %q is empty", s.Title))
		}
	}
	if !slices.Equal(titles, SectionTitles) {
		faults = append(faults, fmt.Sprintf("doc.go: sections are %q, want %q", titles, SectionTitles))
	}
	if !strings.HasPrefix(d.Summary, "reports ") {
		faults = append(faults, fmt.Sprintf("doc.go: the summary %q does not start with %q", d.Summary, "reports"))
	}
	return faults
}

// exampleFaults judges what the page shows: whole messages, and code that is
// really reported or really silent.
func (c *Check) exampleFaults() []string {
	var faults []string
	if len(c.Examples(Bad)) == 0 || len(c.Examples(Good)) == 0 {
		faults = append(faults, "the fixtures need a region docs:bad and a region docs:good")
	}
	for _, e := range c.Examples(Bad) {
		if len(e.Wants) == 0 {
			faults = append(faults, "a region docs:bad has no want comment")
		}
		for _, want := range e.Wants {
			if err := report.Form(want.Message); err != nil {
				faults = append(faults, fmt.Sprintf("the want of a region docs:bad, line %d, is not a whole message: %v", want.Line, err))
			}
		}
	}
	for _, e := range c.Examples(Good) {
		if len(e.Wants) > 0 {
			faults = append(faults, fmt.Sprintf("a region docs:good has a want comment in line %d", e.Wants[0].Line))
		}
	}
	return faults
}

// fixtureFaults asks for a flagged file and a clean one. A want outside of the
// examples may be a part of the message.
func (c *Check) fixtureFaults() []string {
	var faults []string
	flagged, clean := false, false
	for _, f := range c.Fixtures {
		flagged = flagged || len(f.Wants) > 0
		clean = clean || len(f.Wants) == 0
		for _, want := range f.Wants {
			first, _ := utf8.DecodeRuneInString(want.Message)
			if unicode.IsUpper(first) || strings.HasSuffix(want.Message, ".") && !strings.HasSuffix(want.Message, "...") {
				faults = append(faults, fmt.Sprintf("%s:%d: the want starts with a capital letter or ends with a full stop", f.File, want.Line))
			}
		}
	}
	if !flagged || !clean {
		faults = append(faults, fmt.Sprintf("%s/%s needs a file with want comments and one without", fixturesDir, c.Name))
	}
	return faults
}
