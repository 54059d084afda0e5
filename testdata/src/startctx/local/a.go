// Package local has values that keep a context with a deadline, and end before it.
package local

import (
	"context"
	"time"

	"github.com/bgvet/bgvet/testdata/src/startctx/local/lib"
)

func try(ctx context.Context) error { return nil }

// A local value that ends with the function: the deadline is for it.
func retry(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	b := lib.New(ctx)
	for ; b.Ongoing(); b.Wait() {
		if err = try(ctx); err == nil {
			return nil
		}
	}
	return err
}

func retryInLoop(ctx context.Context) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for b := lib.New(ctx); b.Ongoing(); b.Wait() {
		if err = try(ctx); err == nil {
			return nil
		}
	}
	return err
}

type service struct {
	backoff *lib.Backoff
	feed    *lib.Feed
}

// Near misses: kept, handed back, started.
func (s *service) kept(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	s.backoff = lib.New(ctx) // want `what lib.New leaves behind lives on ctx, which \(\*service\).kept gives a deadline`
}

func (s *service) keptLater(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	b := lib.New(ctx) // want `what lib.New leaves behind lives on ctx`
	if err := try(ctx); err != nil {
		return err
	}
	s.backoff = b
	return nil
}

func handedBack(ctx context.Context) *lib.Backoff {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	b := lib.New(ctx) // want `what lib.New leaves behind lives on ctx`
	return b
}

func started(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	f := lib.NewFeed(ctx) // want `what lib.NewFeed leaves behind lives on ctx`
	f.Start()
}

func running(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	f := lib.NewRunning(ctx) // want `what lib.NewRunning leaves behind lives on ctx`
	_ = f.Lines()
}
