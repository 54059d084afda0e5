package rules

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const (
	root    = "../.." // the runtime folder
	module  = "github.com/bgvet/bgvet/"
	runtime = module + "runtime/"
)

// The runtime imports the standard library, golang.org/x, and itself.
func TestDependencies(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", "-test", root+"/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range strings.Fields(string(out)) {
		first, _, _ := strings.Cut(path, "/")
		switch {
		case strings.HasPrefix(path, runtime), strings.HasPrefix(path, "golang.org/x/"):
		case strings.HasPrefix(path, "[") || strings.Contains(first, "."):
			if !strings.HasPrefix(path, "["+module) {
				t.Errorf("the runtime imports %s", path)
			}
		}
	}
}

const (
	maxFunctionLines = 70
	maxFileLines     = 450
)

func TestSizes(t *testing.T) {
	eachFile(t, func(path string, set *token.FileSet, file *ast.File) {
		if lines := set.Position(file.FileEnd).Line; lines > maxFileLines {
			t.Errorf("%s has %d lines, more than %d", path, lines, maxFileLines)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := set.Position(f.End()).Line - set.Position(f.Pos()).Line + 1; lines > maxFunctionLines {
				t.Errorf("%s: %s has %d lines, more than %d", path, f.Name.Name, lines, maxFunctionLines)
			}
		}
	})
}

// eachFile parses every Go file of the runtime, tests included.
func eachFile(t *testing.T, visit func(path string, set *token.FileSet, file *ast.File)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err == nil {
			visit(path, set, file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
