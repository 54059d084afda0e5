// Package custom builds programs that take checks only at compile time, with the
// checks of bgvet in them: the released source is copied to a cache folder, one
// file is added, and the go command does the rest.
package custom

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Module is ours.
const Module = "github.com/bgvet/bgvet"

// A Program is something to build.
type Program struct {
	Name    string // of the binary
	Module  string
	Version string
	Package string // in the module, "." for its root

	// File is added to the module, with the text.
	File, Text string

	// Keep names modules whose version stays what the program asks for, although
	// ours asks for a newer one: the program shares their internals.
	Keep []string
}

// A Builder is the circumstances of a build.
type Builder struct {
	Go     string    // the go command
	Cache  string    // a folder for the source, kept for the next build
	Source Source    // of bgvet
	Log    io.Writer // takes a line for each step
}

// Build writes the program to the file out.
func (b *Builder) Build(p Program, out string) error {
	released, err := b.download(p)
	if err != nil {
		return err
	}
	dir, err := b.unpack(p, released)
	if err != nil {
		return fmt.Errorf("cannot use the cache folder: %w", err)
	}
	b.say("adding bgvet (%s)", b.Source)
	if err := b.prepare(p, released, dir); err != nil {
		return err
	}
	b.say("building %s; the first time that takes minutes", p.Name)
	if err := os.MkdirAll(filepath.Dir(out), 0o777); err != nil {
		return err
	}
	return b.run(dir, "build", "-mod=mod", "-buildvcs=false", "-o", out, p.Package)
}

func (b *Builder) say(format string, args ...any) {
	fmt.Fprintf(b.Log, "bgvet: "+format+"\n", args...)
}

// download returns the folder that holds the released source.
func (b *Builder) download(p Program) (string, error) {
	b.say("fetching %s %s", p.Module, p.Version)
	out, err := b.output(b.temp(), "mod", "download", "-json", p.Module+"@"+p.Version)
	var module struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &module); jsonErr == nil && module.Error != "" {
		return "", errors.New(oneLine(module.Error))
	}
	if err != nil || module.Dir == "" {
		return "", fmt.Errorf("cannot fetch %s@%s: %w", p.Module, p.Version, err)
	}
	return module.Dir, nil
}

// temp is a folder outside of any module, whose go.mod could have a say.
func (b *Builder) temp() string { return os.TempDir() }

// unpack copies the source to its place in the cache. The place depends on what is
// built and from which bgvet, so that two builds at once write the same there.
func (b *Builder) unpack(p Program, released string) (string, error) {
	key := sha256.Sum256(fmt.Append(nil, b.Source, "\n", p.Text))
	dir := filepath.Join(b.Cache, fmt.Sprintf("%s-%s-%x", filepath.Base(p.Name), p.Version, key[:6]))
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(b.Cache, 0o777); err != nil {
		return "", err
	}
	temp, err := os.MkdirTemp(b.Cache, "unpack-*")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	if err := os.CopyFS(filepath.Join(temp, "src"), os.DirFS(released)); err != nil {
		return "", err
	}
	err = os.Rename(filepath.Join(temp, "src"), dir)
	if _, statErr := os.Stat(filepath.Join(dir, "go.mod")); statErr == nil {
		return dir, nil // ours, or that of somebody who was faster
	}
	return "", err
}

// prepare adds our file and module to the copy. It starts from the released go.mod,
// since the go command notes in the copy what it chose in an earlier build.
func (b *Builder) prepare(p Program, released, dir string) error {
	mod, err := os.ReadFile(filepath.Join(released, "go.mod"))
	if err != nil {
		return err
	}
	if err := write(filepath.Join(dir, "go.mod"), string(mod)); err != nil {
		return err
	}
	if err := write(filepath.Join(dir, p.File), p.Text); err != nil {
		return err
	}
	edits := b.Source.edits()
	for _, module := range p.Keep {
		version, err := b.required(dir, module)
		if err != nil {
			return err
		}
		edits = append(edits, fmt.Sprintf("-replace=%s=%s@%s", module, module, version))
	}
	return b.run(dir, append([]string{"mod", "edit"}, edits...)...)
}

// required returns the version that the program itself asks for.
func (b *Builder) required(dir, module string) (string, error) {
	out, err := b.output(dir, "mod", "edit", "-json")
	if err != nil {
		return "", err
	}
	var mod struct {
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		return "", err
	}
	for _, r := range mod.Require {
		if r.Path == module {
			return r.Version, nil
		}
	}
	return "", fmt.Errorf("%s does not require %s", dir, module)
}

// write replaces a file if its content differs, whatever its mode: files from the
// module cache cannot be written.
func write(name, text string) error {
	if old, err := os.ReadFile(name); err == nil && string(old) == text {
		return nil
	}
	if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o666)
}

func (b *Builder) run(dir string, args ...string) error {
	_, err := b.output(dir, args...)
	return err
}

// output runs the go command, without what the user has set for modules of
// their own. Of its complaints the last line says what it came to.
func (b *Builder) output(dir string, args ...string) ([]byte, error) {
	var stderr bytes.Buffer
	cmd := exec.Command(b.Go, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "PWD="+dir)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return out, fmt.Errorf("go %s: %s", args[0], complaint(stderr.String(), err))
	}
	return out, nil
}

// complaint returns the first line that is no news about downloads.
func complaint(stderr string, err error) string {
	for line := range strings.Lines(stderr) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "go: downloading") || strings.HasPrefix(line, "go: added") {
			continue
		}
		return oneLine(line)
	}
	return err.Error()
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
