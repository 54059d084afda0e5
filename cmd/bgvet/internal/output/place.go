package output

import (
	"net/url"
	"path/filepath"
	"strings"

	"github.com/bgvet/bgvet/cmd/bgvet/internal/finding"
	"github.com/bgvet/bgvet/cmd/bgvet/internal/source"
)

// A span is the range of a finding as most services count: columns in UTF-16 code
// units, the end behind the last. Zero means unknown.
type span struct {
	file                                    string // with its full name
	startLine, startColumn, endLine, endCol int
}

// spanOf reads the positions of go vet, whose columns count bytes. An end in
// another file, or before the start, is none.
func spanOf(files *source.Files, posn, end string) span {
	from, to := finding.ParsePosn(posn), finding.ParsePosn(end)
	text := files.File(from.File)
	s := span{file: from.File, startLine: from.Line, startColumn: text.Column(from.Line, from.Column)}
	if to.File == from.File && (to.Line > from.Line || to.Line == from.Line && to.Column > from.Column) {
		s.endLine, s.endCol = to.Line, text.Column(to.Line, to.Column)
	}
	return s
}

// inRepository returns the file's name below the top of the repository, with
// slashes, as the services that show findings know it.
func (r *Report) inRepository(file string) (name string, ok bool) {
	if r.Root == "" || !filepath.IsAbs(file) {
		return filepath.ToSlash(file), !filepath.IsAbs(file)
	}
	rel, err := filepath.Rel(r.Root, file)
	if err != nil || !filepath.IsLocal(rel) {
		return filepath.ToSlash(file), false
	}
	return filepath.ToSlash(rel), true
}

// fileURI returns the file: form of a full name.
func fileURI(name string) string {
	name = filepath.ToSlash(name)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // a drive letter
	}
	return (&url.URL{Scheme: "file", Path: name}).String()
}
