// Package chans sends unless the context has ended.
package chans

import (
	"context"
	"time"
)

func TrySend[T any](ctx context.Context, v T, to chan<- T) bool {
	select {
	case to <- v:
		return true
	case <-ctx.Done():
		return false
	}
}

func Sleep(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// Release gives a slot back, unless the context has ended.
func Release(ctx context.Context, slots chan<- struct{}) {
	select {
	case slots <- struct{}{}:
	case <-ctx.Done():
	}
}
