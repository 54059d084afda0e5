// Package source reads the files that findings are about. Positions count bytes;
// most readers of a report count characters, as UTF-16 does.
package source

import (
	"os"
	"sort"
	"strings"
	"unicode/utf8"
)

// Files holds what was read. The zero value is ready.
type Files struct{ read map[string]*File }

// File returns the file, empty if it cannot be read: it may be gone, or have
// changed since it was analysed.
func (f *Files) File(name string) *File {
	file, ok := f.read[name]
	if !ok {
		text, _ := os.ReadFile(name)
		file = New(text)
		if f.read == nil {
			f.read = make(map[string]*File)
		}
		f.read[name] = file
	}
	return file
}

// A File is a text by lines.
type File struct {
	text   []byte
	starts []int // the offset of each line
}

// New returns a file of that text.
func New(text []byte) *File {
	f := &File{text: text}
	if len(text) > 0 {
		f.starts = []int{0}
	}
	for i, b := range text {
		if b == '\n' && i+1 < len(text) {
			f.starts = append(f.starts, i+1)
		}
	}
	return f
}

// Text is all of the file.
func (f *File) Text() []byte { return f.text }

// Line returns a line, from 1, without its end, and whether there is one.
func (f *File) Line(n int) (string, bool) {
	if n < 1 || n > len(f.starts) {
		return "", false
	}
	end := len(f.text)
	if n < len(f.starts) {
		end = f.starts[n]
	}
	return strings.TrimRight(string(f.text[f.starts[n-1]:end]), "\r\n"), true
}

// Column turns a column in bytes into one in UTF-16 code units, both from 1. What
// lies outside the line is left as it is.
func (f *File) Column(line, column int) int {
	text, ok := f.Line(line)
	if !ok || column < 1 || column > len(text)+1 {
		return column
	}
	return 1 + UTF16Len(text[:column-1])
}

// Place returns the line and the column, in UTF-16 code units, of an offset.
func (f *File) Place(offset int) (line, column int, ok bool) {
	if offset < 0 || offset > len(f.text) || len(f.starts) == 0 {
		return 0, 0, false
	}
	line = sort.Search(len(f.starts), func(i int) bool { return f.starts[i] > offset })
	return line, 1 + UTF16Len(string(f.text[f.starts[line-1]:offset])), true
}

// UTF16Len counts the UTF-16 code units of a text.
func UTF16Len(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r > 0xFFFF && r <= utf8.MaxRune {
			n++ // a surrogate pair
		}
	}
	return n
}
