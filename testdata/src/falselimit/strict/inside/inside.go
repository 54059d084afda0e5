// Package inside: slots that goroutines take themselves, and limiters that are not
// there (field notes 33 and 64).
package inside

import (
	"context"
	"net/http"
	"sync"

	"golang.org/x/sync/semaphore"
)

func fetch(id string) {
	resp, err := http.Get("http://peer/" + id)
	if err == nil {
		resp.Body.Close()
	}
}

func channel(ids []string) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, 8)
	for _, id := range ids {
		wg.Go(func() {
			slots <- struct{}{} // want "the slot is taken inside of the goroutine, which bounds the work but not the goroutines"
			defer func() { <-slots }()
			fetch(id)
		})
	}
	wg.Wait()
}

func selects(ctx context.Context, ids chan string) {
	slots := make(chan struct{}, 8)
	for id := range ids {
		go func() {
			select {
			case slots <- struct{}{}: // want "the slot is taken inside of the goroutine"
			case <-ctx.Done():
				return
			}
			defer func() { <-slots }()
			fetch(id)
		}()
	}
}

func weighted(ctx context.Context, ids []string) {
	slots := semaphore.NewWeighted(8)
	for _, id := range ids {
		go func() {
			if err := slots.Acquire(ctx, 1); err != nil { // want "the slot is taken inside of the goroutine"
				return
			}
			defer slots.Release(1)
			fetch(id)
		}()
	}
}

// few are few.
func few() {
	slots := make(chan struct{}, 2)
	for _, id := range []string{"a", "b", "c"} {
		go func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			fetch(id)
		}()
	}
}

// done is a signal.
func done(ids []string) {
	ready := make(chan struct{})
	for _, id := range ids {
		go func() {
			fetch(id)
			ready <- struct{}{}
		}()
	}
	for range ids {
		<-ready
	}
}

type clients struct {
	mu       sync.Mutex
	limiters map[string]*semaphore.Weighted
}

func (c *clients) add(id string) { c.limiters[id] = semaphore.NewWeighted(2) }

func (c *clients) remove(id string) { delete(c.limiters, id) }

func (c *clients) serve(ctx context.Context, id string) {
	if l := c.limiters[id]; l != nil { // want "who is not in c.limiters any more is not limited at all"
		if err := l.Acquire(ctx, 1); err != nil {
			return
		}
		defer l.Release(1)
	}
	fetch(id)
}

// made again when it is not there.
func (c *clients) serveAll(ctx context.Context, id string) {
	l, ok := c.limiters[id]
	if !ok {
		l = semaphore.NewWeighted(2)
		c.limiters[id] = l
	}
	if err := l.Acquire(ctx, 1); err != nil {
		return
	}
	defer l.Release(1)
	fetch(id)
}
