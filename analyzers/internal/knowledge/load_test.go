package knowledge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"testing"

	load "golang.org/x/tools/go/packages"
)

// declarations type-checks the named packages as seen from dir, and all they
// import, without any function body. Nothing is compiled, so a cold cache costs
// no more than a warm one; and since packages are checked for one platform
// without cgo, rows resolve alike on every machine.
func declarations(t *testing.T, dir string, patterns ...string) map[string]*load.Package {
	t.Helper()
	loaded, err := load.Load(&load.Config{
		Mode:      load.NeedName | load.NeedImports | load.NeedDeps | load.NeedTypes | load.NeedSyntax | load.NeedCompiledGoFiles | load.NeedModule,
		Dir:       dir,
		Env:       append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64", "GOWORK=off"),
		ParseFile: parseWithoutBodies,
	}, patterns...)
	if err != nil {
		t.Fatal(err)
	}
	byPath := make(map[string]*load.Package, len(loaded))
	for _, p := range loaded {
		byPath[p.PkgPath] = p
	}
	return byPath
}

// parseWithoutBodies leaves imports unused and generic functions empty; the
// errors about both stay in Package.Errors, where nobody looks.
func parseWithoutBodies(fset *token.FileSet, filename string, src []byte) (*ast.File, error) {
	file, err := parser.ParseFile(fset, filename, src, parser.SkipObjectResolution)
	if file == nil {
		return nil, err
	}
	for _, decl := range file.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			fn.Body = nil
		}
	}
	return file, err
}
