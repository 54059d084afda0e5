package di_test

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
)

type (
	pool    struct{ log *closeLog }
	tx      struct{ log *closeLog }
	repo    struct{ log *closeLog }
	mailer  struct{ tx *tx }
	worker  struct{}
	clock   interface{ Now() time.Time }
	utc     struct{}
	handler struct{ name string }
)

func (utc) Now() time.Time { return time.Now().UTC() }

// closeLog notes what was closed, and fails on demand.
type closeLog struct {
	mu     sync.Mutex
	closed []string
	fail   map[string]error
	panics string
}

func (l *closeLog) close(name string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = append(l.closed, name)
	if l.panics == name {
		panic("closing " + name)
	}
	return l.fail[name]
}

func (p *pool) Close()                    { _ = p.log.close("pool") }
func (t *tx) Close(context.Context) error { return t.log.close("tx") }
func (r *repo) Close() error              { return r.log.close("repo") }
func (m *mailer) Close(context.Context) error {
	if m.tx == nil {
		return nil
	}
	return m.tx.log.close("mailer")
}

func newPool(l *closeLog) *pool        { return &pool{l} }
func newTx(p *pool) *tx                { return &tx{p.log} }
func newRepo(t *tx) (*repo, error)     { return &repo{t.log}, nil }
func newMailer(t *tx, _ *repo) *mailer { return &mailer{t} }

func shop(t testing.TB, l *closeLog) *di.Provider {
	t.Helper()
	var c di.Collection
	c.Instance(l)
	c.Singleton(newPool)
	c.Scoped(newTx)
	c.Scoped(newRepo)
	c.Transient(newMailer)
	return build(t, &c)
}

func build(t testing.TB, c *di.Collection, opts ...di.BuildOption) *di.Provider {
	t.Helper()
	p, err := c.Build(opts...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func get[T any](t testing.TB, r di.Resolver) T {
	t.Helper()
	v, err := di.Get[T](r)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func open(t testing.TB, p *di.Provider) *di.Scope {
	t.Helper()
	s, err := p.Scopes().New(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}

func TestMain(m *testing.M) { os.Exit(leakcheck.Main(m)) }

func TestLifetimes(t *testing.T) {
	p := shop(t, &closeLog{})
	a, b := open(t, p), open(t, p)
	if get[*pool](t, a) != get[*pool](t, p) || get[*pool](t, a) != get[*pool](t, b) {
		t.Error("a singleton differs between scopes")
	}
	first, again, other := get[*tx](t, a), get[*tx](t, a), get[*tx](t, b)
	if first != again || first == other {
		t.Error("a scoped service is not one per scope")
	}
	one, two := get[*mailer](t, a), get[*mailer](t, a)
	if one == two {
		t.Error("a transient service is shared")
	}
	must(t, a.Close(t.Context()), b.Close(t.Context()), p.Close(t.Context()))
}

func TestPanickingCloserDoesNotKeepOthersOpen(t *testing.T) {
	l := &closeLog{panics: "mailer"}
	p := shop(t, l)
	s := open(t, p)
	_ = get[*mailer](t, s)
	if err := s.Close(t.Context()); err == nil || !strings.Contains(err.Error(), "closing mailer") {
		t.Errorf("got %v, want the panic", err)
	}
	if want := []string{"mailer", "repo", "tx"}; !slices.Equal(l.closed, want) {
		t.Errorf("closed %v, want %v", l.closed, want)
	}
	must(t, p.Close(t.Context()))
}

func TestCloseRunsUnderLiveBoundedContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var got context.Context
		var c di.Collection
		c.Scoped(func() closeFunc { return func(ctx context.Context) error { got = ctx; return ctx.Err() } })
		p := build(t, &c, di.CloseTimeout(3*time.Second))
		s := open(t, p)
		_ = get[closeFunc](t, s)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		must(t, s.Close(ctx))
		if deadline, ok := got.Deadline(); !ok || time.Until(deadline) != 3*time.Second {
			t.Errorf("deadline %v, %v", deadline, ok)
		}
		must(t, p.Close(ctx))
	})
}

type closeFunc func(context.Context) error

func (f closeFunc) Close(ctx context.Context) error { return f(ctx) }

func TestProviderReportsLeakedScopes(t *testing.T) {
	l := &closeLog{}
	p := shop(t, l)
	_ = get[*tx](t, open(t, p))
	err := p.Close(t.Context())
	var leak *di.LeakError
	if !errors.As(err, &leak) || len(leak.Scopes) != 1 || !strings.Contains(leak.Scopes[0].Stack, "TestProviderReportsLeakedScopes") {
		t.Errorf("got %v, want a leak with the stack of this test", err)
	}
	if want := []string{"tx", "pool"}; !slices.Equal(l.closed, want) {
		t.Errorf("closed %v, want %v", l.closed, want)
	}
	must(t, p.Close(t.Context()))
}

func TestKeysInterfacesAndLists(t *testing.T) {
	var c di.Collection
	c.Singleton(func() utc { return utc{} }, di.As[clock]())
	c.Singleton(func() *handler { return &handler{"a"} })
	c.Singleton(func() *handler { return &handler{"b"} })
	c.Singleton(func() *handler { return &handler{"keyed"} }, di.Key("k"))
	c.Singleton(func(all []*handler, one *handler, keyed *handler) *mux {
		return &mux{all, one, keyed}
	}, di.ParamKey(2, "k"))
	p := build(t, &c)
	m := get[*mux](t, p)
	if len(m.all) != 2 || m.all[0].name != "a" || m.one.name != "b" || m.keyed.name != "keyed" {
		t.Errorf("got %+v", m)
	}
	_ = get[clock](t, p)
	if _, err := di.Get[utc](p); !errors.Is(err, di.ErrNotRegistered) {
		t.Errorf("own type of a service registered as an interface: %v", err)
	}
	all, err := di.GetAll[*handler](p)
	must(t, err)
	if len(all) != 2 || all[1] != m.one {
		t.Errorf("GetAll returned %v", all)
	}
	if k, err := di.GetKeyed[*handler](p, "k"); err != nil || k != m.keyed {
		t.Errorf("GetKeyed returned %v, %v", k, err)
	}
}

type mux struct {
	all        []*handler
	one, keyed *handler
}

func TestBadUse(t *testing.T) {
	p := shop(t, &closeLog{})
	if _, err := di.Get[*tx](p); !errors.Is(err, di.ErrNeedsScope) {
		t.Errorf("scoped from the root: %v", err)
	}
	if _, err := di.Get[*mailer](p); !errors.Is(err, di.ErrNeedsScope) {
		t.Errorf("transient that needs a scope from the root: %v", err)
	}
	if _, err := di.Get[*worker](p); !errors.Is(err, di.ErrNotRegistered) {
		t.Errorf("not registered: %v", err)
	}
	must(t, p.Close(t.Context()))
	if _, err := di.Get[*pool](p); !errors.Is(err, di.ErrProviderClosed) {
		t.Errorf("after Close: %v", err)
	}
	if _, err := p.Scopes().New(t.Context()); !errors.Is(err, di.ErrProviderClosed) {
		t.Errorf("scope after Close: %v", err)
	}
	for _, r := range []di.Resolver{nil, (*di.Provider)(nil), (*di.Scope)(nil), &di.Provider{}, &di.Scope{}} {
		if _, err := di.Get[*pool](r); !errors.Is(err, di.ErrNoProvider) {
			t.Errorf("%T: %v", r, err)
		}
	}
	for _, p := range []*di.Provider{nil, {}} {
		if err := p.Close(t.Context()); !errors.Is(err, di.ErrNoProvider) || p.ActiveScopes() != 0 {
			t.Errorf("Close of no provider: %v", err)
		}
		if _, err := p.Scopes().New(t.Context()); !errors.Is(err, di.ErrNoProvider) {
			t.Errorf("scope of no provider: %v", err)
		}
	}
	if err := (&di.Scope{}).Close(t.Context()); !errors.Is(err, di.ErrNoProvider) {
		t.Errorf("Close of no scope: %v", err)
	}
	if _, err := (di.ScopeFactory{}).New(t.Context()); !errors.Is(err, di.ErrNoProvider) {
		t.Errorf("zero factory: %v", err)
	}
}

func TestFailingConstructors(t *testing.T) {
	broken := errors.New("broken")
	fails := true
	var c di.Collection
	c.Singleton(func() (*worker, error) {
		if fails {
			return nil, broken
		}
		return &worker{}, nil
	})
	c.Singleton(func() *handler { panic("boom") })
	c.Singleton(func() *mux { return nil })
	p := build(t, &c)
	if _, err := di.Get[*worker](p); !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
	fails = false
	_ = get[*worker](t, p) // the failure was not kept
	var e *di.ConstructError
	if _, err := di.Get[*handler](p); !errors.As(err, &e) || len(e.Stack) == 0 {
		t.Errorf("panic gave %v", err)
	}
	if _, err := di.Get[*mux](p); !errors.As(err, &e) {
		t.Errorf("nil gave %v", err)
	}
}

func TestConstructorThatAsksForItself(t *testing.T) {
	type self struct{}
	var c di.Collection
	c.Singleton(func(f di.ScopeFactory) (*self, error) {
		s, err := f.New(context.Background())
		if err != nil {
			return nil, err
		}
		defer s.Close(context.Background())
		return di.Get[*self](s)
	})
	if _, err := di.Get[*self](build(t, &c)); !errors.Is(err, di.ErrConstructing) {
		t.Errorf("got %v", err)
	}
}

// Two constructors that ask for each other's singleton, on two goroutines, get an
// error where they would wait for each other.
func TestConstructorsThatWaitForEachOther(t *testing.T) {
	type (
		a struct{}
		b struct{}
	)
	var inside atomic.Int32
	meet := func() {
		inside.Add(1) // a constructor that failed is called again
		for inside.Load() < 2 {
			time.Sleep(time.Millisecond)
		}
	}
	var c di.Collection
	c.Singleton(func(f di.ScopeFactory) (*a, error) { meet(); return &a{}, fromScope[*b](f) })
	c.Singleton(func(f di.ScopeFactory) (*b, error) { meet(); return &b{}, fromScope[*a](f) })
	p := build(t, &c)
	var callers sync.WaitGroup
	var errA, errB error
	callers.Go(func() { _, errA = di.Get[*a](p) })
	callers.Go(func() { _, errB = di.Get[*b](p) })
	callers.Wait()
	if !errors.Is(errors.Join(errA, errB), di.ErrConstructing) {
		t.Errorf("got %v and %v", errA, errB)
	}
	must(t, p.Close(t.Context()))
}

// fromScope asks for a T in a scope of its own.
func fromScope[T any](f di.ScopeFactory) error {
	return di.InScope(f, func(_ context.Context, s *di.Scope) error {
		_, err := di.Get[T](s)
		return err
	})(context.Background())
}

func TestSingletonIsConstructedOnce(t *testing.T) {
	var n atomic.Int32
	var c di.Collection
	c.Singleton(func() *worker { n.Add(1); time.Sleep(time.Millisecond); return &worker{} })
	p := build(t, &c)
	var callers sync.WaitGroup
	for range 50 {
		callers.Go(func() { _, _ = di.Get[*worker](p) })
	}
	callers.Wait()
	if n.Load() != 1 {
		t.Errorf("constructed %d times", n.Load())
	}
}

func TestConcurrentGetAndClose(t *testing.T) {
	p := shop(t, &closeLog{})
	var callers sync.WaitGroup
	for range 20 {
		s := open(t, p)
		for range 4 {
			callers.Go(func() {
				if _, err := di.Get[*mailer](s); err != nil && !errors.Is(err, di.ErrScopeClosed) {
					t.Error(err)
				}
			})
		}
		callers.Go(func() { _ = s.Close(t.Context()) })
	}
	callers.Wait()
	must(t, p.Close(t.Context()))
}

func TestScopeContextIsInjected(t *testing.T) {
	type key struct{}
	var c di.Collection
	c.Scoped(func(ctx context.Context) *handler { return &handler{ctx.Value(key{}).(string)} })
	p := build(t, &c)
	s, err := p.Scopes().New(context.WithValue(t.Context(), key{}, "x"))
	must(t, err)
	if got := get[*handler](t, s).name; got != "x" {
		t.Errorf("got %q", got)
	}
	must(t, s.Close(t.Context()), p.Close(t.Context()))
}

func BenchmarkScopeOfThree(b *testing.B) {
	p := shop(b, &closeLog{})
	ctx := context.Background()
	b.ReportAllocs()
	for b.Loop() {
		s, _ := p.Scopes().New(ctx)
		_, _ = di.Get[*mailer](s)
		_ = s.Close(ctx)
	}
}
