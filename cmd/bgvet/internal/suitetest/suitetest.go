// Package suitetest is a suite of a few lines, with which the command's tests
// run everything that stands around the checks: through a real go vet, but
// without depending on what the real checks find.
package suitetest

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/suite"
)

// ConfigName is the name of the configuration file.
const ConfigName = analyzers.ConfigName

var options struct {
	strict, factsOnly, silenced bool
	config                      string
}

// New returns the suite. Its checks are named for what they do:
//
//	sleepy  reports calls of time.Sleep, and of time.After with -strict
//	boom    panics in a package that has a function Boom, and takes the process
//	        down in one that has a function Overflow
//	broken  requires a pass that panics in a package that has a function Broken
func New() *suite.Suite {
	flags := flag.NewFlagSet("suite", flag.ContinueOnError)
	flags.BoolVar(&options.strict, "strict", false, "report more")
	flags.BoolVar(&options.factsOnly, "factsonly", false, "for drivers")
	flags.BoolVar(&options.silenced, "silenced", false, "report what is silenced, too")
	flags.StringVar(&options.config, "config", "", "read options from this `file`")
	return &suite.Suite{
		Checks:      []*analysis.Analyzer{sleepy, boom, broken},
		Vet:         suite.GoVet(),
		Map:         inventory,
		Options:     flags,
		CheckConfig: func(file string) error { _, err := readConfig(file); return err },
		ConfigAbove: analyzers.ConfigAbove,
		Group:       func(*analysis.Analyzer) string { return "test" },
		Traps:       []analyzers.Trap{{Group: "test", About: "it sleeps"}},

		SilencedHere: silencedHere,
	}
}

// readConfig knows one line, "strict: true".
func readConfig(file string) (strict bool, err error) {
	if file == "" {
		return false, nil
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return false, err
	}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		key, value, _ := strings.Cut(line, ":")
		switch strings.TrimSpace(key) {
		case "strict":
			strict = strings.TrimSpace(value) == "true"
		case "":
		default:
			return false, fmt.Errorf("%s:%d: unknown key %q", file, i+1, key)
		}
	}
	return strict, nil
}

func isStrict() (bool, error) {
	if options.strict || options.config == "" {
		return options.strict, nil
	}
	return readConfig(options.config)
}
