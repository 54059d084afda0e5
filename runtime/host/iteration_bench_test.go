package host

import (
	"context"
	"testing"
	"time"
)

// The cost of what the host adds around one iteration: guard, accounting,
// watchdog, schedule. The wait between iterations is left out in both.

func BenchmarkIterationBare(b *testing.B) {
	ctx := b.Context()
	body := func(context.Context) error { return nil }
	b.ReportAllocs()
	for b.Loop() {
		if ctx.Err() != nil {
			break
		}
		if err := body(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIteration(b *testing.B)             { benchmarkIteration(b, 0, 0) }
func BenchmarkIterationWithWatchdog(b *testing.B) { benchmarkIteration(b, time.Hour, 0) }
func BenchmarkIterationWithTimeout(b *testing.B)  { benchmarkIteration(b, 0, time.Hour) }

func benchmarkIteration(b *testing.B, stall, limit time.Duration) {
	h, err := New(WithLifetime(NullLifetime{}))
	if err != nil {
		b.Fatal(err)
	}
	a := newActivation(h, "s", func(context.Context) error { return nil }, serviceSettings{stall: stall})
	a.schedule = &schedule{Periodic: Periodic{Interval: time.Second}}
	a.limit = limit
	a.ctx, a.cancel = context.WithCancelCause(b.Context())
	defer a.cancel(nil)
	b.ReportAllocs()
	for b.Loop() {
		a.wait = 0
		if !a.pause() {
			break
		}
		a.call()
		if !a.settle() {
			break
		}
	}
}
