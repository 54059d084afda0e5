// Package catalog knows the checks as the repository holds them: the prose in
// their doc.go, the examples in their fixtures. From that it makes what is
// generated, the suite and the pages, and says what a check still lacks.
package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// Check is one check.
type Check struct {
	Group, Name string
	Doc         *Doc
	Fixtures    []*Fixture
}

// Folders of the repository.
const (
	analyzersDir = "analyzers"
	fixturesDir  = "testdata/src"
	pagesDir     = "docs/checks"
)

// Groups are the names of the traps, in the order in which they are explained.
var Groups = groups()

func groups() (names []string) {
	for _, trap := range report.Traps {
		names = append(names, trap.Group)
	}
	return names
}

// Root returns the top folder of the repository that the process works in.
func Root() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if isDir(filepath.Join(dir, analyzersDir)) && isDir(filepath.Join(dir, "testdata")) {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", errors.New("not inside the repository of bgvet")
		}
		dir = parent
	}
}

func isDir(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// Checks reads all checks of the repository, by group and name.
func Checks(repository fs.FS) ([]*Check, error) {
	var checks []*Check
	for _, group := range Groups {
		entries, err := fs.ReadDir(repository, path.Join(analyzersDir, group))
		if errors.Is(err, fs.ErrNotExist) {
			continue // no check yet
		}
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			if !entry.IsDir() {
				continue // not a check
			}
			check, err := read(repository, group, entry.Name())
			if err != nil {
				return nil, err
			}
			checks = append(checks, check)
		}
	}
	return checks, nil
}

func read(repository fs.FS, group, name string) (*Check, error) {
	check := &Check{Group: group, Name: name}
	source, err := fs.ReadFile(repository, path.Join(check.Folder(), "doc.go"))
	if err != nil {
		return nil, fmt.Errorf("check %s/%s: %w", group, name, err)
	}
	if check.Doc, err = parseDoc(string(source), name); err != nil {
		return nil, fmt.Errorf("%s/doc.go: %w", check.Folder(), err)
	}
	check.Fixtures, err = readFixtures(repository, path.Join(fixturesDir, name))
	return check, err
}

// Folder is where the check's code is.
func (c *Check) Folder() string { return path.Join(analyzersDir, c.Group, c.Name) }

// Page is the file with the check's documentation.
func (c *Check) Page() string { return path.Join(pagesDir, c.Group, c.Name+".md") }

// Examples returns the regions of the fixtures that the page shows.
func (c *Check) Examples(kind string) []*Example {
	var examples []*Example
	for _, f := range c.Fixtures {
		for _, e := range f.Examples {
			if e.Kind == kind {
				examples = append(examples, e)
			}
		}
	}
	return examples
}

// Tiers says in which runs the check reports, going by its fixtures.
func (c *Check) Tiers() (byDefault, strict bool) {
	for _, f := range c.Fixtures {
		switch {
		case len(f.Wants) == 0:
			// says nothing about the tier
		case slices.Contains(strings.Split(f.File, "/"), "strict"):
			strict = true
		default:
			byDefault = true
		}
	}
	return byDefault, strict
}
