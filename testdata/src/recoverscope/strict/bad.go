// Package strict: worth reading in a review.
package strict

import (
	"context"
	"log"
	"sync"
	"time"
)

func logPanic() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

type pump struct{ in, out chan []byte }

func (p *pump) size(b []byte) int { return len(b) }

// It passes values on; what should panic here?
func (p *pump) Start() {
	go func() {
		defer logPanic() // want "around the loop of this goroutine"
		for b := range p.in {
			if p.size(b) > 0 {
				p.out <- b
			}
		}
	}()
}

type worker struct{ check func(time.Time) error }

// Nothing here starts it, so its caller may start it again.
func (w *worker) Run(ctx context.Context) {
	defer logPanic() // want "around the loop of \\(\\*worker\\)\\.Run"
	for ctx.Err() == nil {
		_ = w.check(time.Now())
		time.Sleep(time.Second)
	}
}

// Each panic takes one worker from the pool; the last one lets the senders hang.
func (w *worker) all(jobs chan time.Time, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer logPanic() // want "around the loop of this goroutine"
			for job := range jobs {
				_ = w.check(job)
			}
		}()
	}
	wg.Wait()
}

func safeGo(fn func()) {
	go func() {
		defer logPanic()
		fn()
	}()
}

// A wrapper that is used for everything says nothing of this loop; nothing is
// known to panic in it.
func (w *worker) StartSafely(ctx context.Context) {
	safeGo(func() { // want "around the loop of this goroutine"
		for ctx.Err() == nil {
			_ = w.check(time.Now())
			time.Sleep(time.Second)
		}
	})
}

type conn struct {
	send    func([]byte) error
	done    chan struct{}
	onError func(any)
}

// The handler stops the connection; that may wake the waiter, or not.
func (c *conn) routine(b []byte) {
	defer c.handle()
	_ = c.send(b)
	close(c.done) // want "the close of c.done never happens and \\(\\*conn\\).Flush waits for ever"
}

func (c *conn) handle() {
	if r := recover(); r != nil {
		c.stopForError(r)
	}
}

func (c *conn) stopForError(r any) { log.Print(r) }

func (c *conn) Flush() { <-c.done }
