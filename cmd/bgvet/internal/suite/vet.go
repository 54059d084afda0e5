package suite

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/tests"
	"golang.org/x/tools/go/analysis/suite/vet"
)

// GoVet returns the checks of go vet. The one that is called tests goes by another
// name here: that of an option of ours.
func GoVet() []*analysis.Analyzer {
	var checks []*analysis.Analyzer
	for _, a := range vet.Suite {
		if a == tests.Analyzer {
			renamed := *a
			renamed.Name = "testnames"
			a = &renamed
		}
		checks = append(checks, a)
	}
	return checks
}
