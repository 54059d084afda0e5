package di_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/runtime/di"
)

func TestBuildReportsEverythingAtOnce(t *testing.T) {
	type (
		a struct{}
		b struct{}
		z struct{}
	)
	var c di.Collection
	c.Singleton(func(*b) *a { return nil })
	c.Singleton(func(*a) *b { return nil })
	c.Singleton(func(*z, *di.Scope) *worker { return nil })
	c.Singleton(42)
	c.Singleton(nil)
	c.Scoped(func() {})
	c.Scoped(func() error { return nil })
	c.Scoped(func() (*worker, string) { return nil, "" })
	c.Scoped(func(...int) *worker { return nil })
	c.Scoped(func() context.Context { return nil })
	c.Instance(nil)
	c.Transient(func() *worker { return nil }, di.As[clock](), di.ParamKey(3, "x"), di.Key(""), nil)
	_, err := c.Build(di.CloseTimeout(-1))
	kinds := map[di.ProblemKind]int{}
	for _, p := range problems(t, err) {
		kinds[p.Kind]++
	}
	want := map[di.ProblemKind]int{di.BadConstructor: 13, di.Missing: 2, di.Cycle: 1}
	if fmt.Sprint(kinds) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v in\n%v", kinds, want, err)
	}
}

func TestCycleIsShownInFull(t *testing.T) {
	type (
		a struct{}
		b struct{}
	)
	var c di.Collection
	c.Transient(func(*b) *a { return nil })
	c.Transient(func(*a) *b { return nil })
	_, err := c.Build()
	if want := "*di_test.a (transient) -> *di_test.b (transient) -> *di_test.a (transient)"; !strings.Contains(fmt.Sprint(err), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestCollectionIsBuiltOnce(t *testing.T) {
	var c di.Collection
	build(t, &c)
	if _, err := c.Build(); err == nil {
		t.Error("second Build succeeded")
	}
}
