package analyzers

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
)

const module = "github.com/bgvet/bgvet"

// layers is the order of the imports: a package may import those above it in
// this list, never those below, and those of its own line only where peers says.
// A folder stands for all below it that is not listed by itself.
var layers = []struct {
	folders []string
	peers   bool // the packages of this line may import each other
}{
	{folders: []string{"analyzers/internal/guard", "analyzers/internal/knowledge", "analyzers/internal/syntax", "analyzers/internal/flow"}, peers: true},
	{folders: []string{"analyzers/internal/config"}},
	{folders: []string{"analyzers/internal/passes/calls"}},
	{folders: []string{"analyzers/internal/passes/summary"}},
	{folders: []string{"analyzers/internal/passes/services"}},
	{folders: []string{"analyzers/internal/passes/inreach"}},
	{folders: []string{"analyzers/internal/passes/values"}},
	{folders: []string{"analyzers/internal/passes/bounds"}},
	{folders: []string{"analyzers/internal/report"}},
	{folders: []string{"analyzers/internal/catalog"}},
	{folders: []string{"analyzers/internal/gen", "analyzers/internal/newcheck", "analyzers/internal/checktest"}},
	{folders: []string{"analyzers/crash", "analyzers/captive", "analyzers/cancel", "analyzers/starve", "analyzers/graduate", "analyzers/directive", "analyzers/facts"}},
	{folders: []string{"analyzers"}},
	{folders: []string{"cmd", "golangci-plugin"}},
}

// TestLayers holds the imports of this module to the order of the layers.
func TestLayers(t *testing.T) {
	root, err := catalog.Root()
	if err != nil {
		t.Fatal(err)
	}
	imports, err := importsOf(os.DirFS(root))
	if err != nil {
		t.Fatal(err)
	}
	if len(imports) == 0 {
		t.Fatal("no Go files found")
	}
	for _, i := range imports {
		if fault := i.fault(); fault != "" {
			t.Errorf("%s imports %s: %s", i.file, i.path, fault)
		}
	}
}

type importOf struct{ file, path string }

// importsOf returns the imports of all Go files of the module. Folders with a
// go.mod of their own are other modules.
func importsOf(repository fs.FS) ([]importOf, error) {
	var imports []importOf
	err := fs.WalkDir(repository, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return skipDir(repository, name)
		case path.Ext(name) != ".go":
			return nil
		}
		source, err := fs.ReadFile(repository, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, _ := strconv.Unquote(spec.Path.Value)
			imports = append(imports, importOf{name, imported})
		}
		return nil
	})
	return imports, err
}

func skipDir(repository fs.FS, name string) error {
	if name == "." {
		return nil
	}
	_, err := fs.Stat(repository, path.Join(name, "go.mod"))
	if err == nil || strings.HasPrefix(path.Base(name), ".") || path.Base(name) == "testdata" {
		return fs.SkipDir
	}
	return nil
}

// fault says why the import is not allowed.
func (i importOf) fault() string {
	folder := path.Dir(i.file)
	target, ours := strings.CutPrefix(i.path, module+"/")
	if isBelow(folder, "runtime") {
		return runtimeFault(i.path)
	}
	from, fromLayer := layerOf(folder)
	to, toLayer := layerOf(target)
	switch {
	case !ours || folder == target:
		return ""
	case fromLayer < 0 || toLayer < 0:
		return "one of them is in no layer"
	case strings.HasSuffix(i.file, "_test.go") && isForTests(target):
		return ""
	case fromLayer > toLayer && !isTestOnly(target):
		return ""
	case fromLayer == toLayer && (layers[toLayer].peers || isTool(folder)):
		return ""
	case fromLayer == toLayer:
		return fmt.Sprintf("both are in the layer of %s; no check imports another", from)
	case isTestOnly(target):
		return "it is for tests"
	}
	return fmt.Sprintf("%s is below %s", from, to)
}

// runtimeFault: the runtime is for everybody's programs and brings nothing along.
func runtimeFault(imported string) string {
	first, _, _ := strings.Cut(imported, "/")
	switch {
	case !strings.Contains(first, "."), isBelow(imported, "golang.org/x"), isBelow(imported, module+"/runtime"):
		return ""
	}
	return "the runtime imports only itself, std and golang.org/x"
}

// isTestOnly: checktest runs fixtures, catalog finds them.
func isTestOnly(folder string) bool { return folder == "analyzers/internal/checktest" }

func isForTests(folder string) bool {
	return isTestOnly(folder) || folder == "analyzers/internal/catalog"
}

func isTool(folder string) bool { return isBelow(folder, "cmd") }

// layerOf returns the longest listed folder that holds the given one, and the
// index of its layer.
func layerOf(folder string) (listed string, layer int) {
	layer = -1
	for i, l := range layers {
		for _, f := range l.folders {
			if isBelow(folder, f) && len(f) > len(listed) {
				listed, layer = f, i
			}
		}
	}
	if listed == "analyzers" && folder != listed {
		return "", -1 // a new folder has to find its place in the list
	}
	return listed, layer
}

func isBelow(folder, parent string) bool {
	return folder == parent || strings.HasPrefix(folder, parent+"/")
}

func TestImportFault(t *testing.T) {
	tests := []struct {
		file, path string
		ok         bool
	}{
		{"analyzers/crash/a/a.go", module + "/analyzers/internal/report", true},
		{"analyzers/crash/a/a.go", module + "/analyzers/internal/passes/services", true},
		{"analyzers/crash/a/a.go", module + "/analyzers/crash/b", false},
		{"analyzers/crash/a/a.go", module + "/analyzers/starve/b", false},
		{"analyzers/crash/a/a.go", module + "/analyzers", false},
		{"analyzers/crash/a/a.go", module + "/analyzers/internal/checktest", false},
		{"analyzers/crash/a/a_test.go", module + "/analyzers/internal/checktest", true},
		{"analyzers/crash/a/a_test.go", module + "/analyzers/crash/a", true},
		{"analyzers/internal/flow/a.go", module + "/analyzers/internal/syntax", true},
		{"analyzers/internal/flow/a.go", module + "/analyzers/internal/config", false},
		{"analyzers/internal/passes/calls/a.go", module + "/analyzers/internal/config", true},
		{"analyzers/internal/passes/calls/a.go", module + "/analyzers/internal/passes/summary", false},
		{"analyzers/internal/passes/services/a.go", module + "/analyzers/internal/report", false},
		{"analyzers/internal/passes/inreach/a.go", module + "/analyzers/internal/passes/services", true},
		{"analyzers/internal/passes/services/a.go", module + "/analyzers/internal/passes/inreach", false},
		{"analyzers/internal/util/a.go", module + "/analyzers/internal/report", false},
		{"analyzers/suite.go", module + "/analyzers/crash/a", true},
		{"analyzers/driver.go", module + "/cmd/bgvet", false},
		{"cmd/bgvet/main.go", module + "/analyzers", true},
		{"cmd/bgvet/main.go", module + "/cmd/bgvet/internal/text", true},
		{"cmd/bgvet/main.go", module + "/runtime/host", false},
		{"runtime/host/a.go", module + "/runtime/di", true},
		{"runtime/host/a.go", module + "/analyzers", false},
		{"runtime/host/a.go", "golang.org/x/sync/errgroup", true},
		{"runtime/host/a.go", "net/http", true},
		{"runtime/host/a.go", "github.com/jackc/pgx/v5", false},
		{"analyzers/internal/config/a.go", "github.com/goccy/go-yaml", true},
	}
	for _, test := range tests {
		fault := importOf{test.file, test.path}.fault()
		if (fault == "") != test.ok {
			t.Errorf("%s imports %s: fault %q, want ok %t", test.file, test.path, fault, test.ok)
		}
	}
}
