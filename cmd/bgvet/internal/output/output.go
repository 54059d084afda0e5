// Package output writes findings. Each format is one file.
package output

import (
	"io"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
)

// A Report is the outcome of one run.
type Report struct {
	Findings []finding.Finding // sorted, with absolute file names
	Troubles []string          // why the findings may be incomplete
	Dir      string            // write file names relative to this folder; "" leaves them
}

// A Format is one way to write a report.
type Format interface {
	Write(w io.Writer, r *Report) error
}

// formats are all of them, by the name that -format takes.
var formats = map[string]Format{
	"text": text{},
	"json": jsonFormat{},
}

// ByName returns the format, or nil.
func ByName(name string) Format { return formats[name] }

// Names lists the formats for messages.
func Names() string {
	var names []string
	for name := range formats {
		names = append(names, name)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}
