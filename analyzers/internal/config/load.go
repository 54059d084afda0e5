package config

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

// config joins the flags with the file that they name.
func (o *options) config() (*Config, error) {
	f := &file{table: knowledge.Base}
	if o.file != "" {
		var err error
		if f, err = load(o.file); err != nil {
			return nil, err
		}
	}
	c := &Config{
		Strict:    o.strict.or(f.strict).value,
		Tests:     o.tests.or(f.tests).value,
		FactsOnly: o.factsOnly,
		Silenced:  o.silenced,
		ShortWait: DefaultShortWait,
		Disable:   map[string]bool{},
		Table:     f.table(),
	}
	c.PanicPolicy = cmp.Or(o.panicPolicy.or(f.panicPolicy).value, defaultPolicy(c.Strict))
	if wait := o.shortWait.or(f.shortWait); wait.given {
		c.ShortWait = wait.value
	}
	for _, check := range o.disable.or(f.disable).value {
		c.Disable[check] = true
	}
	return c, nil
}

func defaultPolicy(strict bool) string {
	if strict {
		return PolicyRecover
	}
	return PolicyEvidence
}

// Check reports what is wrong with a file, which may be "", and with the flags,
// given the names that may be disabled.
func Check(path string, names []string) error {
	if path != "" {
		f, err := load(path)
		if err != nil {
			return err
		}
		for i, name := range f.disable.value {
			if !slices.Contains(names, name) {
				return fmt.Errorf("%s:%d: disable: no check is called %q%s", path, f.disableAt[i], name, suggest(name, names))
			}
		}
	}
	for _, name := range given.disable.value {
		if !slices.Contains(names, name) {
			return fmt.Errorf("-disable: no check is called %q%s", name, suggest(name, names))
		}
	}
	return nil
}

// files holds each file once for the process: a driver such as gopls runs the
// analyzers on many packages, and the table with the user's rows is large.
var files sync.Map // path -> func() (*file, error)

func load(path string) (*file, error) {
	once, ok := files.Load(path)
	if !ok {
		once, _ = files.LoadOrStore(path, sync.OnceValues(func() (*file, error) {
			text, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			return parse(path, text)
		}))
	}
	return once.(func() (*file, error))()
}

// Use makes text the content of the file called name and selects it, for
// drivers that get the options from a file of their own.
func Use(name string, text []byte) error {
	f, err := parse(name, text)
	if err != nil {
		return err
	}
	files.Store(name, func() (*file, error) { return f, nil })
	given.file = name
	return nil
}
