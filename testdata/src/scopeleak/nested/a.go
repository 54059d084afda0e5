// Package nested has contexts that take the variable of the one that they are made from.
package nested

import (
	"context"
	"net/http"
	"time"
)

func work(ctx context.Context) {}

// The caller's context ends soon.
func list(ctx context.Context, d time.Duration) {
	c, cancel := context.WithCancel(ctx)
	if d > 0 {
		c, cancel = context.WithTimeout(c, d)
	}
	defer cancel()
	work(c)
}

func serve(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithCancel(r.Context())
	if r.ContentLength > 0 {
		ctx, cancel = context.WithTimeout(ctx, time.Second)
	}
	defer cancel()
	work(ctx)
}

// Both are ended.
func both(d time.Duration) {
	c, cancel := context.WithCancel(context.Background())
	defer cancel()
	if d > 0 {
		var done context.CancelFunc
		c, done = context.WithTimeout(c, d)
		defer done()
	}
	work(c)
}

// Near miss: nothing ends the parent.
func listAlone(d time.Duration) {
	c, cancel := context.WithCancel(context.Background()) // want "the context of context.WithCancel is still open when the next one takes its variable and keeps what waits for it; give the second cancel function a name of its own, and defer both"
	if d > 0 {
		c, cancel = context.WithTimeout(c, d)
	}
	defer cancel()
	work(c)
}

// Near miss: the parent is the server's.
type server struct{ ctx context.Context }

func (s *server) list(d time.Duration) {
	c, cancel := context.WithCancel(s.ctx) // want "is still open when the next one takes its variable"
	if d > 0 {
		c, cancel = context.WithTimeout(c, d)
	}
	defer cancel()
	work(c)
}

// Near miss: the second is not made from the first.
func twice(ctx context.Context) {
	c, cancel := context.WithCancel(ctx) // want "is still open when the next one takes its variable and keeps what waits for it; call cancel\\(\\) before"
	work(c)
	c, cancel = context.WithCancel(ctx)
	defer cancel()
	work(c)
}
