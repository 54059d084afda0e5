// Package finding is what the command knows about one result of a check: what
// go vet prints about it as JSON, and which check and package it belongs to.
package finding

import (
	"cmp"
	"slices"
	"strings"
)

// A Finding is one diagnostic of one check.
type Finding struct {
	Check   string `json:"check"`
	Package string `json:"package"`
	URL     string `json:"url,omitempty"`
	Diagnostic

	// Fingerprint stays the same when code around the finding changes.
	Fingerprint string `json:"fingerprint,omitempty"`
	// Known says that the baseline has it.
	Known bool `json:"known,omitempty"`
	// Silenced is set for a finding that a comment silences; it is reported only
	// where that is asked for.
	Silenced *Silenced `json:"silenced,omitempty"`
}

// Silenced says which comment silences a finding, and why.
type Silenced struct {
	Posn   string `json:"posn"`
	Reason string `json:"reason,omitempty"`
}

// TakeSilenced moves what a check says about the comment that silences the finding
// from the related places, where its message begins with the prefix.
func (f *Finding) TakeSilenced(prefix string) {
	for i, rel := range f.Related {
		if reason, ok := strings.CutPrefix(rel.Message, prefix); ok && prefix != "" {
			f.Silenced = &Silenced{Posn: rel.Posn, Reason: reason}
			f.Related = slices.Delete(slices.Clone(f.Related), i, i+1)
			return
		}
	}
}

// Counts reports whether the finding is one that has to be looked at.
func (f *Finding) Counts() bool { return !f.Known && f.Silenced == nil }

// A Diagnostic has the form in which unitchecker prints it.
type Diagnostic struct {
	Category string    `json:"category,omitempty"`
	Posn     string    `json:"posn"`
	End      string    `json:"end,omitempty"`
	Message  string    `json:"message"`
	Fixes    []Fix     `json:"suggested_fixes,omitempty"`
	Related  []Related `json:"related,omitempty"`
}

// Related is a second place that helps to understand a finding.
type Related struct {
	Posn    string `json:"posn"`
	End     string `json:"end,omitempty"`
	Message string `json:"message"`
}

// A Fix is a set of edits that belong together.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// An Edit replaces the bytes from Start to End of the file.
type Edit struct {
	Filename string `json:"filename"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	New      string `json:"new"`
}

// Sort orders the findings by place, then by check, and drops those that say
// the same about the same place: a file may belong to a package and to the
// variant of it that a test needs.
func Sort(findings []Finding) []Finding {
	slices.SortStableFunc(findings, compare)
	return slices.CompactFunc(findings, same)
}

func compare(a, b Finding) int {
	return cmp.Or(
		ComparePosn(a.Posn, b.Posn),
		strings.Compare(a.Check, b.Check),
		strings.Compare(a.Category, b.Category),
		strings.Compare(a.Message, b.Message),
		ComparePosn(a.End, b.End),
		strings.Compare(a.Package, b.Package),
	)
}

func same(a, b Finding) bool {
	return a.Posn == b.Posn && a.Check == b.Check && a.Category == b.Category && a.Message == b.Message
}
