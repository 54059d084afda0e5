// Package own has Onces that belong to one call or request, and some that do not.
package own

import (
	"context"
	"sync"
	"time"
)

type limiter interface {
	Starting(ctx context.Context) error
	Finished(ctx context.Context)
	Release(ctx context.Context) error
}

type state struct {
	once  sync.Once
	timer *time.Timer
}

type stateKey struct{}

type guard struct {
	limits limiter
	mu     sync.Mutex
	known  map[string]*entry
	ready  *sync.Once
}

// Each request has a state of its own, in its context.
func (g *guard) Tap(ctx context.Context) (context.Context, error) {
	s := &state{timer: time.NewTimer(time.Second)}
	go g.watch(ctx, s)
	return context.WithValue(ctx, stateKey{}, s), nil
}

func (g *guard) watch(ctx context.Context, s *state) {
	<-s.timer.C
	s.once.Do(func() { _ = g.limits.Release(ctx) })
}

func (g *guard) Handle(ctx context.Context) {
	if s, ok := ctx.Value(stateKey{}).(*state); ok {
		s.once.Do(func() { _ = g.limits.Release(ctx) })
	}
}

// A local Once keeps this call from doing it twice.
func (g *guard) Call(ctx context.Context, do func() error) error {
	var once sync.Once
	release := func() { once.Do(func() { _ = g.limits.Release(ctx) }) }
	defer release()
	return do()
}

func (g *guard) CallWith(ctx context.Context, do func() error) error {
	var s struct{ once sync.Once }
	defer func() { s.once.Do(func() { _ = g.limits.Release(ctx) }) }()
	return do()
}

// Near miss: an entry that all callers find in the map.
type entry struct {
	once sync.Once
	err  error
}

func (g *guard) Get(ctx context.Context, key string) error {
	g.mu.Lock()
	e, ok := g.known[key]
	if !ok {
		e = &entry{}
		g.known[key] = e
	}
	g.mu.Unlock()
	e.once.Do(func() {
		e.err = g.limits.Starting(ctx) // want `this runs once, and fails for good when ctx of the first caller ends`
	})
	return e.err
}

// Near miss: the same by a helper.
type item struct {
	once sync.Once
	err  error
}

type items struct{ of map[string]*item }

func (s *items) put(key string, i *item) { s.of[key] = i }

func (g *guard) Item(ctx context.Context, s *items, key string) error {
	i := s.of[key]
	if i == nil {
		n := &item{}
		s.put(key, n)
		i = n
	}
	i.once.Do(func() {
		i.err = g.limits.Starting(ctx) // want `this runs once, and fails for good`
	})
	return i.err
}

// Near miss: a pointer of the function may be to a Once of all.
func (g *guard) Ready(ctx context.Context) {
	once := g.ready
	once.Do(func() {
		_ = g.limits.Starting(ctx) // want `this runs once, and fails for good`
	})
}

// Near miss: made by a constructor, for all who have it.
type Client struct {
	once   sync.Once
	limits limiter
	err    error
}

func NewClient(ctx context.Context, l limiter) *Client {
	c := &Client{limits: l}
	return c
}

func (c *Client) Use(ctx context.Context) error {
	c.once.Do(func() {
		c.err = c.limits.Starting(ctx) // want `this runs once, and fails for good`
	})
	return c.err
}

// What has no result is told of something: for strict runs.
func (c *Client) Done(ctx context.Context) {
	c.once.Do(func() { c.limits.Finished(ctx) })
}
