// Package suite says what the command has to know about the analyzers that it
// drives, so that its parts can be tested with a suite of a few lines.
package suite

import (
	"flag"
	"os"
	"path/filepath"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers"
)

// A Suite is a set of checks, the inventory that stands beside them, and their
// common options.
type Suite struct {
	Checks []*analysis.Analyzer

	// Map reports one diagnostic per piece of background work; its message is
	// JSON. It runs only where it is asked for.
	Map *analysis.Analyzer

	// Options are the flags that all checks share. Their values are the ones
	// that the checks read.
	Options *flag.FlagSet

	// CheckConfig says in one line what is wrong with the options: those given,
	// and those of a configuration file, which may be "".
	CheckConfig func(file string) error
	ConfigName  string

	// SilencedHere begins the message of the related place by which a check says
	// that a comment silences the finding; the reason follows.
	SilencedHere string

	// Traps says in a few words what each group of checks is about, in the order
	// in which they are to be read.
	Traps []analyzers.Trap

	// Group returns the trap that a check is about.
	Group func(*analysis.Analyzer) string
}

// All returns the checks and the inventory.
func (s *Suite) All() []*analysis.Analyzer {
	return append(s.Checks[:len(s.Checks):len(s.Checks)], s.Map)
}

// Check returns the check of that name, or nil.
func (s *Suite) Check(name string) *analysis.Analyzer {
	for _, a := range s.Checks {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// ConfigAbove returns the configuration file of dir or of the nearest folder
// above it, or "".
func (s *Suite) ConfigAbove(dir string) string {
	for {
		file := filepath.Join(dir, s.ConfigName)
		if info, err := os.Stat(file); err == nil && info.Mode().IsRegular() {
			return file
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}
