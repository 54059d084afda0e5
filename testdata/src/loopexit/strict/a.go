// Package strict has exits that are worth reading in a review.
package strict

import (
	"context"
	"net"
	"net/http"
	"time"
)

// The error is sent like one more event: who reads events waits for the next.
type watcher struct {
	url    string
	events chan event
}

type event struct{ err error }

func newWatcher(ctx context.Context, url string) *watcher {
	w := &watcher{url: url, events: make(chan event, 1)}
	go w.watch(ctx)
	return w
}

func (w *watcher) watch(ctx context.Context) {
	for {
		resp, err := http.Get(w.url)
		if err != nil {
			w.events <- event{err: err}
			return // want `a failed http\.Get ends \(\*watcher\)\.watch for good`
		}
		resp.Body.Close()
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			w.events <- event{}
		}
	}
}

// A channel of its own for errors says that this was the last.
type teller struct {
	url    string
	events chan event
	errs   chan error
}

func (t *teller) Start(ctx context.Context) { go t.watch(ctx) }

func (t *teller) watch(ctx context.Context) {
	for {
		resp, err := http.Get(t.url)
		if err != nil {
			t.errs <- err
			return
		}
		resp.Body.Close()
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			t.events <- event{}
		}
	}
}

// Two users of a loop: one looks at its error, one does not.
type server struct{ ln net.Listener }

func (s *server) ListenAndServe() { _ = s.Serve() }

func (s *server) Serve() error {
	for {
		conn, err := s.ln.Accept()
		if err != nil {
			return err
		}
		go conn.Close()
	}
}
