package finding

import (
	"cmp"
	"path/filepath"
	"strconv"
	"strings"
)

// A Position is a place in a file; Line and Column count from 1, the column in
// bytes. Zero means unknown.
type Position struct {
	File         string
	Line, Column int
}

// ParsePosn reads "file:line:col", "file:line" or "file". The file may contain
// colons.
func ParsePosn(posn string) Position {
	file, last, ok := cutNumber(posn)
	if !ok {
		return Position{File: posn}
	}
	if before, line, ok := cutNumber(file); ok {
		return Position{File: before, Line: line, Column: last}
	}
	return Position{File: file, Line: last}
}

// cutNumber splits "rest:number".
func cutNumber(s string) (rest string, number int, ok bool) {
	colon := strings.LastIndexByte(s, ':')
	if colon <= 0 {
		return s, 0, false
	}
	number, err := strconv.Atoi(s[colon+1:])
	return s[:colon], number, err == nil
}

func (p Position) String() string {
	s := p.File
	if p.Line > 0 {
		s += ":" + strconv.Itoa(p.Line)
		if p.Column > 0 {
			s += ":" + strconv.Itoa(p.Column)
		}
	}
	return s
}

// ComparePosn orders positions by file, line and column.
func ComparePosn(a, b string) int {
	p, q := ParsePosn(a), ParsePosn(b)
	return cmp.Or(
		strings.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
	)
}

// RelativePosn writes the position's file relative to the folder if it lies in
// it or not far above; other files keep their full name.
func RelativePosn(posn, dir string) string {
	p := ParsePosn(posn)
	p.File = RelativeFile(p.File, dir)
	return p.String()
}

// RelativeFile does for a file what RelativePosn does for a position.
func RelativeFile(file, dir string) string {
	if dir == "" || !filepath.IsAbs(file) {
		return file
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || len(rel) >= len(file) {
		return file
	}
	return rel
}
