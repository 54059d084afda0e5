// Package report is the one way in which the checks of bgvet report, so that
// all of them treat suppression, generated files, test files, tiers, categories
// and pages alike, under every driver.
package report

import (
	"go/token"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/guard"
)

// Tier says how sure a check is of a finding.
type Tier uint8

const (
	// Default findings are right in at least nine of ten cases on real code.
	Default Tier = iota
	// Strict findings are worth reading in a review; they need -strict. So is
	// everything in examples, demonstrations and benchmarks.
	Strict
)

// A Finding is one fault and the way out of it.
type Finding struct {
	Pos, End token.Pos // the narrowest range; End may be NoPos
	Sub      string    // kind within the check, optional: "backoff" makes the category "crash/hotloop/backoff"
	Tier     Tier
	// Message says what happens, to which symbol, and after a semicolon or colon
	// the way out. It starts in lower case and has no full stop; see [Form].
	Message string
	// Chain is the calls from the service to the cause: "Run", "sync",
	// "(*sql.DB).Query". It is written at the end of the message.
	Chain   []string
	Related []Related
	Fixes   []analysis.SuggestedFix
}

// Related is a second place that helps to understand a finding.
type Related struct {
	Pos, End token.Pos
	Message  string
}

// Result is what every check returns: which suppressions it met.
type Result struct {
	used    map[token.Pos]bool // directives, by their comment's position
	partial bool
}

// SilencedHere begins the message of the related place at the comment that
// silences a finding; its reason follows. Findings have one only with -silenced.
const SilencedHere = "silenced here: "

// ResultType is the Analyzer.ResultType of every check.
var ResultType = reflect.TypeFor[*Result]()

// Used reports whether the directive in the comment at pos silenced a finding.
func (r *Result) Used(pos token.Pos) bool { return r.used[pos] }

// Partial reports whether the check left something out, so that a directive
// for it that silenced nothing may still be needed.
func (r *Result) Partial() bool { return r.partial }

// pages is where the pages of the checks are.
const pages = "https://github.com/bgvet/bgvet/blob/main/docs/checks/"

// URL returns the address of a check's page.
func URL(group, check string) string { return pages + group + "/" + check + ".md" }

// Guard returns run for an [analysis.Analyzer.Run]. It does nothing for a check
// that is disabled and for packages whose findings nobody will see, and it
// turns a panic into an error that names the check, the package and the place,
// so that the other checks still report.
func Guard(run func(*analysis.Pass) (any, error)) func(*analysis.Pass) (any, error) {
	return guard.Run(func(pass *analysis.Pass) (any, error) {
		if cfg := config.Of(pass); cfg.FactsOnly || cfg.Disable[pass.Analyzer.Name] {
			return &Result{partial: true}, nil
		}
		return run(pass)
	})
}

// GroupOf returns the group of a check, which its page's address holds, and ""
// for an analyzer that is no check.
func GroupOf(check *analysis.Analyzer) string {
	page, ok := strings.CutPrefix(check.URL, pages)
	if !ok {
		return ""
	}
	group, _, _ := strings.Cut(page, "/")
	return group
}
