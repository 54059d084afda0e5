// Package output writes findings. Each format is one file.
package output

import (
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// A Report is the outcome of one run.
type Report struct {
	Findings []finding.Finding // sorted, with absolute file names
	Troubles []string          // why the findings may be incomplete
	Dir      string            // write file names relative to this folder; "" leaves them
	Root     string            // the top of the repository: services know files from there
	Rules    []Rule            // what findings may be of, in any order
	Version  string            // of bgvet
	Color    bool              // for a terminal
}

// A Rule is a check as reports describe it.
type Rule struct {
	Check   string // as findings name it
	ID      string // such as "crash/hotloop"
	Group   string // the trap, "" for none
	Summary string // one line
	Help    string // the rest of the prose, as Markdown
	URL     string
}

// A Format is one way to write a report.
type Format interface {
	Write(w io.Writer, r *Report) error
}

// formats are all of them, by the name that -format takes.
var formats = map[string]Format{
	"text":   text{},
	"json":   jsonFormat{},
	"sarif":  sarifFormat{},
	"github": github{},
	"gitlab": gitlab{},
}

// ByName returns the format, or nil.
func ByName(name string) Format { return formats[name] }

// Names lists the formats for messages.
func Names() string { return strings.Join(NameList(), ", ") }

// NameList lists the formats.
func NameList() []string { return slices.Sorted(maps.Keys(formats)) }
