package config

import (
	"sync"
	"time"

	"github.com/goccy/go-yaml/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
)

// file is what one file says.
type file struct {
	strict      option[bool]
	tests       option[bool]
	panicPolicy option[string]
	shortWait   option[time.Duration]
	disable     option[[]string]
	disableAt   []int // the line of each of them

	rows  []*knowledge.Package
	table func() *knowledge.Table // built on first use, once for all packages
}

// parse reads a file strictly: a mistake in it is an error that names the file,
// the line and the key, because an option that is silently ignored looks like a
// check that does not work.
func parse(name string, text []byte) (*file, error) {
	d, f := decoder{name}, &file{}
	top, err := d.document(text)
	if err != nil {
		return nil, err
	}
	err = d.mapping(top, fields{
		"strict":      into(d, &f.strict, parseBool),
		"tests":       into(d, &f.tests, parseBool),
		"panicpolicy": into(d, &f.panicPolicy, parsePolicy),
		"shortwait":   into(d, &f.shortWait, parseWait),
		"disable":     f.decodeDisable(d),
		"knowledge":   f.decodeKnowledge(d),
	})
	if err != nil {
		return nil, err
	}
	f.table = sync.OnceValue(func() *knowledge.Table { return knowledge.Base().With(f.rows...) })
	return f, nil
}

func (f *file) decodeDisable(d decoder) func(ast.Node) error {
	return func(n ast.Node) error {
		var checks []string
		err := d.list(n, func(n ast.Node) error {
			check, err := d.text(n)
			checks = append(checks, check)
			f.disableAt = append(f.disableAt, n.GetToken().Position.Line)
			return err
		})
		f.disable.set(checks)
		return err
	}
}
