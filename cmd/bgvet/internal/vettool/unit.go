package vettool

import (
	"encoding/json"
	"fmt"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
)

// A unit is what we need of the file in which go vet describes one package.
type unit struct {
	Dir           string
	ImportPath    string
	ModulePath    string
	ModuleVersion string
	VetxOnly      bool // facts are wanted, diagnostics are thrown away

	file string
	data []byte
}

func readUnit(file string) (*unit, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	u := &unit{file: file, data: data}
	if err := json.Unmarshal(data, u); err != nil {
		return nil, fmt.Errorf("%s: %v", file, err)
	}
	return u, nil
}

// standard reports whether the package is one of the standard library: those
// have no module, and no dot in the first element of their path.
func (u *unit) standard() bool {
	first, _, _ := strings.Cut(u.ImportPath, "/")
	return u.ModulePath == "" && !strings.Contains(first, ".") && first != "command-line-arguments"
}

// external reports whether the package is not the user's own code: it lies in
// the module cache, where folders carry the version, or is a vendored copy. A
// version alone does not say that; a module that is replaced by a folder has one.
func (u *unit) external() bool {
	dir := filepath.ToSlash(u.Dir) + "/"
	copied := strings.Contains(dir, "@v") || strings.Contains(dir, "/vendor/")
	return u.standard() || u.ModuleVersion != "" && copied
}

// needsReport reports whether the findings of this package, which was not asked
// for, have to be printed all the same.
//
// go vet of Go 1.26 keeps a package's printed results under a key that does not
// say whether the package was asked for or only imported. Vet a program first
// and then the packages under it, and their findings are missing, since it was
// remembered that they printed none; the other way round they are printed again
// with the program. Printing them always gives one answer, from which the
// command drops what was not asked for. Code of others is left alone: there the
// command sets a key of its own when it is asked for.
//
// A package with tests in it is vetted together with them, as another unit under
// another key; only its imported half comes here, and is not needed.
func (u *unit) needsReport() bool {
	return u.VetxOnly && !u.external() && !hasInnerTest(u.Dir)
}

// hasInnerTest reports whether the folder has a test file that belongs to the
// package itself. A file that a build tag decides about may be counted wrongly:
// that costs a second look at a package, or brings back what go vet does.
func hasInnerTest(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*_test.go"))
	for _, file := range files {
		if ok, err := build.Default.MatchFile(dir, filepath.Base(file)); err != nil || !ok {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.PackageClauseOnly)
		if err == nil && !strings.HasSuffix(f.Name.Name, "_test") {
			return true
		}
	}
	return false
}

// reporting makes the unit one whose findings are printed, and returns the file
// that describes it so. It lies in the folder that go vet removes afterwards.
func (u *unit) reporting() (file string, err error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(u.data, &all); err != nil {
		return "", err
	}
	all["VetxOnly"] = json.RawMessage("false")
	u.VetxOnly = false
	data, err := json.Marshal(all)
	if err != nil {
		return "", err
	}
	file = strings.TrimSuffix(u.file, ".cfg") + ".report.cfg"
	return file, os.WriteFile(file, data, 0o666)
}
