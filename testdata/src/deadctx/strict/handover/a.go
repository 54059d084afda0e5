// Package handover gives back what others wait for.
package handover

import (
	"context"

	"github.com/bgvet/bgvet/testdata/src/deadctx/handover/chans"
)

type worker struct {
	out   chan int
	slots chan struct{}
}

func (w *worker) Run(ctx context.Context) {
	defer chans.TrySend(ctx, 1, w.out)
	defer chans.Release(ctx, w.slots) // want `deferred chans.Release is given ctx, which has ended when this function is told to stop`
	for {
		select {
		case <-w.out:
		case <-ctx.Done():
			return
		}
	}
}
