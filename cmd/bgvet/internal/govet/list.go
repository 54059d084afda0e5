package govet

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"slices"
	"strings"
)

// Roots are the packages that the patterns name.
type Roots struct {
	paths    map[string]bool
	external bool // some are not of the user's own modules

	// Unmatched says of each pattern that matches nothing why.
	Unmatched []Trouble
	// Patterns are the ones that match something.
	Patterns []string
}

type listed struct {
	ImportPath string
	Module     *struct{ Main bool }
	Standard   bool
	Match      []string
	Error      *struct{ Err string }
	DepsErrors []struct{ Err string }
	ForTest    string
}

// Roots asks go list which packages the patterns name. It does not look at their
// imports, and so takes a small part of what go vet takes.
func (c *Command) Roots() (*Roots, error) {
	packages, stderr, err := c.list("-find", "-json=ImportPath,Module,Standard,Match,Error")
	if err != nil {
		return nil, err
	}
	roots := &Roots{paths: make(map[string]bool)}
	unmatched := make(map[string]bool)
	for _, p := range packages {
		if p.Error != nil && isPattern(p) {
			roots.Unmatched = append(roots.Unmatched, Trouble{Text: oneLine(p.Error.Err)})
			unmatched[p.ImportPath] = true
			continue
		}
		roots.paths[p.ImportPath] = true
		roots.external = roots.external || p.Standard || p.Module != nil && !p.Module.Main
	}
	for _, t := range Troubles(stderr) {
		if pattern, ok := unmatchedPattern(t.Text); ok {
			roots.Unmatched = append(roots.Unmatched, Trouble{Text: fmt.Sprintf("pattern %s matches no packages", pattern)})
			unmatched[pattern] = true
		} else {
			roots.Unmatched = append(roots.Unmatched, t)
		}
	}
	for _, pattern := range c.Patterns {
		if !unmatched[pattern] {
			roots.Patterns = append(roots.Patterns, pattern)
		}
	}
	return roots, nil
}

// isPattern reports whether go list made up this package to carry the complaint
// about a pattern.
func isPattern(p listed) bool {
	return p.Module == nil && !p.Standard && slices.Contains(p.Match, p.ImportPath)
}

// Contains reports whether the package was asked for. An external test belongs
// to the package that it tests.
func (r *Roots) Contains(pkg string) bool {
	return r.paths[pkg] || r.paths[strings.TrimSuffix(pkg, "_test")]
}

// Key returns a word that sets the results of these packages apart from those
// that were remembered when they were only imported: see unit.needsReport in
// package vettool, which takes care of the user's own packages.
func (r *Roots) Key() string {
	if !r.external {
		return ""
	}
	paths := make([]string, 0, len(r.paths))
	for path := range r.paths {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(paths, "\n"))))
}

// Loadable returns the packages whose imports, and whose tests' imports, can all
// be found. go vet looks at none of the packages when that fails for one.
func (c *Command) Loadable() ([]string, error) {
	packages, _, err := c.list("-test", "-json=ImportPath,ForTest,Error,DepsErrors")
	if err != nil {
		return nil, err
	}
	broken := make(map[string]bool)
	for _, p := range packages {
		if p.Error != nil || len(p.DepsErrors) > 0 {
			broken[testedPackage(p)] = true
		}
	}
	var paths []string
	for _, p := range packages {
		if testedPackage(p) == p.ImportPath && !broken[p.ImportPath] {
			paths = append(paths, p.ImportPath)
		}
	}
	return paths, nil
}

// testedPackage returns the package whose test binary or variant p is, or p's
// own path.
func testedPackage(p listed) string {
	if p.ForTest != "" {
		return p.ForTest
	}
	return strings.TrimSuffix(p.ImportPath, ".test")
}

func (c *Command) list(flags ...string) (packages []listed, stderr string, err error) {
	var out, complaints bytes.Buffer
	cmd := c.command(slices.Concat([]string{"list", "-e"}, flags, c.BuildFlags, []string{"--"}, c.Patterns))
	cmd.Stdout, cmd.Stderr = &out, &complaints
	err = cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return nil, "", err
	}
	dec := json.NewDecoder(&out)
	for {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			return packages, complaints.String(), nil
		} else if err != nil {
			return nil, "", fmt.Errorf("cannot read what go list printed: %v", err)
		}
		packages = append(packages, p)
	}
}
