// Command newcheck writes the files of a new check and lists it in the suite:
//
//	go run ./analyzers/internal/newcheck crash hotloop
//
// The check reports nothing yet, and the tests fail until its prose, fixture
// and code are there. See docs/adding-a-check.md.
package main

import (
	"bytes"
	"embed"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "newcheck:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("usage: newcheck <group> <check>; groups are %s", strings.Join(catalog.Groups, ", "))
	}
	root, err := catalog.Root()
	if err != nil {
		return err
	}
	files, err := skeleton(args[0], args[1])
	if err != nil {
		return err
	}
	if err := create(root, files); err != nil {
		return err
	}
	_, err = catalog.Write(root)
	return err
}

//go:embed templates
var templates embed.FS

var oneWord = regexp.MustCompile(`^[a-z]{3,}$`)

// skeleton returns the files of a check by their paths.
func skeleton(group, check string) (map[string][]byte, error) {
	if !slices.Contains(catalog.Groups, group) {
		return nil, fmt.Errorf("no group is called %q; groups are %s", group, strings.Join(catalog.Groups, ", "))
	}
	if !oneWord.MatchString(check) {
		return nil, fmt.Errorf("%q is not one lower-case word", check)
	}
	code := "analyzers/" + group + "/" + check + "/"
	targets := map[string]string{
		"doc.go.tmpl":   code + "doc.go",
		"check.go.tmpl": code + check + ".go",
		"test.go.tmpl":  code + check + "_test.go",
		"bad.go.tmpl":   "testdata/src/" + check + "/bad.go",
		"good.go.tmpl":  "testdata/src/" + check + "/good.go",
	}
	files := map[string][]byte{}
	all := template.Must(template.ParseFS(templates, "templates/*"))
	for name, target := range targets {
		var text bytes.Buffer
		if err := all.ExecuteTemplate(&text, name, map[string]string{"Group": group, "Check": check}); err != nil {
			return nil, err
		}
		files[target] = text.Bytes()
	}
	return files, nil
}

// create writes the files if none of them exists.
func create(root string, files map[string][]byte) error {
	for name := range files {
		if _, err := os.Stat(filepath.Join(root, name)); err == nil {
			return fmt.Errorf("%s exists", name)
		}
	}
	for name, text := range files {
		target := filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(target, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}
