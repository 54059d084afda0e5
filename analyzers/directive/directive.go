// Package directive looks after the comments that silence the checks: one
// without a reason, one with a name that no check has and one that silences
// nothing are findings of their own.
//
// See docs/suppressing.md.
package directive

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/guard"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// Category is that of its findings, and its name for the disable option.
const Category = "directive"

const page = "https://github.com/bgvet/bgvet/blob/main/docs/suppressing.md"

// New returns the analyzer for a suite of checks. It requires all of them: only
// their results say which directives they met. The Go team's vet has an
// analyzer called directive, so this one's name says whose it is.
func New(checks []*analysis.Analyzer) *analysis.Analyzer {
	w := &warden{checks: checks}
	return &analysis.Analyzer{
		Name:     "bgvetdirective",
		Doc:      "reports comments that silence bgvet without a reason or without an effect",
		URL:      page,
		Run:      guard.Run(w.run),
		Requires: append([]*analysis.Analyzer{config.Analyzer}, checks...),
	}
}

type warden struct{ checks []*analysis.Analyzer }

func (w *warden) run(pass *analysis.Pass) (any, error) {
	cfg := config.Of(pass)
	if cfg.FactsOnly || cfg.Disable[Category] {
		return nil, nil
	}
	for _, file := range report.Files(pass) {
		for _, d := range report.Directives(pass.Fset, file) {
			for _, message := range w.faults(pass, d) {
				pass.Report(analysis.Diagnostic{Pos: d.Pos, End: d.End, Category: Category, URL: page, Message: message})
			}
		}
	}
	return nil, nil
}

func (w *warden) faults(pass *analysis.Pass, d *report.Directive) []string {
	var faults []string
	ours := false
	for _, name := range d.Checks {
		switch about, whose := w.about(d, name); {
		case whose == unknown:
			faults = append(faults, fmt.Sprintf("no check of bgvet is called %q, so this silences nothing; %s", name, w.advice(name)))
		case whose == own:
			ours = true
			if d.Works() && isUnused(pass, d, about) {
				faults = append(faults, fmt.Sprintf("%s reports nothing here, so this would hide what it finds later; remove %q", name, name))
			}
		}
	}
	if ours && !d.Works() {
		faults = append(faults, fmt.Sprintf("without a reason this silences nothing; say after %q why the finding does not matter", strings.Join(d.Checks, ",")))
	}
	return faults
}

type owner int

const (
	foreign owner = iota // the name of another tool's check
	own
	unknown // said to be ours, or almost
)

// about returns the checks that a name in a directive is about.
func (w *warden) about(d *report.Directive, name string) ([]*analysis.Analyzer, owner) {
	if d.Nolint && name == "all" {
		return nil, foreign // meant for every tool: whether it is used is not ours to say
	}
	single := &report.Directive{Checks: []string{name}}
	var about []*analysis.Analyzer
	for _, check := range w.checks {
		if single.Names(report.GroupOf(check), check.Name) {
			about = append(about, check)
		}
	}
	switch {
	case len(about) > 0:
		return about, own
	case strings.HasPrefix(name, "bgvet/") || w.nearest(name) != "":
		return nil, unknown
	}
	return nil, foreign
}

// isUnused reports whether every check looked at everything and none of them
// met the directive.
func isUnused(pass *analysis.Pass, d *report.Directive, checks []*analysis.Analyzer) bool {
	return !slices.ContainsFunc(checks, func(check *analysis.Analyzer) bool {
		result := pass.ResultOf[check].(*report.Result)
		return result.Partial() || result.Used(d.Pos)
	})
}

func (w *warden) advice(name string) string {
	if near := w.nearest(strings.TrimPrefix(name, "bgvet/")); near != "" {
		return fmt.Sprintf("did you mean %q", near)
	}
	return "see the list of checks"
}

// nearest returns the check whose name is one typing mistake away.
func (w *warden) nearest(name string) string {
	for _, check := range w.checks {
		if isTypo(name, check.Name) {
			return check.Name
		}
	}
	return ""
}

// isTypo reports whether one letter was added, left out, replaced or swapped
// with its neighbour. Short names of other tools are too near to ours to tell.
func isTypo(got, want string) bool {
	if len(got) < 5 || got == want {
		return false
	}
	i := 0
	for i < len(got) && i < len(want) && got[i] == want[i] {
		i++
	}
	a, b := got[i:], want[i:]
	switch len(a) - len(b) {
	case 1:
		return a[1:] == b
	case -1:
		return a == b[1:]
	case 0:
		return a[1:] == b[1:] || len(a) > 1 && a[0] == b[1] && a[1] == b[0] && a[2:] == b[2:]
	}
	return false
}
