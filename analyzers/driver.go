// Package analyzers is the suite of checks, for drivers.
//
// The list of checks and their pages are generated; see docs/adding-a-check.md.
package analyzers

//go:generate go run ./internal/gen

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/directive"
	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// Suite is every check, sorted by name, and the one that looks after the
// comments that silence them. Each is independent of the others: a driver may
// take any of them alone.
var Suite = append(slices.Clip(checks), directive.New(checks))

// ConfigName is the file that drivers look for, from the working directory
// upwards, and hand to the config flag.
const ConfigName = ".bgvet.yaml"

// Flags returns the options of the suite, which drivers lift to their own.
// Setting one takes effect for all packages that are analyzed afterwards.
func Flags() *flag.FlagSet { return &config.Analyzer.Flags }

// CheckConfig reports what is wrong with the options: those of a configuration
// file, which may be "", and those given as flags. The error is one line. Drivers
// call it before they start: an analyzer that cannot read its options fails once
// for each package.
func CheckConfig(file string) error {
	names := []string{directive.Category}
	for _, check := range checks {
		names = append(names, check.Name)
	}
	return config.Check(file, names)
}

// ConfigTemplate returns a configuration file with every option, commented out.
func ConfigTemplate() string { return config.Template() }

// Configure takes text as the configuration file, for drivers whose users write
// the options somewhere else; name says where, for messages.
func Configure(name string, text []byte) error {
	if err := config.Use(name, text); err != nil {
		return err
	}
	return CheckConfig(name)
}

// UseFile selects the configuration file of the whole process, for drivers that
// hand no flags to analyzers. The content of the file becomes a part of the name
// of the analyzer that reads it: gopls remembers findings, also from session to
// session, by the names of the analyzers.
func UseFile(file string) error {
	if err := CheckConfig(file); err != nil {
		return err
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	name, _, _ := strings.Cut(config.Analyzer.Name, "_")
	config.Analyzer.Name = fmt.Sprintf("%s_%x", name, sha256.Sum256(text))
	return Flags().Set("config", file)
}

// ConfigAbove returns the configuration file of dir or of the nearest folder above
// it, or "".
func ConfigAbove(dir string) string {
	for {
		file := filepath.Join(dir, ConfigName)
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

// ConfigEnv is the environment variable that names a configuration file for
// processes that cannot be told otherwise; NoConfig in it means none.
const (
	ConfigEnv = "BGVET_CONFIG"
	NoConfig  = "off"
)

// UseEnvironment selects the file that the environment names, else the one at or
// above the working directory, if there is one.
func UseEnvironment() error {
	file := os.Getenv(ConfigEnv)
	if file == "" {
		dir, err := os.Getwd()
		if err != nil {
			return err
		}
		file = ConfigAbove(dir)
	}
	if file == "" || file == NoConfig {
		return nil
	}
	return UseFile(file)
}

// Trap is a group of checks: one way in which background services fail.
type Trap = report.Trap

// Traps returns all of them, in the order in which they are explained.
func Traps() []Trap { return slices.Clone(report.Traps) }

// Group returns the trap that a check of the suite is about, such as "crash",
// and "" for the analyzer of the comments that silence checks.
func Group(check *analysis.Analyzer) string { return report.GroupOf(check) }

// SilencedHere begins the message of the related place that a finding has if a
// comment silences it; the reason follows. Such findings come only with -silenced.
const SilencedHere = report.SilencedHere

// Entry is one line of the inventory that Map reports.
type Entry = services.Entry

// LoopEntry is the loop of an Entry.
type LoopEntry = services.LoopEntry

// Map reports the inventory of background work: one diagnostic for each
// activation, whose message is an Entry as JSON. It is not part of Suite.
var Map = services.Map
