// Package callee calls functions that make their own context.
package callee

import (
	"context"
	"time"

	"github.com/bgvet/bgvet/testdata/src/ctxdropped/callee/store"
)

type Worker struct{ store *store.Store }

func (w *Worker) Start(ctx context.Context) { go w.run(ctx) }

func (w *Worker) run(ctx context.Context) {
	defer w.store.Close()
	for {
		select {
		case <-ctx.Done():
			w.store.Tidy() // a last time
			return
		case <-time.After(time.Second):
			w.store.Beat() // want `w\.store\.Beat waits under a context of its own, so it goes on when ctx is done, and a stop waits for it; let \(\*store\.Store\)\.Beat accept a context \(\(\*Worker\)\.run -> \(\*store\.Store\)\.Beat -> \(\*sql\.DB\)\.ExecContext\)`
			w.store.Count()
			w.store.Load() // another check's: it has a form with a context
			w.turn()
		}
	}
}

// turn has no context: its caller has.
func (w *Worker) turn() {
	w.store.Tidy() // want `w\.store\.Tidy waits under a context of its own.*\(\(\*Worker\)\.run -> \(\*Worker\)\.turn -> \(\*store\.Store\)\.Tidy -> \(\*store\.Store\)\.tidy -> \(\*sql\.DB\)\.PingContext\)`
}

// Nobody here has a context.
func (w *Worker) Once() error { return w.store.Beat() }
