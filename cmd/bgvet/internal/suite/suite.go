// Package suite says what the command has to know about the analyzers that it
// drives, so that its parts can be tested with a suite of a few lines.
package suite

import (
	"flag"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers"
)

// A Suite is a set of checks, the inventory that stands beside them, and their
// common options.
type Suite struct {
	Checks []*analysis.Analyzer

	// Vet are the checks of go vet itself, which a tool of its own replaces. They
	// run only where they are asked for.
	Vet []*analysis.Analyzer

	// Map reports one diagnostic per piece of background work; its message is
	// JSON. It runs only where it is asked for.
	Map *analysis.Analyzer

	// Options are the flags that all checks share. Their values are the ones
	// that the checks read.
	Options *flag.FlagSet

	// CheckConfig says in one line what is wrong with the options: those given,
	// and those of a configuration file, which may be "".
	CheckConfig func(file string) error

	// ConfigAbove finds the configuration file of a folder, or "".
	ConfigAbove func(dir string) string

	// SilencedHere begins the message of the related place by which a check says
	// that a comment silences the finding; the reason follows.
	SilencedHere string

	// Traps says in a few words what each group of checks is about, in the order
	// in which they are to be read.
	Traps []analyzers.Trap

	// Group returns the trap that a check is about.
	Group func(*analysis.Analyzer) string
}

// VetGroup stands for the trap of a check of go vet.
const VetGroup = "vet"

// Find returns the check of that name, ours or of go vet, and its group.
func (s *Suite) Find(name string) (check *analysis.Analyzer, group string) {
	for _, a := range s.Checks {
		if a.Name == name {
			return a, s.Group(a)
		}
	}
	for _, a := range s.Vet {
		if a.Name == name {
			return a, VetGroup
		}
	}
	return nil, ""
}

// Check returns our check of that name, or nil.
func (s *Suite) Check(name string) *analysis.Analyzer {
	if a, group := s.Find(name); group != VetGroup {
		return a
	}
	return nil
}
