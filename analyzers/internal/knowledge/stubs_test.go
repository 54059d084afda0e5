package knowledge

import (
	"fmt"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"
	"testing"
)

// fixtures is the module in which stubs stand for the pinned packages.
const fixtures = "../../../testdata"

// A stub may leave out what fixtures do not need; what it declares must be as
// in the real package.
func TestStubsAreAsTheRealPackages(t *testing.T) {
	needHeavy(t)
	paths := stubPaths(t)
	stubs := declarations(t, fixtures, paths...)
	pinned := declarations(t, pinned, slices.DeleteFunc(slices.Clone(paths), isOwnPath)...)
	maps.Copy(pinned, declarations(t, "../../..", slices.DeleteFunc(slices.Clone(paths), isThirdPath)...))
	for _, path := range paths {
		if stubs[path] == nil || pinned[path] == nil || len(pinned[path].CompiledGoFiles) == 0 {
			t.Errorf("%s: cannot be loaded", path)
			continue
		}
		for _, difference := range drift(stubs[path].Types, pinned[path].Types) {
			t.Error(difference)
		}
	}
}

func isOwnPath(path string) bool   { return strings.HasPrefix(path, ownModule+"/") }
func isThirdPath(path string) bool { return !isOwnPath(path) }

func TestDriftIsSeen(t *testing.T) {
	stub, _ := check(t, "example.com/lib", `package lib
		type DB struct{ Name string }
		func (*DB) Query() int { return 0 }
		func (*DB) Gone() {}
		type Reader interface{ Read(); Write() }
		func Dial(string) {}
		var Limit int
		const Max = 1
		type Opaque struct{}
	`, nil)
	real, _ := check(t, "example.com/lib", `package lib
		type DB struct{ Name []byte }
		func (*DB) Query() {}
		type Reader interface{ Read() int }
		func Dial() {}
		const Limit = 1
		const Max = 2
		const Unused = 3
		type Opaque interface{}
	`, nil)
	if got := drift(stub, real); len(got) != 9 {
		t.Errorf("want 9 differences, got %q", got)
	}
	if got := drift(real, real); len(got) != 0 {
		t.Errorf("a package differs from itself: %q", got)
	}
}

func stubPaths(t *testing.T) (paths []string) {
	err := fs.WalkDir(os.DirFS(fixtures+"/stubs"), ".", func(name string, _ fs.DirEntry, err error) error {
		if path.Base(name) == "stub.go" {
			paths = append(paths, path.Dir(name))
		}
		return err
	})
	if err != nil || len(paths) == 0 {
		t.Fatal("no stubs found", err)
	}
	return paths
}

// drift says where the declarations of stub are not as in real. Those that are
// not exported count too: exported ones promote their methods.
func drift(stub, real *types.Package) (differences []string) {
	for _, name := range stub.Scope().Names() {
		mine, other := stub.Scope().Lookup(name), real.Scope().Lookup(name)
		got, want := shape(mine), shape(other)
		for part, text := range got {
			if want[part] != text {
				differences = append(differences, fmt.Sprintf("%s.%s: %s is %q, in the real package %q", stub.Path(), name, part, text, want[part]))
			}
		}
	}
	return differences
}

// shape writes down the parts of a declaration that a stub has to share, with
// qualified names.
func shape(obj types.Object) map[string]string {
	parts := map[string]string{}
	switch obj := obj.(type) {
	case *types.Func:
		parts["function"] = obj.Type().String()
	case *types.Var:
		parts["variable"] = obj.Type().String()
	case *types.Const:
		parts["constant"] = obj.Type().String() + " = " + obj.Val().ExactString()
	case *types.TypeName:
		if named, ok := obj.Type().(*types.Named); ok {
			shapeOfType(named, parts)
		} else {
			parts["alias"] = types.Unalias(obj.Type()).String()
		}
	}
	return parts
}

func shapeOfType(named *types.Named, parts map[string]string) {
	parts["kind of type"] = fmt.Sprintf("%T", named.Underlying())
	for param := range named.TypeParams().TypeParams() {
		parts["type parameter "+param.String()] = param.Constraint().String()
	}
	for method := range named.Methods() {
		_, byPointer := method.Signature().Recv().Type().(*types.Pointer)
		parts["method "+method.Name()] = fmt.Sprint(method.Type(), byPointer)
	}
	switch under := named.Underlying().(type) {
	case *types.Struct:
		for field := range under.Fields() {
			parts["field "+field.Name()] = fmt.Sprint(field.Type(), field.Embedded())
		}
	case *types.Interface:
		for method := range under.ExplicitMethods() {
			parts["method "+method.Name()] = method.Type().String()
		}
		for embedded := range under.EmbeddedTypes() {
			parts["embedded "+embedded.String()] = "there"
		}
	default:
		parts["underlying type"] = under.String()
	}
}
