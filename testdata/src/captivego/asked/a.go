// Package asked has goroutines that only want the values of a context.
package asked

import (
	"context"
	"log/slog"
	"net/http"
)

type key struct{}

type metrics struct {
	acked, stop chan struct{}
	work        chan string
}

func isObserved(ctx context.Context) bool { return ctx.Value(key{}) != nil }

// Waits for something else, and asks the context for a value only.
func (m *metrics) observe(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	go func() {
		if isObserved(ctx) {
			return
		}
		select {
		case <-m.acked:
		case <-m.stop:
		}
	}()
}

func (m *metrics) direct(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	go func() {
		user, _ := ctx.Value(key{}).(string)
		for line := range m.work {
			slog.InfoContext(ctx, line, "user", user)
		}
	}()
}

// Near miss: it stops when the context ends.
func (m *metrics) obey(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	go func() {
		for line := range m.work {
			if isOver(ctx) { // want `this goroutine goes on with ctx, which is cancelled as soon as \(\*metrics\).obey returns`
				return
			}
			slog.Info(line)
		}
	}()
}

func isOver(ctx context.Context) bool { return ctx.Err() != nil }

// Near miss: nobody knows what the one that keeps it does with it.
func (m *metrics) putAway(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	go func() {
		j := newJob(ctx) // want `this goroutine goes on with ctx`
		for line := range m.work {
			j.do(line)
		}
	}()
}

type job struct{ ctx context.Context }

func newJob(ctx context.Context) *job { return &job{ctx: ctx} }

func (j *job) do(string) {}
