// Package bgvetplugin makes the checks of bgvet a module plugin of
// golangci-lint. Build a golangci-lint that has it with .custom-gcl.yml beside
// this file, and switch it on with golangci.yml.
//
// The settings are those of .bgvet.yaml (docs/configuration.md): an unknown key
// is an error that names it. Use golangci-lint 2.13 or newer: with older ones
// what its cache holds of our facts can be wrong.
package bgvetplugin

import (
	"encoding/json"
	"fmt"
	"sync"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers"
)

func init() { register.Plugin("bgvet", New) }

type plugin struct{}

// New reads the settings and returns the plugin. golangci-lint calls it once.
// Like flags, settings hold for the whole process.
func New(settings any) (register.LinterPlugin, error) {
	if settings == nil {
		return plugin{}, nil
	}
	text, err := json.Marshal(settings) // JSON is YAML
	if err != nil {
		return nil, fmt.Errorf("settings of bgvet: %w", err)
	}
	if err := analyzers.Configure("settings of bgvet", text); err != nil {
		return nil, err
	}
	return plugin{}, nil
}

// BuildAnalyzers returns the suite.
func (plugin) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	dropRelated()
	return analyzers.Suite, nil
}

// dropRelated takes the related places from all findings. golangci-lint makes an
// issue of its own from each of them, which would be counted, printed far from
// the finding and not be silenced with it. It works in place, once: the checks
// know each other by their addresses.
var dropRelated = sync.OnceFunc(func() {
	for _, a := range analyzers.Suite {
		run := a.Run
		a.Run = func(pass *analysis.Pass) (any, error) {
			plain := *pass
			plain.Report = func(d analysis.Diagnostic) {
				d.Related = nil
				pass.Report(d)
			}
			return run(&plain)
		}
	}
})

// GetLoadMode says that the checks need types.
func (plugin) GetLoadMode() string { return register.LoadModeTypesInfo }
