package di_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bgvet/bgvet/runtime/di"
)

// C26: given a scope per iteration with three closers, after 1,000 iterations,
// some failing or panicking, all are closed in reverse order of creation, no
// scope is open, and the heap is flat.
func TestC26_ScopePerIteration(t *testing.T) {
	l := &closeLog{}
	p := shop(t, l)
	n := 0
	iterate := di.InScope(p.Scopes(), func(_ context.Context, s *di.Scope) error {
		n++
		_ = get[*mailer](t, s)
		switch n % 3 {
		case 0:
			return errors.New("broken")
		case 1:
			panic("boom")
		}
		return nil
	})
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var before uint64
	for i := range 1000 {
		if i == 100 {
			before = heap()
		}
		l.closed = l.closed[:0]
		func() {
			defer func() { _ = recover() }()
			_ = iterate(t.Context())
		}()
		if want := []string{"mailer", "repo", "tx"}; !slices.Equal(l.closed, want) {
			t.Fatalf("iteration %d closed %v, want %v", i, l.closed, want)
		}
	}
	if grown := int64(heap()) - int64(before); grown > 64<<10 {
		t.Errorf("heap grew by %d bytes in 900 iterations", grown)
	}
	if n := p.ActiveScopes(); n != 0 {
		t.Errorf("%d scopes are open", n)
	}
	must(t, p.Close(t.Context()))
}

// C27: given scoped services that singletons would keep, directly, through a
// transient, through a singleton, by key, through a factory and as a context,
// Build lists every path, accepts the ScopeFactory, and constructs nothing.
func TestC27_CaptiveDependencies(t *testing.T) {
	var constructed atomic.Int32
	type (
		scoped         struct{}
		keyed          struct{}
		transient      struct{}
		direct         struct{}
		viaTransient   struct{}
		viaSingleton   struct{}
		byKey          struct{}
		viaFactory     struct{}
		viaContext     struct{}
		withScopes     struct{}
		factoryProduct struct{}
	)
	count := func() { constructed.Add(1) }
	var c di.Collection
	c.Scoped(func() *scoped { count(); return &scoped{} })
	c.Scoped(func() *keyed { count(); return &keyed{} }, di.Key("k"))
	c.Transient(func(*scoped) *transient { count(); return &transient{} })
	c.Singleton(func(*scoped) *direct { count(); return &direct{} })
	c.Singleton(func(*transient) *viaTransient { count(); return &viaTransient{} })
	c.Singleton(func(*direct) *viaSingleton { count(); return &viaSingleton{} })
	c.Singleton(func(*keyed) *byKey { count(); return &byKey{} }, di.ParamKey(0, "k"))
	c.Transient(func(*scoped) func() *factoryProduct { count(); return nil })
	c.Singleton(func(func() *factoryProduct) *viaFactory { count(); return &viaFactory{} })
	c.Singleton(func(context.Context) *viaContext { count(); return &viaContext{} })
	c.Singleton(func(di.ScopeFactory) *withScopes { count(); return &withScopes{} })
	_, err := c.Build()

	var paths []string
	for _, p := range problems(t, err) {
		if p.Kind == di.Captive {
			paths = append(paths, strings.ReplaceAll(strings.Join(p.Path, " -> "), "di_test.", ""))
		}
	}
	want := []string{
		"*direct (singleton) -> *scoped (scoped)",
		"*viaTransient (singleton) -> *transient (transient) -> *scoped (scoped)",
		"*viaSingleton (singleton) -> *direct (singleton) -> *scoped (scoped)",
		`*byKey (singleton) -> *keyed["k"] (scoped)`,
		"*viaFactory (singleton) -> func() *factoryProduct (transient) -> *scoped (scoped)",
		"*viaContext (singleton) -> context.Context (scoped)",
	}
	if !slices.Equal(paths, want) {
		t.Errorf("captive paths\n got %s\nwant %s", strings.Join(paths, "\n     "), strings.Join(want, "\n     "))
	}
	if n := constructed.Load(); n != 0 {
		t.Errorf("%d constructors were called", n)
	}
}

func problems(t *testing.T, err error) []*di.Problem {
	t.Helper()
	var b *di.BuildError
	if !errors.As(err, &b) {
		t.Fatalf("got %v, want a BuildError", err)
	}
	return b.Problems
}

// C28: given three closers of which two fail, closing the scope twice closes all
// three, returns both errors and then nil; a later Get says the scope is closed.
func TestC28_FailingClosers(t *testing.T) {
	one, two := errors.New("one"), errors.New("two")
	l := &closeLog{fail: map[string]error{"tx": one, "mailer": two}}
	p := shop(t, l)
	s := open(t, p)
	_ = get[*mailer](t, s)
	err := s.Close(t.Context())
	if !errors.Is(err, one) || !errors.Is(err, two) {
		t.Errorf("got %v, want both errors", err)
	}
	if len(l.closed) != 3 {
		t.Errorf("closed %v, want three", l.closed)
	}
	must(t, s.Close(t.Context()))
	if _, err := di.Get[*tx](s); !errors.Is(err, di.ErrScopeClosed) {
		t.Errorf("Get after Close: %v", err)
	}
	must(t, p.Close(t.Context()))
}
