package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// Fixture is one file that a check is tested on.
type Fixture struct {
	File     string
	Wants    []Want
	Examples []*Example
}

// Want is a finding that the file expects.
type Want struct {
	Line    int
	Message string // the regular expression, read as text
}

// Example is a region of a fixture for the page: "bad" with findings or "good".
type Example struct {
	Kind  string
	Code  string // without want comments; the lines with findings are marked
	Wants []Want
}

// Kinds of examples.
const (
	Bad  = "bad"
	Good = "good"
)

func readFixtures(repository fs.FS, dir string) ([]*Fixture, error) {
	var fixtures []*Fixture
	err := fs.WalkDir(repository, dir, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(name) != ".go" {
			return err
		}
		source, err := fs.ReadFile(repository, name)
		if err != nil {
			return err
		}
		fixture, err := parseFixture(name, string(source))
		fixtures = append(fixtures, fixture)
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil // Faults says so
	}
	return fixtures, err
}

func parseFixture(name, source string) (*Fixture, error) {
	f := &Fixture{File: name}
	var region []string
	var open *Example
	for i, line := range strings.Split(source, "\n") {
		code, wants, err := cutWants(line, i+1)
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, i+1, err)
		}
		f.Wants = append(f.Wants, wants...)
		marker, isMarker := strings.CutPrefix(strings.TrimSpace(line), "// docs:")
		switch {
		case isMarker && marker == "end" && open != nil:
			open.Code = dedent(region)
			f.Examples = append(f.Examples, open)
			open, region = nil, nil
		case isMarker && (marker == Bad || marker == Good) && open == nil:
			open = &Example{Kind: marker}
		case isMarker:
			return nil, fmt.Errorf("%s:%d: misplaced docs:%s", name, i+1, marker)
		case open != nil:
			for _, want := range wants {
				open.Wants = append(open.Wants, want)
				code += fmt.Sprintf(" // (%d)", len(open.Wants))
			}
			region = append(region, code)
		}
	}
	if open != nil {
		return nil, fmt.Errorf("%s: docs:%s without docs:end", name, open.Kind)
	}
	return f, nil
}

// cutWants takes a want comment off a line. Expectations of facts, which have a
// name and a colon, are not findings.
func cutWants(line string, number int) (code string, wants []Want, err error) {
	code, comment, ok := strings.Cut(line, "// want ")
	if !ok {
		return line, nil, nil
	}
	rest := strings.TrimSpace(comment)
	if offset, after, ok := strings.Cut(rest, " "); ok && strings.HasPrefix(offset, "+") {
		rest = after // the finding is on a line further down
	}
	for rest != "" {
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return "", nil, fmt.Errorf("cannot read the want comment at %q", rest)
		}
		pattern, _ := strconv.Unquote(quoted)
		wants = append(wants, Want{Line: number, Message: asText(pattern)})
		rest = strings.TrimSpace(rest[len(quoted):])
	}
	return strings.TrimRight(code, " \t"), wants, nil
}

// asText reads a regular expression the way its author meant it: as a message
// with some characters escaped and some parts left open.
func asText(pattern string) string {
	pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "^"), "$")
	pattern = strings.NewReplacer(".*", "...", ".+", "...").Replace(pattern)
	var text strings.Builder
	for i := 0; i < len(pattern); i++ {
		if pattern[i] == '\\' && i+1 < len(pattern) {
			i++
		}
		text.WriteByte(pattern[i])
	}
	return text.String()
}

// dedent takes away the tabs that all lines start with.
func dedent(lines []string) string {
	common := -1
	for _, line := range lines {
		if strings.TrimSpace(line) == "" {
			continue // its indentation is not seen
		}
		if tabs := len(line) - len(strings.TrimLeft(line, "\t")); common < 0 || tabs < common {
			common = tabs
		}
	}
	var code strings.Builder
	for _, line := range lines {
		code.WriteString(line[min(max(common, 0), len(line)):])
		code.WriteByte('\n')
	}
	return strings.Trim(code.String(), "\n") + "\n"
}
