// Package limits: limiters that are nearly there, and those of a project's own.
package limits

import (
	"context"
	"net/http"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"
)

type item struct{ id string }

func send(ctx context.Context, it item) error {
	req, err := http.NewRequestWithContext(ctx, "PUT", "http://peer/"+it.id, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// noLimit: -1 removes the limit.
func noLimit(ctx context.Context, items chan item) {
	var g errgroup.Group
	g.SetLimit(-1)
	for it := range items {
		g.Go(func() error { return send(ctx, it) }) // want "a goroutine for each message of items"
	}
	_ = g.Wait()
}

// otherGroup: the limit is that of another group.
func otherGroup(ctx context.Context, items chan item) {
	var g, other errgroup.Group
	other.SetLimit(4)
	for it := range items {
		g.Go(func() error { return send(ctx, it) }) // want "a goroutine for each message of items"
	}
	_ = g.Wait()
}

// late: the limit is set when all have been started.
func late(ctx context.Context, items chan item) {
	var g errgroup.Group
	for it := range items {
		g.Go(func() error { return send(ctx, it) }) // want "a goroutine for each message of items"
	}
	g.SetLimit(4)
	_ = g.Wait()
}

// somePaths: urgent items take no slot.
func somePaths(ctx context.Context, items chan item) {
	slots := make(chan struct{}, 4)
	for it := range items {
		if it.id != "urgent" {
			slots <- struct{}{}
		}
		go func() { // want "a goroutine for each message of items"
			defer func() { <-slots }()
			_ = send(ctx, it)
		}()
	}
}

// before: one slot for all of them.
func before(ctx context.Context, items chan item) {
	slots := make(chan struct{}, 4)
	slots <- struct{}{}
	for it := range items {
		go send(ctx, it) // want "a goroutine for each message of items"
	}
	<-slots
}

// parallel is a group whose limit its constructor sets.
type parallel struct{ group *errgroup.Group }

func newParallel(n int) *parallel {
	group := new(errgroup.Group)
	group.SetLimit(n)
	return &parallel{group: group}
}

func (p *parallel) run(ctx context.Context, items chan item) {
	for it := range items {
		p.group.Go(func() error { return send(ctx, it) })
	}
}

// gate is a semaphore of the project's own.
type gate struct{ slots chan struct{} }

func (g *gate) enter() { g.slots <- struct{}{} }
func (g *gate) leave() { <-g.slots }

func gated(ctx context.Context, items chan item, g *gate) {
	for it := range items {
		g.enter()
		go func() {
			defer g.leave()
			_ = send(ctx, it)
		}()
	}
}

// passed: the group's limit is set by the caller.
func passed(ctx context.Context, items chan item) error {
	var g errgroup.Group
	g.SetLimit(4)
	startAll(ctx, &g, items)
	return g.Wait()
}

func startAll(ctx context.Context, g *errgroup.Group, items chan item) {
	for it := range items {
		g.Go(func() error { return send(ctx, it) })
	}
}

// slowed: the rate is limited; how many there are depends on the peer, but a
// flood of items does not become a flood of goroutines.
func slowed(ctx context.Context, items chan item, r *rate.Limiter) {
	for it := range items {
		if err := r.Wait(ctx); err != nil {
			return
		}
		go send(ctx, it)
	}
}

// keyed: one for each key at most.
type keyed struct{ running map[string]bool }

func (k *keyed) run(ctx context.Context, items chan item) {
	for it := range items {
		if !k.running[it.id] {
			k.running[it.id] = true
			go send(ctx, it)
		}
	}
}
