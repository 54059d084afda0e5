package calls

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

func graph(t *testing.T, src string) *Graph {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n"+src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: make(map[ast.Expr]types.TypeAndValue), Defs: make(map[*ast.Ident]types.Object),
		Uses: make(map[*ast.Ident]types.Object), Selections: make(map[*ast.SelectorExpr]*types.Selection),
	}
	conf := types.Config{Importer: importer.Default()}
	pkg, err := conf.Check("example.com/p", fset, []*ast.File{file}, info)
	if err != nil {
		t.Fatal(err)
	}
	return New(fset, pkg, info, []*ast.File{file})
}

func (g *Graph) named(name string) *Func {
	for _, f := range g.Funcs {
		if f.Obj != nil && f.Obj.Name() == name {
			return f
		}
	}
	return nil
}

// bodies names what the calls in test may run.
func bodies(g *Graph) string {
	var out []string
	for _, c := range g.named("test").Calls {
		for _, b := range g.Bodies(c) {
			out = append(out, b.Name())
		}
		for _, fn := range c.Elsewhere() {
			out = append(out, fn.FullName())
		}
	}
	return strings.Join(out, ", ")
}

func TestBodies(t *testing.T) {
	const decls = `
		import "time"
		func a() {}
		func b() {}
		type T struct { f func(); fs []func(); m map[string]func(); c chan func() }
		func (T) m1() {}
		type I interface { m1() }
		var global = b
		func get() func() { return a }
		func again() func() { return again() }
		type HandlerFunc func()
		type entry struct { name string; run func() }
		var _ = time.Now
	`
	for _, c := range []struct{ src, want string }{
		{"func test() { a() }", "a"},
		{"func test() { (a)() }", "a"},
		{"func test() { func() {}() }", "a func literal in test"},
		{"func test() { f := a; f() }", "a"},
		{"func test() { f := a; f = b; g := f; g() }", "a, b"},
		{"func test() { var f func(); f = func() { f() }; f() }", "a func literal in test"},
		{"func test() { global() }", "b"},
		{"func test(t T) { t.f = a; t.f() }", "a"},
		{"func test(t T) { T{f: a}.f() }", "a"},
		{"func test(t T) { f := t.m1; f() }", "(T).m1"},
		{"func test() { T.m1(T{}) }", "(T).m1"},
		{"func test(i I) { i.m1() }", "(T).m1"},
		{"func test() { get()() }", "a, get"},
		{"func test() { again()() }", "again"},
		{"func test() { HandlerFunc(a)() }", "a"},
		{"func test(t T) { t.fs = append(t.fs, a, b); for _, f := range t.fs { f() } }", "a, b"},
		{"func test(t T) { t.m[\"x\"] = a; t.m[\"y\"]() }", "a"},
		{"func test(t T) { t.m = map[string]func(){\"x\": a}; if f, ok := t.m[\"y\"]; ok { f() } }", "a"},
		{"func test(t T) { t.c <- a; f := <-t.c; f() }", "a"},
		{"func test(t T) { t.c <- a; (<-t.c)() }", "a"},
		{"func test(t T) { t.c <- a; for f := range t.c { f() } }", "a"},
		{"func test(t T) { select { case t.c <- a: case f := <-t.c: f() } }", "a"},
		{"func test() { for _, e := range []entry{{\"x\", a}} { e.run() } }", "a"},
		{"func test() { now := time.Now; now() }", "time.Now"},
		{"func test(f func()) { f() }", ""},
		{"func test(e error) { e.Error() }", ""},
	} {
		if got := bodies(graph(t, decls+c.src)); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestUses(t *testing.T) {
	g := graph(t, `
		type hook struct{ OnStart func() }
		func run(f func(), h hook) {}
		func a() {}
		func b() {}
		func test() {
			go a()
			defer a()
			run(a, hook{OnStart: b})
		}`)
	var got []string
	for _, name := range []string{"a", "b"} {
		for _, u := range g.Uses(g.named(name)) {
			got = append(got, name+[]string{"", " go", " defer"}[u.Call.Mode]+[]string{" callee", " 0", " 1"}[u.Arg+1])
		}
	}
	if want := []string{"a go callee", "a defer callee", "a 0", "b 1"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHolders(t *testing.T) {
	g := graph(t, `
		type T struct { last func(); all []func() }
		func (t *T) test(p func()) {
			q := p
			t.all = append(t.all, q)
			t.last = t.last
		}
		func (t *T) call() { for _, f := range t.all { f(); run(f) } }
		func run(f func()) {}`)
	p := g.named("test").Sig.Params().At(0)
	var got []string
	for _, v := range g.Holders(p) {
		got = append(got, v.Name())
		for range g.CallsOf(v) {
			got = append(got, v.Name()+"()")
		}
		for range g.ArgsOf(v) {
			got = append(got, "("+v.Name()+")")
		}
	}
	if want := []string{"q", "all", "f", "f()", "(f)"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLayout(t *testing.T) {
	g := graph(t, `
		import "os"
		var start = func() { panic(1) }
		func test(ch chan int, x any, s []string) {
			for {
				select {
				case v := <-ch:
					go func() { recover(); _ = v }()
				case ch <- 1:
					close(ch)
				}
			}
			ch <- len(s[1]) + x.(int)
			_ = int64(3)
			os.Exit(1)
		}`)
	f := g.named("test")
	if got := len(f.Calls); got != 2 {
		t.Errorf("%d calls, want the go statement and os.Exit", got)
	}
	if c := f.Calls[0]; c.Mode != Go || c.Loop != f.Loops[0] || g.Bodies(c)[0].Recovers == nil {
		t.Errorf("the go statement is %+v", c)
	}
	if len(f.Ops) != 2 || f.Ops[0].Kind != Close || f.Ops[1].Kind != Send {
		t.Errorf("channel operations %+v", f.Ops)
	}
	if len(f.Selects) != 1 || len(f.Asserts) != 1 || len(f.Indexes) != 1 {
		t.Errorf("selects %d, assertions %d, indexes %d", len(f.Selects), len(f.Asserts), len(f.Indexes))
	}
	if first := g.Funcs[0]; first.Lit == nil || len(first.Panics) != 1 || first.Name() != "a func literal" {
		t.Errorf("the literal of a variable is %s", first.Name())
	}
}
