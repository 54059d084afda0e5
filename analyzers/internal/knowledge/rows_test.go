package knowledge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

// pinned is the module that holds the third-party packages of the rows.
const pinned = "../../../testdata/knowledge"

func TestStandardRowsResolve(t *testing.T) {
	resolveAll(t, ".", func(p *Package) bool { return p.Module == "" })
}

func TestThirdPartyRowsResolve(t *testing.T) {
	needHeavy(t)
	resolveAll(t, pinned, isThirdParty)
}

func TestOwnRowsResolve(t *testing.T) {
	resolveAll(t, "../../..", func(p *Package) bool { return p.Module == ownModule })
}

const ownModule = "github.com/bgvet/bgvet"

func isThirdParty(p *Package) bool { return p.Module != "" && p.Module != ownModule }

func needHeavy(t *testing.T) {
	t.Helper()
	if os.Getenv("BGVET_HEAVY") != "1" {
		t.Skip("needs third-party modules: set BGVET_HEAVY=1 to download and load them")
	}
}

func resolveAll(t *testing.T, dir string, wanted func(*Package) bool) {
	var rows []*Package
	var paths []string
	for _, p := range packages {
		if wanted(p) {
			rows, paths = append(rows, p), append(paths, p.Path)
		}
	}
	if len(rows) == 0 {
		return
	}
	loaded := declarations(t, dir, paths...)
	for _, p := range rows {
		pkg := loaded[p.Path]
		if pkg == nil || pkg.Types == nil || len(pkg.CompiledGoFiles) == 0 {
			t.Errorf("%s: cannot be loaded", p.Path)
			continue
		}
		if pkg.Module != nil && pkg.Module.Path != p.Module {
			t.Errorf("%s: is in module %s, not %q", p.Path, pkg.Module.Path, p.Module)
		}
		for _, fault := range faults(p, pkg.Types) {
			t.Error(fault)
		}
	}
}

func TestEveryPackageIsListed(t *testing.T) {
	listed := listedNames(t)
	fset := token.NewFileSet()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range files {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, entry.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range packageVars(file) {
			if !slices.Contains(listed, name) {
				t.Errorf("%s: %s is missing in packages.go", entry.Name(), name)
			}
		}
	}
}

// The pinned module must import what rows name, or "go mod tidy" there would
// drop the package and its rows would no longer be resolved.
func TestThirdPartyPackagesArePinned(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), pinned+"/tools.go", nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var imports []string
	for _, spec := range file.Imports {
		imports = append(imports, strings.Trim(spec.Path.Value, `"`))
	}
	for _, p := range packages {
		if isThirdParty(p) && !slices.Contains(imports, p.Path) {
			t.Errorf("testdata/knowledge/tools.go should import %s", p.Path)
		}
	}
}

func TestPathsAreSaidOnce(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages {
		if seen[p.Path] {
			t.Errorf("%s has two Package values", p.Path)
		}
		seen[p.Path] = true
	}
}

// packageVars returns the variables of file that are initialized with a
// Package literal.
func packageVars(file *ast.File) (names []string) {
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			return true
		}
		if lit, ok := spec.Values[0].(*ast.CompositeLit); ok {
			if typ, ok := lit.Type.(*ast.Ident); ok && typ.Name == "Package" {
				names = append(names, spec.Names[0].Name)
			}
		}
		return false
	})
	return names
}

func listedNames(t *testing.T) (names []string) {
	file, err := parser.ParseFile(token.NewFileSet(), "packages.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if ref, ok := n.(*ast.UnaryExpr); ok && ref.Op == token.AND {
			names = append(names, ref.X.(*ast.Ident).Name)
		}
		return true
	})
	return names
}
