package syntax

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

const source = `package p

import (
	"bytes"
	"context"
	"errors"
	"net/http"
)

type Alias = context.Context
type Mine interface{ context.Context; More() }
type Holder struct{ context.Context }
type Gen[T any] struct{ f func(T) }
type handler func()

func (g *Gen[T]) Method() {}
func generic[T any](x T) {}
func pair[K, V any](k K, v V) {}

var (
	alias  Alias
	mine   Mine
	holder Holder
	buf    *bytes.Buffer
	err    error
	ch     <-chan int
	arr    [3]func()
	fns    map[string]func()
	fn     handler
	gen    Gen[int]
	num    = 3
)

func calls(x http.Handler) {
	buf.Len()
	(*bytes.Buffer).Len(buf)
	errors.New("x")
	err.Error()
	x.ServeHTTP(nil, nil)
	gen.Method()
	generic[int](1)
	generic(2)
	pair[int, string](1, "")
	fn()
	handler(fn)
	func() {}()
	len(arr)
	gen.f(1)
}
`

type file struct {
	pkg  *types.Package
	info *types.Info
	ast  *ast.File
}

func load(t *testing.T) file {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}}
	conf := types.Config{Importer: importer.Default(), Error: func(error) {}}
	pkg, _ := conf.Check("example.com/p", fset, []*ast.File{f}, info)
	return file{pkg, info, f}
}

func (f file) typeOf(name string) types.Type { return f.pkg.Scope().Lookup(name).Type() }

func TestTypes(t *testing.T) {
	f := load(t)
	for _, c := range []struct {
		what string
		got  bool
	}{
		{"an alias of context", IsContext(f.typeOf("alias"))},
		{"an interface that embeds context", IsContext(f.typeOf("mine"))},
		{"a struct that holds one", !IsContext(f.typeOf("holder"))},
		{"nothing", !IsContext(nil) && !IsChan(nil) && !IsFunc(nil) && !IsError(nil) && !IsInterface(nil)},
		{"error", IsError(f.typeOf("err"))},
		{"a channel", IsChan(f.typeOf("ch"))},
		{"a function type", IsFunc(f.typeOf("fn"))},
		{"an array of functions", IsFunc(ElemOf(f.typeOf("arr")))},
		{"a map of functions", IsFunc(ElemOf(f.typeOf("fns")))},
		{"no elements", ElemOf(f.typeOf("buf")) == nil && ElemOf(nil) == nil},
		{"a pointer to a named type", IsNamed(f.typeOf("buf"), "bytes", "Buffer")},
		{"a generic type", NamedOf(f.typeOf("gen")).Name() == "Gen"},
		{"a standard path", IsStandardPath("net/http") && !IsStandardPath("example.com/http")},
	} {
		if !c.got {
			t.Errorf("%s: wrong", c.what)
		}
	}
}

func TestCallees(t *testing.T) {
	f := load(t)
	want := []string{
		"(*bytes.Buffer).Len", "(*bytes.Buffer).Len", "errors.New", "(error).Error", "(http.Handler).ServeHTTP",
		"(*Gen).Method", "generic", "generic", "pair", "-", "-", "-", "-", "-",
	}
	var got []string
	var in []*ast.CallExpr
	ast.Inspect(f.ast, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			in = append(in, call)
		}
		return true
	})
	for _, call := range in {
		name := "-"
		if fn := Callee(f.info, call); fn != nil {
			name = NameOf(fn, f.pkg)
		}
		got = append(got, name)
	}
	for i, name := range want {
		if i >= len(got) || got[i] != name {
			t.Fatalf("calls are %v, want %v", got, want)
		}
	}
	if !IsConversion(f.info, in[10]) || Unconverted(f.info, in[10]) != in[10].Args[0] || Unconverted(f.info, in[9]) != ast.Expr(in[9]) {
		t.Error("conversions")
	}
	if !IsBuiltin(f.info, in[12], "len") || IsBuiltin(f.info, in[9], "len") {
		t.Error("builtins")
	}
	if v := VarOf(f.info, in[13].Fun); v == nil || v.Name() != "f" || !v.IsField() || v != v.Origin() {
		t.Errorf("the field of an instance is %v", v)
	}
}

func TestExprName(t *testing.T) {
	for src, want := range map[string]string{
		"x": "x", "s.conn": "s.conn", "m.workers[i].f": "m.workers[...].f", "f().x": "f().x", "*p": "p", "&v": "v", "(x)": "x",
		"a + b": "", "1": "", "func() {}": "",
	} {
		e, err := parser.ParseExpr(src)
		if err != nil {
			t.Fatal(err)
		}
		if got := ExprName(e); got != want {
			t.Errorf("%s: got %q, want %q", src, got, want)
		}
	}
}

func TestSelects(t *testing.T) {
	e, err := parser.ParseExpr("func() { select { case <-a: case b <- 1: case x := <-c: case y, ok := (<-d): default: } }")
	if err != nil {
		t.Fatal(err)
	}
	sel := e.(*ast.FuncLit).Body.List[0].(*ast.SelectStmt)
	want := []struct {
		ch   string
		send bool
	}{{"a", false}, {"b", true}, {"c", false}, {"d", false}, {"", false}}
	for i, c := range sel.Body.List {
		ch, send := CommChannel(c.(*ast.CommClause))
		if name := nameOrNone(ch); name != want[i].ch || send != want[i].send {
			t.Errorf("case %d: channel %q, send %v", i, name, send)
		}
	}
	if HasDefault(sel) != sel.Body.List[4] {
		t.Error("default")
	}
}

func nameOrNone(e ast.Expr) string {
	if e == nil {
		return ""
	}
	return ExprName(e)
}
