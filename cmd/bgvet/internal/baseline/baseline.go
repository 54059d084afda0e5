// Package baseline remembers the findings that a project lives with for now, so
// that only new ones fail a build.
package baseline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// version is that of the file's form.
const version = 1

// A File is a baseline as it is kept in the repository.
type File struct {
	Version int `json:"version"`
	// Flags are those that chose the checks. With others, a finding that is not
	// there says nothing.
	Flags    []string `json:"flags"`
	Findings []Entry  `json:"findings"`
}

// An Entry is one known finding. Only the fingerprint and the package are read;
// the rest is for people who review the file.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Package     string `json:"package"`
	File        string `json:"file"`
	Category    string `json:"category"`
	Message     string `json:"message"`
}

func (e *Entry) String() string {
	return fmt.Sprintf("%s/%s: %s [%s]", e.Package, e.File, e.Message, e.Category)
}

// Read reads a baseline. A file that nobody can have meant is an error.
func Read(name string) (*File, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read the baseline: %w", err)
	}
	f := new(File)
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	if err := dec.Decode(f); err != nil {
		return nil, fmt.Errorf("%s is no baseline: %v", name, err)
	}
	if dec.More() {
		return nil, fmt.Errorf("%s is no baseline: there is something behind it", name)
	}
	if f.Version != version {
		return nil, fmt.Errorf("%s is a baseline of version %d; this bgvet reads version %d", name, f.Version, version)
	}
	for _, e := range f.Findings {
		if e.Fingerprint == "" {
			return nil, fmt.Errorf("%s is no baseline: an entry has no fingerprint", name)
		}
	}
	return f, nil
}

// Mark marks the findings that are known and returns the entries that none of
// them meets.
func (f *File) Mark(findings []finding.Finding) (stale []Entry) {
	met := make(map[string]bool)
	known := make(map[string]bool)
	for _, e := range f.Findings {
		known[e.Fingerprint] = true
	}
	for i := range findings {
		if print := findings[i].Fingerprint; known[print] {
			findings[i].Known = true
			met[print] = true
		}
	}
	for _, e := range f.Findings {
		if !met[e.Fingerprint] {
			stale = append(stale, e)
		}
	}
	return stale
}

// New returns the baseline of these findings. Of the old one, which may be nil, it
// keeps the entries of packages that were not looked at.
func New(flags []string, findings []finding.Finding, old *File, lookedAt func(pkg string) bool) *File {
	f := &File{Version: version, Flags: append([]string{}, flags...), Findings: []Entry{}}
	for _, d := range findings {
		if d.Silenced != nil {
			continue
		}
		f.Findings = append(f.Findings, Entry{
			Fingerprint: d.Fingerprint,
			Package:     d.Package,
			File:        filepath.Base(finding.ParsePosn(d.Posn).File),
			Category:    cmp.Or(d.Category, d.Check),
			Message:     d.Message,
		})
	}
	if old != nil {
		for _, e := range old.Findings {
			if !lookedAt(e.Package) {
				f.Findings = append(f.Findings, e)
			}
		}
	}
	// By what people read, so that two branches rarely touch the same lines.
	slices.SortStableFunc(f.Findings, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.File, b.File), cmp.Compare(a.Category, b.Category),
			cmp.Compare(a.Message, b.Message), cmp.Compare(a.Fingerprint, b.Fingerprint))
	})
	return f
}

// Write replaces the file in one step: who reads it meanwhile sees the old or the
// new one, and what was there is lost only when the new one is complete.
func (f *File) Write(name string) error {
	text := new(bytes.Buffer)
	enc := json.NewEncoder(text)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "\t")
	if err := enc.Encode(f); err != nil {
		return err
	}
	if err := replace(name, text.Bytes()); err != nil {
		return fmt.Errorf("cannot write the baseline: %w", err)
	}
	return nil
}

func replace(name string, text []byte) (err error) {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real // a link stays one
	}
	mode := fs.FileMode(0o644)
	if info, err := os.Stat(name); err == nil {
		mode = info.Mode().Perm()
	}
	temp, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp.Name())
		}
	}()
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Chmod(mode), temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), name)
}
