// Package handover defers what is handed over to somebody who has left as well.
package handover

import (
	"context"
	"database/sql"
	"time"

	"github.com/bgvet/bgvet/testdata/src/deadctx/handover/chans"
)

type result struct{ n int }

type store interface {
	Save(ctx context.Context, n int) error
}

type worker struct {
	db    *sql.DB
	store store
	out   chan result
}

func (w *worker) send(ctx context.Context, r result) {
	select {
	case w.out <- r:
	case <-ctx.Done():
	}
}

// The receiver listens to the same context.
func (w *worker) Run(ctx context.Context) {
	defer w.send(ctx, result{})
	for {
		select {
		case <-w.out:
		case <-ctx.Done():
			return
		}
	}
}

func (w *worker) RunFar(ctx context.Context) {
	defer chans.TrySend(ctx, result{}, w.out)
	defer chans.Sleep(ctx, time.Second)
	for {
		select {
		case <-w.out:
		case <-ctx.Done():
			return
		}
	}
}

// Near misses: it is saved by somebody who is still there.
func (w *worker) RunAndSave(ctx context.Context) {
	defer w.save(ctx, 1) // want `deferred w.save is given ctx, which has ended when this function is told to stop`
	for {
		select {
		case <-w.out:
		case <-ctx.Done():
			return
		}
	}
}

func (w *worker) save(ctx context.Context, n int) {
	chans.Sleep(ctx, time.Millisecond)
	_, _ = w.db.ExecContext(ctx, "insert into results values (?)", n)
}

func (w *worker) RunAndStore(ctx context.Context) {
	defer w.put(ctx, 1) // want `deferred w.put is given ctx, which has ended when this function is told to stop`
	for {
		select {
		case <-w.out:
		case <-ctx.Done():
			return
		}
	}
}

func (w *worker) put(ctx context.Context, n int) error {
	chans.Sleep(ctx, time.Millisecond)
	return w.store.Save(ctx, n)
}
