package report

import (
	"fmt"
	"strings"
)

// Doc makes the Analyzer.Doc of a check from its embedded doc.go, whose package
// comment is all of the check's prose. It panics if there is none, which
// happens to the author and not to users.
//
// It works on lines instead of parsing: every process of the vettool pays for it.
func Doc(source, name string) string {
	text := PackageComment(source)
	doc, ok := strings.CutPrefix(text, "Package "+name+" ")
	if !ok {
		panic(fmt.Sprintf("doc.go of %s: want a package comment that starts with %q", name, "Package "+name))
	}
	return doc
}

// PackageComment returns the text of the // comment that ends right above the
// package clause.
func PackageComment(source string) string {
	var comment []string
	for line := range strings.Lines(source) {
		line = strings.TrimRight(line, "\r\n")
		text, ok := strings.CutPrefix(line, "//")
		switch {
		case ok:
			comment = append(comment, strings.TrimPrefix(text, " "))
		case strings.HasPrefix(line, "package "):
			return strings.Join(comment, "\n")
		default:
			comment = nil // not attached to the package clause
		}
	}
	return ""
}
