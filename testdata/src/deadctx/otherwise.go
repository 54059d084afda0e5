package deadctx

import (
	"context"
	"time"
)

type bench struct{ a *app }

// Run is told to stop by a channel; its context ends only when it must stop at once.
func (b *bench) Run(ctx context.Context, shutdown <-chan struct{}) error {
	defer b.a.send(ctx, "bye")
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-shutdown:
			return nil
		case <-tick.C:
		}
	}
}

// RunBare has no other way to be told.
func (b *bench) RunBare(ctx context.Context) error {
	defer b.a.send(ctx, "bye") // want `deferred b\.a\.send is given ctx, which has ended when this function is told to stop`
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}
