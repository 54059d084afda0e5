// Package order defers a cancel function and a wait.
package order

import (
	"context"
	"errors"
	"sync"
	"time"
)

type item struct{ err error }

func watch(ctx context.Context, out chan<- item) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
			select {
			case out <- item{}:
			case <-ctx.Done():
				return
			}
		}
	}
}

// first returns on the first failure, and then waits for watchers that nothing has
// told to stop.
func first(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := make(chan item)
	var wg sync.WaitGroup
	defer wg.Wait() // want `this wait is deferred after cancel, and so runs before it: an early return waits for goroutines that nothing has told to stop; defer one function that calls cancel and then waits`
	for range 3 {
		wg.Go(func() { watch(ctx, out) })
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case i := <-out:
			if i.err != nil {
				return i.err
			}
		}
	}
}

// together cancels, and then waits.
func together(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	out := make(chan item)
	var wg sync.WaitGroup
	defer func() {
		cancel()
		wg.Wait()
	}()
	wg.Go(func() { watch(ctx, out) })
	if i := <-out; i.err != nil {
		return i.err
	}
	return errors.New("nothing")
}

// before waits last.
func before(ctx context.Context) error {
	var wg sync.WaitGroup
	defer wg.Wait()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := make(chan item)
	wg.Go(func() { watch(ctx, out) })
	if i := <-out; i.err != nil {
		return i.err
	}
	return nil
}

// untilDone leaves only when the context has ended.
func untilDone(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := make(chan item)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { watch(ctx, out) })
	for {
		select {
		case <-ctx.Done():
			return
		case <-out:
		}
	}
}

// aborts cancels on its early way out.
func aborts(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := make(chan item)
	var wg sync.WaitGroup
	defer wg.Wait()
	wg.Go(func() { watch(ctx, out) })
	if i := <-out; i.err != nil {
		cancel()
		return i.err
	}
	return nil
}
