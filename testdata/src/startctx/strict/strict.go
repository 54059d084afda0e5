// Package strict holds what is worth a look in a review.
package strict

import (
	"context"
	"net/http"
	"time"
)

// Publisher keeps the context that it was made with for all that it publishes.
type Publisher struct {
	ctx    context.Context // want `the context that NewPublisher is given for the start is kept in ctx and used by \(\*Publisher\).Publish ever after, so Publisher dies with it`
	client *http.Client
}

func NewPublisher(ctx context.Context) *Publisher {
	return &Publisher{ctx: ctx, client: http.DefaultClient}
}

func (p *Publisher) Publish(topic string) error {
	req, err := http.NewRequestWithContext(p.ctx, http.MethodPost, topic, nil)
	if err != nil {
		return err
	}
	_, err = p.client.Do(req)
	return err
}

func (p *Publisher) Close() error { return nil }

// hosted is started and stopped by a host, through a signal of its own.
type hosted struct {
	stop chan struct{}
}

func (h *hosted) Start(ctx context.Context) error {
	go h.run(ctx) // want `\(\*hosted\).run has a stop signal of its own and yet lives on ctx of Start, which its caller may end when the start is over`
	return nil
}

func (h *hosted) Stop(ctx context.Context) error {
	close(h.stop)
	return nil
}

func (h *hosted) run(ctx context.Context) {
	for {
		select {
		case <-h.stop:
			return
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// Near misses.

// scope lives as long as its context: it has no end of its own.
type Scope struct{ ctx context.Context }

func NewScope(ctx context.Context) *Scope { return &Scope{ctx: ctx} }

func (s *Scope) Ask() error { return s.ctx.Err() }

// Client makes a context of its own, which Close cancels.
type Client struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func NewClient(ctx context.Context) *Client {
	ctx, cancel := context.WithCancel(ctx)
	return &Client{ctx: ctx, cancel: cancel}
}

func (c *Client) Ask() error   { return c.ctx.Err() }
func (c *Client) Close() error { c.cancel(); return nil }

// running lives on the context that it is started with: cancelling it is how it is
// stopped.
type running struct {
	cancel context.CancelFunc
}

func (r *running) Start(ctx context.Context) error {
	ctx, r.cancel = context.WithCancel(ctx)
	go func() {
		for ctx.Err() == nil {
			time.Sleep(time.Second)
		}
	}()
	return nil
}

func (r *running) Stop(ctx context.Context) error {
	r.cancel()
	return nil
}
