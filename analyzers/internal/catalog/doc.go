package catalog

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// Doc is the prose of a check, from the package comment of its doc.go.
type Doc struct {
	Summary  string // "reports loops of services that spin without a pause"
	Intro    string // what follows the summary, may be empty
	Sections []Section
}

// Section is a part of the prose under a heading.
type Section struct{ Title, Text string }

// SectionTitles are the sections that every check has, in this order.
var SectionTitles = []string{
	"What it reports",
	"Why it hurts",
	"Options",
	"When not to use it",
	"Known misses and false alarms",
}

// Section returns the text under a heading.
func (d *Doc) Section(title string) string {
	for _, s := range d.Sections {
		if s.Title == title {
			return s.Text
		}
	}
	return ""
}

// parseDoc reads the comment above the package clause. The prose is Markdown as
// far as gofmt lets comments be that, so it goes to the page as it stands.
func parseDoc(source, name string) (*Doc, error) {
	text := report.PackageComment(source)
	if text == "" {
		return nil, errors.New("no package comment")
	}
	intro, sections, _ := strings.Cut(text, "\n# ")
	summary, rest, _ := strings.Cut(intro, "\n\n")
	summary, ok := strings.CutPrefix(strings.ReplaceAll(summary, "\n", " "), "Package "+name+" ")
	if !ok {
		return nil, fmt.Errorf("the package comment does not start with %q", "Package "+name)
	}
	doc := &Doc{Summary: strings.TrimSuffix(strings.TrimSpace(summary), "."), Intro: strings.TrimSpace(rest)}
	for part := range strings.SplitSeq(sections, "\n# ") {
		if title, text, _ := strings.Cut(part, "\n"); title != "" {
			doc.Sections = append(doc.Sections, Section{strings.TrimSpace(title), strings.TrimSpace(text)})
		}
	}
	return doc, nil
}
