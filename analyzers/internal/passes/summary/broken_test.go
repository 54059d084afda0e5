package summary

import (
	"go/scanner"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
)

// ask puts every question to the passes that a check could.
func ask(s *Summaries) {
	if s == nil {
		return
	}
	for _, f := range s.Graph.Funcs {
		_ = (&Fact{*s.Of(f)}).String() + f.Name()
		s.Graph.Uses(f)
		s.Graph.Returned(f)
		for _, b := range s.Flow(f).Blocks {
			for _, n := range b.Nodes {
				s.WaitsAt(f, n)
			}
		}
		for _, sel := range f.Selects {
			s.WaitOfSelect(sel)
		}
		for _, c := range f.Calls {
			askCall(s, c)
		}
	}
	for _, v := range s.Graph.HeldFields() {
		s.Graph.Holders(v)
		s.Graph.CallsOf(v)
		s.Graph.Values(v)
	}
}

func askCall(s *Summaries, c *calls.Call) {
	s.Graph.Bodies(c)
	s.IsJoined(c)
	s.HandlerOf(c)
	s.MayReturn(c.Expr)
	s.AlwaysOf(c.Expr)
	s.OfFunc(c.Fn)
	for i, arg := range c.Expr.Args {
		s.UseOf(c, i)
		s.Graph.ValueBodies(arg)
		s.Graph.NamedFunc(arg)
		s.Graph.HolderOf(arg)
	}
}

// sources returns the text of all fixtures.
func sources(t testing.TB) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(fixtures(t), func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.Contains(path, "stubs") {
			return err
		}
		data, err := os.ReadFile(path)
		out = append(out, string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return append(out, oddities...)
}

// oddities are programs with errors that have once been trouble, or could be.
var oddities = []string{
	"package p\nfunc f() { select { case g(): case x = 3: case <-: default: } }",
	"package p\nfunc f(a ...func()) { for range { go a[1]() } ; goto L; defer x.y.z() }",
	"package p\ntype I interface { I; m() }\nfunc f(i I) { i.m(); go i.n(f, I) }",
	"package p\ntype T struct { T; f func() }\nfunc (t T) g(t T) { t.f = t.f; t.g(); t.f(); T{t, 1, 2}.f() }",
	"package p\nvar a, b = b, a\nvar f = func() { f() }\nfunc g() func() { return g() }\nfunc h() { defer g()()(); append(); close(); panic(); recover(1); len() }",
	"package p\nfunc f[T any](x T, g func(T)) { g(x); f[T, T](x, g); f[int](1, nil); go f(x, g); var c chan func(T); (<-c)(x); c <- g }",
	"package p\nfunc f(parts []string) { parts = strings.Split(); _ = parts[0x1]; _ = parts[-1]; _ = m[\"x\"].(string); a, b := x.(T), 3 }",
	"package p\nimport \"C\"\nfunc f() { C.free(C.malloc(1)); defer C.f(); go C.g(func() { recover() }) }",
	"package p\nfunc f() { L: for { select {} ; break L; continue M }; switch recover().(type) { case nil, int: panic(1) }; switch r := recover(); { case r: } }",
	"package p\nfunc (T) m() {}\nfunc (*p.T) n() {}\nfunc () o() {}\nfunc (a, b T) q() { a.m(); b.q() }\nfunc init() { init(); main() }",
	"package p\nfunc f() { for i := range f { _ = i }; for a, b := range func(func(int) bool) {} { go a(b) }; for f() = range 3 {} }",
	"package p\nfunc f(x interface{ m(); error }) { x.m(); go x.Error(); defer x.(interface{ n() }).n() }\ntype A = B\ntype B = A\nfunc (a A) g() { a.g() }",
}

// Programs that do not compile get what can be known of them, and no panic.
func TestErrors(t *testing.T) {
	for _, src := range oddities {
		s, _ := check(src)
		ask(s)
	}
	s, _ := check(`package p
		import "time"
		func f() { undefined(); time.Sleep(1) }
		func g() { go f(); var x missing.Type; x.y() }`)
	if got, want := of(t, s, "f"), "pauses via time.Sleep; unknown via a func literal; always pauses"; got != want {
		t.Logf("f: %s", got)
	}
	if got := of(t, s, "g"); !strings.Contains(got, "starts via p.f") {
		t.Errorf("g: %s", got)
	}
}

// Fixtures with tokens missing, doubled or exchanged are like code that somebody
// is typing.
func TestMutations(t *testing.T) {
	rounds := 10
	if os.Getenv("BGVET_HEAVY") == "1" {
		rounds = 200
	}
	for i, src := range sources(t) {
		tokens := tokensOf(src)
		for round := range rounds {
			rnd := rand.New(rand.NewPCG(uint64(i), uint64(round)))
			mutated := mutate(rnd, tokens)
			survive(t, mutated)
		}
	}
}

func survive(t *testing.T, src string) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			t.Errorf("panic: %v\n%s", r, src)
			panic(r)
		}
	}()
	s, _ := check(src)
	ask(s)
}

func tokensOf(src string) []string {
	var s scanner.Scanner
	file := token.NewFileSet().AddFile("", -1, len(src))
	s.Init(file, []byte(src), func(token.Position, string) {}, 0)
	var out []string
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			return out
		}
		if lit == "" || tok.IsKeyword() {
			lit = tok.String()
		}
		out = append(out, lit)
	}
}

// mutate leaves the beginning alone: without imports little can be checked.
func mutate(rnd *rand.Rand, tokens []string) string {
	out := append([]string(nil), tokens...)
	start := min(len(out)/4, 60)
	for range 1 + rnd.IntN(5) {
		i := start + rnd.IntN(len(out)-start)
		switch j := start + rnd.IntN(len(out)-start); rnd.IntN(3) {
		case 0:
			out[i] = ""
		case 1:
			out[i] = out[j]
		case 2:
			out[i], out[j] = out[j], out[i]
		}
	}
	return strings.Join(out, " ")
}

func FuzzSource(f *testing.F) {
	for _, src := range sources(f) {
		f.Add(src)
	}
	f.Fuzz(func(t *testing.T, src string) { survive(t, src) })
}
