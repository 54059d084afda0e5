// Package contexts holds what functions do with the contexts that they are given.
package contexts

import (
	"context"
	"net/http"
	"time"
)

type store struct{ client *http.Client }

type Poller struct {
	ctx  context.Context
	stop context.CancelFunc
}

// Ask ends with its context, and leaves nothing behind.
func Ask(ctx context.Context, c *http.Client) error { // want Ask:`^asks via .*; always asks$`
	req, err := http.NewRequestWithContext(ctx, "GET", "http://example.com", nil)
	_, err = c.Do(req)
	return err
}

func (s *store) Notify(ctx context.Context, text string) { // want Notify:`^starts via .*; arg 0: async$`
	go s.send(ctx, text)
}

func (s *store) NotifyLater(ctx context.Context, text string) { // want NotifyLater:`^starts via .*; arg 0: async$`
	child := context.WithValue(ctx, s, text)
	go func() {
		s.send(child, text)
	}()
}

// Sum waits for what it starts.
func (s *store) Sum(ctx context.Context, text string) { // want Sum:`^asks via .*$`
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.send(ctx, text)
	}()
	<-done
}

func (s *store) NotifyDetached(ctx context.Context, text string) { // want NotifyDetached:`starts via .*; arg 0: detached$`
	go s.send(context.WithoutCancel(ctx), text)
}

func (s *store) Watch(ctx context.Context) { // want Watch:`^starts via .*; arg 0: keeps$`
	go s.poll(ctx)
}

// Start passes on what Watch does.
func Start(ctx context.Context, s *store) { // want Start:`^starts via .*; arg 0: keeps$`
	s.Watch(ctx)
}

func (s *store) Release(ctx context.Context) error { // want Release:`^asks via .*; detaches .*; arg 0: detached$`
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	return Ask(ctx, s.client)
}

func Unlock(ctx context.Context, s *store) { // want Unlock:`asks via .*; arg 0: detached; arg 1: closes$`
	s.Release(ctx)
}

func New(ctx context.Context) *Poller { // want New:`^arg 0: keeps$`
	return &Poller{ctx: ctx}
}

func (p *Poller) Start(ctx context.Context) { // want Start:`^arg 0: keeps$`
	p.ctx, p.stop = context.WithCancel(ctx)
}

func (s *store) send(ctx context.Context, text string) {
	Ask(ctx, s.client)
}

func (s *store) poll(ctx context.Context) {
	for ctx.Err() == nil {
		Ask(ctx, s.client)
	}
}
