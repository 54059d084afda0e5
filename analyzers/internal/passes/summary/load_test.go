package summary

import (
	"bytes"
	"encoding/gob"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/bgvet/bgvet/analyzers/internal/catalog"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
)

// loaded is the packages of a module, those that are imported first.
type loaded struct {
	packages []*packages.Package
	facts    map[string]*Fact // by full name: each package sees others through export data
}

// needed is what the passes look at. Without packages.NeedDeps the imports come
// from the compiler, with it from their source too.
const needed = packages.NeedName | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports | packages.NeedModule

// load type-checks packages from their source as seen from a folder.
func load(t testing.TB, mode packages.LoadMode, dir string, patterns ...string) *loaded {
	t.Helper()
	roots, err := packages.Load(&packages.Config{Mode: mode, Dir: dir}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	l := &loaded{facts: make(map[string]*Fact)}
	packages.Visit(roots, nil, func(p *packages.Package) {
		if len(p.Syntax) > 0 {
			l.packages = append(l.packages, p)
		}
	})
	if len(l.packages) == 0 {
		t.Fatalf("no packages match %v", patterns)
	}
	return l
}

// fixtures is the folder of the module with the fixtures.
func fixtures(t testing.TB) string {
	t.Helper()
	root, err := catalog.Root()
	if err != nil {
		t.Fatal(err)
	}
	return filepath.Join(root, "testdata")
}

// solve summarizes one package, and keeps its facts for those that import it.
func (l *loaded) solve(p *packages.Package, files []*ast.File) *Summaries {
	s := newSummaries(calls.New(p.Fset, p.Types, p.TypesInfo, files), knowledge.Base())
	if p.Module != nil {
		s.module = p.Module.Path
	}
	s.fact = func(fn *types.Func, fact *Fact) bool {
		found, ok := l.facts[fn.FullName()]
		if ok {
			*fact = *found
		}
		return ok
	}
	s.solve()
	s.export(func(fn *types.Func, fact *Fact) { l.facts[fn.FullName()] = fact })
	s.sealed = true
	return s
}

// texts writes all summaries of a package, those of literals by their place.
func texts(s *Summaries, fset *token.FileSet) []string {
	var out []string
	for _, f := range s.Graph.Funcs {
		fact := Fact{*s.Of(f)}
		out = append(out, fset.Position(f.Pos()).String()+" "+f.Name()+": "+fact.String())
	}
	slices.Sort(out)
	return out
}

func encode(t testing.TB, fact *Fact) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(fact); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// std imports packages of the standard library for sources that come as text.
// Each package is compiled and read once.
var std = struct {
	sync.Mutex
	types.Importer
}{Importer: importer.Default()}

// check type-checks a file as far as its errors allow. Imports other than of
// the standard library fail.
func check(src string) (*Summaries, *token.FileSet) {
	fset := token.NewFileSet()
	file, _ := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution|parser.AllErrors)
	if file == nil {
		return nil, nil
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object),
		Uses: make(map[*ast.Ident]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
		Implicits: make(map[ast.Node]types.Object), Instances: make(map[*ast.Ident]types.Instance),
	}
	conf := types.Config{Importer: onlyStd{}, FakeImportC: true, Error: func(error) {}}
	pkg, _ := conf.Check("example.com/p", fset, []*ast.File{file}, info)
	s := newSummaries(calls.New(fset, pkg, info, []*ast.File{file}), knowledge.Base())
	s.solve()
	s.export(func(*types.Func, *Fact) {})
	s.sealed = true
	return s, fset
}

type onlyStd struct{}

func (onlyStd) Import(path string) (*types.Package, error) {
	switch path {
	case "context", "database/sql", "encoding/json", "errors", "fmt", "io", "log", "net", "net/http", "os", "regexp", "strings", "sync", "sync/atomic", "time":
		std.Lock()
		defer std.Unlock()
		return std.Importer.Import(path)
	}
	return nil, errUnknownImport(path)
}

type errUnknownImport string

func (e errUnknownImport) Error() string { return "no package " + string(e) }

// of returns the text of the summary of the function with a name.
func of(t *testing.T, s *Summaries, name string) string {
	t.Helper()
	for _, f := range s.Graph.Funcs {
		if f.Obj != nil && f.Obj.Name() == name {
			return (&Fact{*s.Of(f)}).String()
		}
	}
	t.Fatalf("no function %s", strings.TrimSpace(name))
	return ""
}
