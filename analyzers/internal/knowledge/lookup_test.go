package knowledge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

const lib = `package lib

import "errors"

var ErrDone = errors.New("done")
var ErrBroken = errors.New("broken")

type DB struct{ core }
type core struct{}
func (*DB) Query() {}
func (*core) Ping() {}

type Reader interface{ Read() }
type Stream interface { Reader; Close() }
type Renamed = DB

type Pool[T any] struct{ Init func(T) }
func (*Pool[T]) Submit(f func(T)) {}
func (Pool[T]) Wait() {}
func Map[T any](f func(T)) {}

type Hook struct{ OnStart, OnStop func() }
func Dial() {}
`

const app = `package app

import "example.com/lib"

type store struct{ *lib.DB }
type deep struct{ store }
type mine lib.Stream
type local struct{}
func (local) Query() {}

func use(s store, d deep, r lib.Renamed, st lib.Stream, m mine, p *lib.Pool[int], l local) {
	s.Query()           // DB.Query
	d.Query()           // DB.Query
	r.Query()           // DB.Query
	s.Ping()            // core.Ping
	st.Read()           // Reader.Read
	m.Read()            // Reader.Read
	m.Close()           // Stream.Close
	p.Submit(nil)       // Pool.Submit
	p.Wait()            // Pool.Wait
	lib.Map[string](nil) // Map
	lib.Dial()          // Dial
	l.Query()           // no row: another package's type
}
`

var libRows = Package{
	Path: "example.com/lib",
	Calls: []Call{
		{Func: "DB.Query", Does: Asks},
		{Func: "core.Ping", Does: Asks},
		{Func: "Reader.Read", Does: Receives},
		{Func: "Stream.Close", Does: Closes},
		{Func: "Pool.Submit", Does: Limits},
		{Func: "Pool.Wait", Does: Joins},
		{Func: "Map", Does: Computes},
		{Func: "Dial", Does: Asks, Ctx: "DialContext"},
	},
	Runs: []Run{
		{Func: "Pool.Submit", Arg: 0, Async: true, Panic: Dies, Error: NoResult},
		{Func: "Pool.Init", Arg: Field, Life: Service, Panic: Dies, Error: NoResult},
		{Func: "Hook.OnStart", Arg: Field, Life: PerCall, Panic: Dies, Error: NoResult},
	},
	Roles:  []Role{{Type: "Reader", Method: "Read", Life: Service}},
	Scoped: []Scoped{{Type: "DB", Life: Request}},
	Stops:  []string{"ErrDone"},
}

func TestCallsAreFoundThroughEmbeddingAliasesAndInstances(t *testing.T) {
	checked := checkSources(t)
	table := NewTable(&libRows)
	want := []string{"DB.Query", "DB.Query", "DB.Query", "core.Ping", "Reader.Read", "Reader.Read", "Stream.Close", "Pool.Submit", "Pool.Wait", "Map", "Dial", ""}
	if len(checked.calls) != len(want) {
		t.Fatalf("found %d calls, want %d", len(checked.calls), len(want))
	}
	for i, fn := range checked.calls {
		row, ok := table.Call(fn)
		if row.Func != want[i] || ok != (want[i] != "") {
			t.Errorf("call %d of %v: row %q, want %q", i, fn, row.Func, want[i])
		}
	}
	if runs := table.Runs(checked.calls[7]); len(runs) != 1 || !runs[0].Async {
		t.Errorf("an instance of Pool.Submit runs %v", runs)
	}
	if runs := table.Runs(checked.calls[11]); runs != nil {
		t.Errorf("an unknown method runs %v", runs)
	}
}

func TestTypesAndVariablesAreFound(t *testing.T) {
	scope := checkSources(t).lib.Scope()
	table := NewTable(&libRows)
	name := func(s string) *types.TypeName { return scope.Lookup(s).(*types.TypeName) }
	if row, ok := table.FieldRuns(name("Hook"), "OnStart"); !ok || row.Life != PerCall {
		t.Error("the field Hook.OnStart has no row")
	}
	if _, ok := table.FieldRuns(name("Hook"), "OnStop"); ok {
		t.Error("the field Hook.OnStop has a row")
	}
	instance := checkSources(t).calls[7].Signature().Recv().Type().(*types.Pointer).Elem().(*types.Named)
	if _, ok := table.FieldRuns(instance.Obj(), "Init"); !ok {
		t.Error("the field of an instance of Pool has no row")
	}
	if row, ok := table.Scoped(name("DB")); !ok || row.Life != Request {
		t.Error("DB is not scoped")
	}
	if _, ok := table.Scoped(name("Hook")); ok {
		t.Error("Hook is scoped")
	}
	done, broken := scope.Lookup("ErrDone").(*types.Var), scope.Lookup("ErrBroken").(*types.Var)
	if !table.IsStop(done) || table.IsStop(broken) {
		t.Error("ErrDone alone should be a stop")
	}
	if len(table.Roles("example.com/lib")) != 1 || table.Roles("example.com/other") != nil {
		t.Error("roles are those of their own package")
	}
}

func TestWithAddsRowsAndLeavesTheBaseAlone(t *testing.T) {
	checked := checkSources(t)
	dial, query := checked.calls[10], checked.calls[0]
	base := NewTable(&libRows)
	more := base.With(&Package{
		Path:  "example.com/lib",
		Calls: []Call{{Func: "Dial", Does: Reports}},
		Runs:  []Run{{Func: "Pool.Submit", Arg: 0, Panic: Recovered}},
		Stops: []string{"ErrBroken"},
	}, &Package{Path: "example.com/app", Calls: []Call{{Func: "local.Query", Does: Asks}}})
	if row, _ := more.Call(dial); row.Does != Asks|Reports {
		t.Errorf("merged Dial does %b", row.Does)
	}
	if row, _ := base.Call(dial); row.Does != Asks {
		t.Errorf("the base's Dial does %b", row.Does)
	}
	if row, _ := more.Call(query); row.Does != Asks {
		t.Errorf("rows that were not named are gone: Query does %b", row.Does)
	}
	if len(more.Runs(checked.calls[7])) != 2 || len(base.Runs(checked.calls[7])) != 1 {
		t.Error("Submit should have two rows in the merged table and one in the base")
	}
	if !more.Knows("example.com/app") || base.Knows("example.com/app") || base.With() != base {
		t.Error("With should leave its receiver alone")
	}
	if row, ok := more.Call(checked.calls[11]); !ok || row.Func != "local.Query" {
		t.Error("a new package's row is missing")
	}
}

func TestMergedCallKeepsItsContextForm(t *testing.T) {
	dial := checkSources(t).calls[10]
	more := NewTable(&libRows).With(&Package{Path: "example.com/lib", Calls: []Call{{Func: "Dial", Does: Reports}}})
	if row, _ := more.Call(dial); row.Ctx != "DialContext" {
		t.Errorf("the context form became %q", row.Ctx)
	}
}

func TestFunctionsWithoutPackageHaveNoRow(t *testing.T) {
	fn := types.Universe.Lookup("error").Type().Underlying().(*types.Interface).Method(0)
	if _, ok := Base().Call(fn); ok {
		t.Error("error.Error has a row")
	}
}

// checked holds the test's two packages and what app's function use calls, in
// the order of the source.
type checked struct {
	lib   *types.Package
	calls []*types.Func
}

func checkSources(t *testing.T) checked {
	t.Helper()
	libPkg, _ := check(t, "example.com/lib", lib, map[string]*types.Package{"errors": fakeErrors(t)})
	_, calls := check(t, "example.com/app", app, map[string]*types.Package{"example.com/lib": libPkg})
	return checked{libPkg, calls}
}

func fakeErrors(t *testing.T) *types.Package {
	pkg, _ := check(t, "errors", "package errors\nfunc New(string) error { return nil }", nil)
	return pkg
}

type known map[string]*types.Package

func (k known) Import(path string) (*types.Package, error) { return k[path], nil }

func check(t *testing.T, path, src string, imports known) (*types.Package, []*types.Func) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path+".go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	pkg, err := (&types.Config{Importer: imports}).Check(path, fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return pkg, callees(file, info)
}

func callees(file *ast.File, info *types.Info) (fns []*types.Func) {
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		fun := call.Fun
		if instance, ok := fun.(*ast.IndexExpr); ok {
			fun = instance.X
		}
		if sel, ok := fun.(*ast.SelectorExpr); ok {
			if fn, ok := info.Uses[sel.Sel].(*types.Func); ok {
				fns = append(fns, fn)
			}
		}
		return true
	})
	return fns
}
