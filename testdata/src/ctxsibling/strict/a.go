package strict

import (
	"context"
	"time"

	"github.com/bgvet/bgvet/testdata/src/ctxsibling/options"
)

func Send(ctx context.Context, b options.BackOff) {
	options.Do(func() error { return nil })       // want `options\.Do cannot hear ctx.*add the option options\.Context\(ctx\)`
	options.Retry(func() error { return nil }, b) // want `wrap what it is given: options\.WithContext\(\.\.\., ctx\)`
	options.Do(func() error { return nil }, options.Context(ctx))
	options.Retry(func() error { return nil }, options.WithContext(b, ctx))
}

// Remote is implemented elsewhere: it may wait.
type Remote interface {
	Push(n int) error
	PushContext(ctx context.Context, n int) error
	Len() int
	LenContext(ctx context.Context) int
}

func Push(ctx context.Context, r Remote) {
	r.Push(1) // want `r\.Push cannot hear ctx.*use PushContext\(ctx, \.\.\.\)`
	r.Len()
	time.Sleep(0)
}
