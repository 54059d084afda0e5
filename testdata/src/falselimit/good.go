package falselimit

import (
	"context"
	"net/http"
	"sync"

	"golang.org/x/sync/semaphore"
)

// docs:good
type previews struct{ slots *semaphore.Weighted }

func newPreviews() *previews { return &previews{slots: semaphore.NewWeighted(2)} }

func (p *previews) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := p.slots.Acquire(r.Context(), 1); err != nil {
		return
	}
	defer p.slots.Release(1)
	render(w, r)
}

// docs:end

// loop: made once for all turns.
func loop(ctx context.Context, ids []string) error {
	slots := semaphore.NewWeighted(2)
	for range ids {
		if err := slots.Acquire(ctx, 1); err != nil {
			return err
		}
		go func() {
			defer slots.Release(1)
		}()
	}
	return slots.Acquire(ctx, 2) // waits for all
}

// handed on to somebody who shares it.
func handed(ctx context.Context) error {
	slots := semaphore.NewWeighted(2)
	if err := slots.Acquire(ctx, 1); err != nil {
		return err
	}
	share(slots)
	return nil
}

func share(*semaphore.Weighted) {}

// signal is no semaphore.
func signal() {
	done := make(chan struct{}, 1)
	done <- struct{}{}
	close(done)
}

// inside: strict.
func inside(ids []string) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, 8)
	for range ids {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			_, _ = http.Get("http://peer")
		})
	}
	wg.Wait()
}
