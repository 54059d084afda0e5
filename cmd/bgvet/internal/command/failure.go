package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/govet"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/vettool"
)

// addFailures tells each internal error once per package. A pass that fails takes
// down all checks above it, and each of them says so.
func (r *result) addFailures(failures []govet.Failure, roots *govet.Roots) {
	failures = slices.Clone(failures)
	slices.SortFunc(failures, func(a, b govet.Failure) int {
		return slices.Compare([]string{a.Package, a.Check, a.Text}, []string{b.Package, b.Check, b.Text})
	})
	for _, f := range failures {
		if !roots.Contains(f.Package) || isConsequence(f, failures) {
			continue
		}
		cause := vettool.ParseFailure(f.Check, f.Text)
		r.addTrouble(fmt.Sprintf("internal error in %s on %s: %s", cause.Analyzer, f.Package, oneLine(cause.Text)))
	}
}

// isConsequence reports whether the check only says that others failed, which say
// it themselves.
func isConsequence(f govet.Failure, all []govet.Failure) bool {
	const failedBelow = "failed prerequisites: "
	return strings.HasPrefix(f.Text, failedBelow) && slices.ContainsFunc(all, func(other govet.Failure) bool {
		return other.Package == f.Package && !strings.HasPrefix(other.Text, failedBelow)
	})
}
