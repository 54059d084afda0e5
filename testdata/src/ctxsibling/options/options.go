// Package options takes its context as an option, and its backoff wrapped.
package options

import (
	"context"
	"time"
)

type Option func(*config)

type config struct{ ctx context.Context }

func Context(ctx context.Context) Option { return func(c *config) { c.ctx = ctx } }

func Do(f func() error, opts ...Option) error {
	for range 10 {
		if err := f(); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return nil
}

type BackOff interface{ Next() time.Duration }

type contextBackOff struct {
	BackOff
	ctx context.Context
}

func WithContext(b BackOff, ctx context.Context) BackOff { return contextBackOff{b, ctx} }

func Retry(f func() error, b BackOff) error {
	for {
		if err := f(); err == nil {
			return nil
		}
		time.Sleep(b.Next())
	}
}
