// Package config holds the options of the suite as one value, which every
// analyzer reads in the same way under every driver.
//
// The values come from the flags of [Analyzer] and from one file that the
// config flag names. Nothing here looks at the working directory: finding the
// file is the driver's business. What a flag says wins over what the file says.
package config

import (
	"reflect"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/guard"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

// Config is the options of one run. It is shared by all passes: read only.
type Config struct {
	// Strict turns on findings that are worth reading in a review but not right
	// often enough to fail a build.
	Strict bool
	// Tests lets checks report in _test.go files.
	Tests bool
	// FactsOnly says that nobody will see findings of this package, which is a
	// dependency: checks do nothing.
	FactsOnly bool
	// Silenced lets checks report also what a comment silences, and say so.
	Silenced bool
	// PanicPolicy says what a project thinks of an unrecovered panic.
	PanicPolicy string
	// ShortWait is the longest wait that a stop may have to sit out.
	ShortWait time.Duration
	// Disable names the checks that are off.
	Disable map[string]bool
	// Table is the built-in knowledge with the user's rows.
	Table *knowledge.Table
}

// Values of Config.PanicPolicy.
const (
	PolicyEvidence = "evidence" // report where something in reach really panics
	PolicyRecover  = "recover"  // report every service loop without a recover
	PolicyCrash    = "crash"    // a crash is the way out that was chosen: report none
)

// DefaultShortWait is a wait that nobody notices during a shutdown.
const DefaultShortWait = 100 * time.Millisecond

// Analyzer provides the *Config to the analyzers that require it.
var Analyzer = &analysis.Analyzer{
	Name:       "bgvetconfig",
	Doc:        "reads the options of bgvet\n\nIt reports nothing; the checks of bgvet require it.",
	URL:        "https://github.com/bgvet/bgvet/blob/main/docs/configuration.md",
	Run:        guard.Run(run),
	ResultType: reflect.TypeFor[*Config](),
}

func init() { given.register(&Analyzer.Flags) }

func run(*analysis.Pass) (any, error) { return given.config() }

// Of returns the options; the pass's analyzer must require [Analyzer].
func Of(pass *analysis.Pass) *Config {
	return pass.ResultOf[Analyzer].(*Config)
}
