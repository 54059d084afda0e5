// Package limiter waits for its turn.
package limiter

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

func Turn(ctx context.Context, limiter *rate.Limiter) {
	r := limiter.Reserve()
	time.Sleep(r.Delay()) // want `this waits for the limiter without hearing ctx, so it goes on when that is done, and a stop waits for it; use Wait\(ctx\) of the limiter`
}

func Variable(ctx context.Context, limiter *rate.Limiter) {
	delay := limiter.Reserve().Delay()
	time.Sleep(delay) // want `use Wait\(ctx\) of the limiter`
}

func Good(ctx context.Context, limiter *rate.Limiter) error { return limiter.Wait(ctx) }
