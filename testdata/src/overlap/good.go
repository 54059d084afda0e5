package overlap

import (
	"context"
	gosync "sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"
)

// docs:good
func runs(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			sync(ctx)
		}
	}
}

// docs:end

type guarded struct {
	mu      gosync.Mutex
	busy    atomic.Bool
	running bool
	group   singleflight.Group
}

func (g *guarded) byLock(ctx context.Context) {
	for range time.Tick(time.Minute) {
		if g.mu.TryLock() {
			go func() {
				defer g.mu.Unlock()
				sync(ctx)
			}()
		}
	}
}

func (g *guarded) bySwap(ctx context.Context) {
	for range time.Tick(time.Minute) {
		go func() {
			if !g.busy.CompareAndSwap(false, true) {
				return
			}
			defer g.busy.Store(false)
			sync(ctx)
		}()
	}
}

func (g *guarded) byGroup(ctx context.Context) {
	for range time.Tick(time.Minute) {
		go g.once(ctx)
	}
}

func (g *guarded) once(ctx context.Context) {
	_, _, _ = g.group.Do("sync", func() (any, error) {
		sync(ctx)
		return nil, nil
	})
}

func (g *guarded) byFlag(ctx context.Context) {
	done := make(chan struct{}, 1)
	for range time.Tick(time.Minute) {
		if !g.running {
			g.running = true
			go func() {
				sync(ctx)
				done <- struct{}{}
			}()
		}
	}
}

func (g *guarded) bySlot(ctx context.Context) {
	slots := make(chan struct{}, 1)
	for range time.Tick(time.Minute) {
		select {
		case slots <- struct{}{}:
		default:
			continue
		}
		go func() {
			defer func() { <-slots }()
			sync(ctx)
		}()
	}
}

// waited: joined in the same turn.
func waited(ctx context.Context) {
	for range time.Tick(time.Minute) {
		var wg gosync.WaitGroup
		wg.Go(func() { sync(ctx) })
		wg.Wait()
	}
}

// short: over at once.
func short(n *atomic.Int32) {
	for range time.Tick(time.Minute) {
		go func() { n.Add(1) }()
	}
}

// message: not by the clock.
func message(ctx context.Context, ch chan string) {
	for range ch {
		go sync(ctx)
	}
}
