// Package complaint47 does for all what the first caller asked for.
package complaint47

import (
	"context"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"
)

type prices struct {
	client *http.Client
	group  singleflight.Group
	once   sync.Once
	feed   *feed
	err    error
}

func (p *prices) ask(ctx context.Context) (any, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "prices", nil)
	if err != nil {
		return nil, err
	}
	return p.client.Do(req)
}

func (p *prices) Price(ctx context.Context, sku string) (any, error) {
	v, err, _ := p.group.Do(sku, func() (any, error) {
		return p.ask(ctx) // want `every other caller waits for this run, and fails when ctx of the first one ends; give it context.WithoutCancel\(ctx\) and a timeout of its own`
	})
	return v, err
}

func (p *prices) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case <-p.group.DoChan(r.URL.Path, func() (any, error) {
		return p.ask(r.Context()) // want `every other caller waits for this run`
	}):
	case <-r.Context().Done():
	}
}

func (p *prices) Load(ctx context.Context) error {
	p.once.Do(func() {
		_, p.err = p.ask(ctx) // want `this runs once, and fails for good when ctx of the first caller ends`
	})
	return p.err
}

// Lazy: what is made for all lives on the context of the first.
func (p *prices) Subscribe(ctx context.Context) { p.Watch(ctx) }

func (p *prices) Watch(ctx context.Context) *feed {
	return p.feed
}

func (p *prices) Latest(ctx context.Context) *feed {
	if p.feed == nil {
		p.feed = newFeed(ctx, p) // want `feed is made for all callers, but newFeed keeps ctx of the first one, and ends with it`
	}
	return p.feed
}

type feed struct{ ctx context.Context }

func newFeed(ctx context.Context, p *prices) *feed { return &feed{ctx: ctx} }

// Near misses.

func (p *prices) Detached(ctx context.Context, sku string) (any, error) {
	v, err, _ := p.group.Do(sku, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		return p.ask(ctx)
	})
	return v, err
}

func (p *prices) Before(ctx context.Context, sku string) (any, error) {
	shared := context.WithoutCancel(ctx)
	v, err, _ := p.group.Do(sku, func() (any, error) { return p.ask(shared) })
	return v, err
}

func (p *prices) Background(ctx context.Context, sku string) (any, error) {
	v, err, _ := p.group.Do(sku, func() (any, error) { return p.ask(context.Background()) })
	return v, err
}

// Start has one caller, and what it starts is to live on its context.
func (p *prices) Start(ctx context.Context) {
	p.once.Do(func() {
		p.ask(ctx)
	})
}

func (p *prices) Close(ctx context.Context) {
	p.once.Do(func() { p.ask(ctx) })
}

// The literal is given its own.
func (p *prices) own(f func(func(context.Context) error)) {
	f(func(ctx context.Context) error {
		_, err := p.ask(ctx)
		return err
	})
}
