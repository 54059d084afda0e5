package summary

import (
	"bytes"
	"encoding/gob"
	"go/ast"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// What a summary says must not depend on where in the package things are
// declared: the files and the declarations in them are shuffled.
func TestOrder(t *testing.T) {
	l := load(t, needed, fixtures(t), "./src/summary/...", "./e2e/...")
	for _, p := range l.packages {
		want := texts(l.solve(p, p.Syntax), p.Fset)
		for seed := range uint64(20) {
			compare(t, p.PkgPath, want, texts(l.solve(p, shuffled(p, seed)), p.Fset))
		}
	}
}

func shuffled(p *packages.Package, seed uint64) []*ast.File {
	rnd := rand.New(rand.NewPCG(seed, 1))
	files := slices.Clone(p.Syntax)
	for i, f := range files {
		other := *f
		other.Decls = slices.Clone(f.Decls)
		rnd.Shuffle(len(other.Decls), func(i, j int) { other.Decls[i], other.Decls[j] = other.Decls[j], other.Decls[i] })
		files[i] = &other
	}
	rnd.Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
	return files
}

func compare(t *testing.T, path string, want, got []string) {
	t.Helper()
	for i := range want {
		if i >= len(got) || want[i] != got[i] {
			t.Fatalf("%s in another order:\n got %s\nwant %s", path, got[min(i, len(got)-1)], want[i])
		}
	}
}

// Two runs write the same bytes, and reading them gives the same fact.
func TestBytes(t *testing.T) {
	first, second := load(t, needed, fixtures(t), "./src/summary/..."), load(t, needed, fixtures(t), "./src/summary/...")
	for i, p := range first.packages {
		first.solve(p, p.Syntax)
		second.solve(second.packages[i], second.packages[i].Syntax)
	}
	if len(first.facts) == 0 || len(first.facts) != len(second.facts) {
		t.Fatalf("%d and %d facts", len(first.facts), len(second.facts))
	}
	for name, fact := range first.facts {
		data := encode(t, fact)
		if !bytes.Equal(data, encode(t, second.facts[name])) {
			t.Errorf("%s: other bytes in the second run", name)
		}
		var back Fact
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(*fact, back) {
			t.Errorf("%s: %v became %v", name, fact, &back)
		}
		checkForm(t, name, fact)
	}
}

// checkForm holds what makes facts comparable: sorted, without duplicates.
func checkForm(t *testing.T, name string, fact *Fact) {
	t.Helper()
	if !slices.IsSortedFunc(fact.May, func(a, b May) int { return int(int64(a.Effect) - int64(b.Effect)) }) {
		t.Errorf("%s: effects out of order: %v", name, fact)
	}
	if !slices.IsSortedFunc(fact.Args, func(a, b ArgUse) int { return int(a.Index) - int(b.Index) }) {
		t.Errorf("%s: arguments out of order: %v", name, fact)
	}
	if fact.Always&^fact.May.Mask() != 0 {
		t.Errorf("%s: always does what it never may: %v", name, fact)
	}
}

// Budgets of the gob encoding, without the description of the type, which a
// package writes once. Facts of methods are written again by every package
// above: all that large programs depend on must stay small.
const (
	bytesPerFact  = 900 // the largest fact
	bytesOnMiddle = 200 // the mean of all facts of a module
)

func TestSize(t *testing.T) {
	l := load(t, needed, fixtures(t), "./src/summary/...", "./e2e/...")
	for _, p := range l.packages {
		l.solve(p, p.Syntax)
	}
	checkSize(t, l)
}

func checkSize(t *testing.T, l *loaded) {
	t.Helper()
	total, largest, which := 0, 0, ""
	description := len(encode(t, &Fact{}))
	for name, fact := range l.facts {
		size := len(encode(t, fact)) - description
		total += size
		if size > largest {
			largest, which = size, name
		}
	}
	t.Logf("%d facts, %d bytes, mean %d, largest %d (%s)", len(l.facts), total, total/len(l.facts), largest, which)
	if largest > bytesPerFact {
		t.Errorf("the fact of %s has %d bytes, more than %d: %v", which, largest, bytesPerFact, l.facts[which])
	}
	if mean := total / len(l.facts); mean > bytesOnMiddle {
		t.Errorf("facts have %d bytes on average, more than %d", mean, bytesOnMiddle)
	}
}

// Effects keep the shortest chain, whatever comes first.
func TestChains(t *testing.T) {
	chains := [][]string{{"b"}, {"a"}, {"a", "b"}, {"c", "a"}, {"a", "b", "c"}}
	for seed := range uint64(50) {
		rand.New(rand.NewPCG(seed, 2)).Shuffle(len(chains), func(i, j int) { chains[i], chains[j] = chains[j], chains[i] })
		var es Effects
		for _, chain := range chains {
			es.add(Starts|Loops, chain...)
		}
		if len(es) != 2 || !slices.Equal(es.Chain(Starts), []string{"a"}) {
			t.Fatalf("%v became %v", chains, es)
		}
	}
	var es Effects
	long := strings.Split("a b c d e f g h i j k l m n", " ")
	es.add(Starts, long...)
	if !isLost(es.Chain(Starts)) || es.add(Starts, long...) {
		t.Errorf("the chain is %v, want none", es.Chain(Starts))
	}
	if es.add(Starts, long[:maxChain]...); len(es.Chain(Starts)) != maxChain {
		t.Errorf("the chain is %v, want %d names", es.Chain(Starts), maxChain)
	}
	if got := strings.Join(condense(long), " "); got != "a b ... n" {
		t.Errorf("condensed to %s", got)
	}
}
