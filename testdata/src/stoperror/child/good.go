package child

import (
	"context"
	"errors"
	"log"
	"time"
)

// The own context is looked at as well.
func (p *poller) StartBoth(ctx context.Context) {
	go func() {
		for {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			if errors.Is(err, context.DeadlineExceeded) && ctx.Err() != nil {
				return
			}
			if ctx.Err() != nil {
				break
			}
			time.Sleep(time.Second)
		}
	}()
}

// It was looked at before, and after the call.
func (p *poller) StartFirst(ctx context.Context) {
	go func() {
		for {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			if ctx.Err() == nil {
				continue
			}
			if errors.Is(err, context.DeadlineExceeded) {
				return
			}
			break
		}
	}()
}

// The error compared is that of the context.
func (p *poller) StartCause(ctx context.Context) {
	go func() {
		for {
			p.fetch(ctx)
			if errors.Is(ctx.Err(), context.DeadlineExceeded) || context.Cause(ctx) == context.Canceled {
				return
			}
			if err := ctx.Err(); err == context.Canceled {
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

func (p *poller) StartSame(ctx context.Context) {
	go func() {
		for {
			err := p.fetch(ctx)
			if err != nil && err == ctx.Err() {
				return
			}
			time.Sleep(time.Second)
		}
	}()
}

// A log filter decides nothing.
func (p *poller) StartFilter(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			if err != nil && !errors.Is(err, context.DeadlineExceeded) {
				log.Printf("fetch: %v", err)
			}
			time.Sleep(time.Second)
		}
	}()
}

// The case of a select that hears the stop.
func (p *poller) StartSelect(ctx context.Context) {
	go func() {
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop()
		for {
			select {
			case <-ctx.Done():
				if err := p.fetch(context.Background()); errors.Is(err, context.DeadlineExceeded) {
					return
				}
				return
			case <-ticker.C:
				p.fetch(ctx)
			}
		}
	}()
}

// The switch looks at the context first.
func (p *poller) StartSwitchFirst(ctx context.Context) {
	go func() {
		for {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			err := p.fetch(turn)
			cancel()
			switch {
			case ctx.Err() != nil:
				return
			case errors.Is(err, context.DeadlineExceeded):
				log.Print("slow")
			}
			time.Sleep(time.Second)
		}
	}()
}

// A timeout that ends the request's own loop ends a request.
func (p *poller) fetchSome(ctx context.Context, names []string) error {
	for range names {
		if err := p.fetch(ctx); errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	}
	return nil
}
