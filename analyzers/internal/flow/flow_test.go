package flow

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

func build(t *testing.T, body string) *Graph {
	t.Helper()
	src := "package p\nfunc f() {\n" + body + "\n}"
	file, err := parser.ParseFile(token.NewFileSet(), "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	mayReturn := func(c *ast.CallExpr) bool { return types.ExprString(c.Fun) != "exit" }
	return New(file.Decls[0].(*ast.FuncDecl).Body, mayReturn)
}

// letters gives a bit to each of the calls a(), b() and c().
func letters(n ast.Node) uint32 {
	var bits uint32
	if clause, ok := n.(*ast.CommClause); ok {
		n = clause.Comm
	}
	if n == nil {
		return 0
	}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && len(id.Name) == 1 && id.Name >= "a" && id.Name <= "c" {
			bits |= 1 << (id.Name[0] - 'a')
		}
		return true
	})
	return bits
}

func TestEvery(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"a()", "a"},
		{"if x { a() }", ""},
		{"if x { a() } else { a(); b() }", "a"},
		{"if a() { return }; b()", "a"},
		{"if x { exit() }; a()", "a"},
		{"if x { return }; a()", ""},
		{"for { a() }", "abc"}, // never returns: all holds
		{"for x { a() }; b()", "b"},
		{"for { if a() { break } }", "a"},
		{"for { a(); if x { return }; b() }", "a"},
		{"switch x { case 1: a(); case 2: a() }", ""},
		{"switch x { case 1: a(); default: a(); b() }", "a"},
		{"select { case <-a: case <-b: }", ""},
		{"select { case <-a: c(); case <-b: c() }", "c"},
		{"select { case <-a: }", "a"},
		{"select { case <-a: default: }", ""},
		{"goto end; a(); end: b()", "b"},
		{"defer a(); b()", "ab"},
	} {
		bits := Every(build(t, c.body), letters)
		var got strings.Builder
		for i := range 3 {
			if bits&(1<<i) != 0 {
				fmt.Fprintf(&got, "%c", 'a'+i)
			}
		}
		if got.String() != c.want {
			t.Errorf("%s: got %q, want %q", c.body, got.String(), c.want)
		}
	}
}

func TestReturns(t *testing.T) {
	for body, want := range map[string]bool{
		"":                                   true,
		"for {}":                             false,
		"for { if x { return } }":            true,
		"for { break }":                      true,
		"select {}":                          false,
		"exit()":                             false,
		"if x { exit() }":                    true,
		"if x { exit() } else { for {} }":    false,
		"l: goto l":                          false,
		"l: for { for { break l } }":         true,
		"l: for { for { continue l } }":      false,
		"defer f(); for {}":                  false,
		"select { case <-a: exit() }":        false,
		"switch { case x: exit() }":          true,
		"switch { default: exit() }":         false,
		"for { select { case <-a: break } }": false,
	} {
		if got := build(t, body).Returns(); got != want {
			t.Errorf("%q returns: %v, want %v", body, got, want)
		}
	}
}

// A search carries a state along each path and splits conditions.
func TestSearch(t *testing.T) {
	g := build(t, `
		if x != nil && !done {
			a()
			return
		}
		b()`)
	var got []string
	w := Search[string]{
		Graph: g,
		Branch: func(cond ast.Expr, taken bool, s string) (string, bool) {
			return s + fmt.Sprintf("%s=%v ", types.ExprString(cond), taken), true
		},
		Node: func(n ast.Node, s string) (string, bool) {
			if _, ok := n.(*ast.ReturnStmt); ok {
				got = append(got, s)
			}
			return s, true
		},
	}
	w.From(g.Blocks[0], "")
	slices.Sort(got)
	if want := []string{"x != nil && !done=false ", "x != nil=true done=false "}; !slices.Equal(got, want) {
		t.Errorf("paths %q, want %q", got, want)
	}
}

func TestBody(t *testing.T) {
	g := build(t, "return\nfor { a() }")
	for _, b := range g.Blocks {
		if loop, ok := b.Stmt.(*ast.ForStmt); ok && g.Body(loop) != nil {
			t.Error("the loop cannot be reached")
		}
	}
}
