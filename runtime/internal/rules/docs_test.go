package rules

import (
	"flag"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const page = root + "/../docs/runtime.md"

var update = flag.Bool("update", false, "write the examples into docs/runtime.md")

// A block of the page shows declarations of one package's examples:
//
//	<!-- from host: cache ExampleHost -->
//	```go
//	...
//	```
var block = regexp.MustCompile("(?s)<!-- from (\\w+): ([^>]*?) -->\n```go\n.*?```")

// Every example that the tests run is on the page, word for word.
func TestPageShowsExamples(t *testing.T) {
	shown := examples(t)
	text := read(t, page)
	fresh := block.ReplaceAllStringFunc(text, func(old string) string {
		m := block.FindStringSubmatch(old)
		var code []string
		for _, name := range strings.Fields(m[2]) {
			source, ok := shown[m[1]+"."+name]
			if !ok {
				t.Errorf("the page shows %s.%s, which does not exist", m[1], name)
			}
			code = append(code, source)
			delete(shown, m[1]+"."+name)
		}
		return fmt.Sprintf("<!-- from %s: %s -->\n```go\n%s\n```", m[1], m[2], strings.Join(code, "\n\n"))
	})
	for name := range shown {
		if strings.Contains(name, ".Example") {
			t.Errorf("the page lacks %s", name)
		}
	}
	if *update {
		if err := os.WriteFile(page, []byte(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if fresh != text {
		t.Error("the page is stale; run: go test ./runtime/internal/rules -update")
	}
}

// examples maps package.declaration to its source, for the files with examples.
// Methods follow their type.
func examples(t *testing.T) map[string]string {
	all := make(map[string]string)
	eachFile(t, func(path string, set *token.FileSet, file *ast.File) {
		if base := filepath.Base(path); !strings.HasPrefix(base, "example") || !strings.HasSuffix(base, "_test.go") {
			return
		}
		text := read(t, path)
		for _, d := range file.Decls {
			name, from := declared(d)
			source := text[set.Position(from).Offset:set.Position(d.End()).Offset]
			key := strings.TrimSuffix(file.Name.Name, "_test") + "." + name
			if all[key] != "" {
				source = all[key] + "\n" + separator(d) + source
			}
			all[key] = source
		}
	})
	return all
}

// declared returns the name under which a declaration is shown, and where its
// comment begins.
func declared(d ast.Decl) (string, token.Pos) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		from := d.Pos()
		if d.Doc != nil {
			from = d.Doc.Pos()
		}
		if d.Recv == nil {
			return d.Name.Name, from
		}
		return receiver(d.Recv.List[0].Type), from
	case *ast.GenDecl:
		from := d.Pos()
		if d.Doc != nil {
			from = d.Doc.Pos()
		}
		if spec, ok := d.Specs[0].(*ast.TypeSpec); ok {
			return spec.Name.Name, from
		}
		return d.Tok.String(), from
	}
	return "", d.Pos()
}

func receiver(e ast.Expr) string {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	return e.(*ast.Ident).Name
}

// separator sets methods of several lines apart.
func separator(d ast.Decl) string {
	if f, ok := d.(*ast.FuncDecl); ok && len(f.Body.List) > 2 {
		return "\n"
	}
	return ""
}

var (
	row      = regexp.MustCompile(`(?m)^\| (\d+) \|(.*)$`)
	testName = regexp.MustCompile(`\b(Test\w+|C\d\d\b)`)
)

// The table maps each behaviour of the Generic Host to a test that exists or to
// a reason.
func TestPageMapsEveryBehaviour(t *testing.T) {
	tests := testNames(t)
	next := 1
	for _, m := range row.FindAllStringSubmatch(read(t, page), -1) {
		if m[1] != fmt.Sprint(next) {
			t.Fatalf("row %s follows row %d", m[1], next-1)
		}
		next++
		names := testName.FindAllString(m[2], -1)
		if len(names) == 0 && !strings.Contains(m[2], "not applicable") && !strings.Contains(m[2], "not provided") {
			t.Errorf("row %s names neither a test nor a reason", m[1])
		}
		for _, name := range names {
			if !slices.ContainsFunc(tests, func(t string) bool { return t == name || strings.HasPrefix(t, name+"_") }) {
				t.Errorf("row %s names %s, which does not exist", m[1], name)
			}
		}
	}
	if next != 72 {
		t.Errorf("the table ends with row %d, want 71", next-1)
	}
}

// Each of the thirty conformance tests has its number in its name.
func TestConformanceIsComplete(t *testing.T) {
	tests := testNames(t)
	for i := 1; i <= 30; i++ {
		prefix := fmt.Sprintf("C%02d_", i)
		if !slices.ContainsFunc(tests, func(t string) bool { return strings.HasPrefix(t, prefix) }) {
			t.Errorf("no conformance test %s", prefix)
		}
	}
}

// testNames lists test functions, also without "Test", and the subtests of the
// conformance suite.
func testNames(t *testing.T) []string {
	var names []string
	eachFile(t, func(path string, _ *token.FileSet, file *ast.File) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && strings.HasSuffix(path, "_test.go") && strings.HasPrefix(f.Name.Name, "Test") {
				names = append(names, f.Name.Name, strings.TrimPrefix(f.Name.Name, "Test"))
			}
		}
		if filepath.Base(path) == "conformance.go" {
			for _, m := range regexp.MustCompile(`\{"(C\d\d_\w+)"`).FindAllStringSubmatch(read(t, path), -1) {
				names = append(names, m[1])
			}
		}
	})
	return names
}
