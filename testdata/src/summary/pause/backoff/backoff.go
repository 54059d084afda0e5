package backoff

import (
	"context"

	"github.com/bgvet/bgvet/testdata/src/summary/pause/jitter"
)

type Policy interface{ Next(n int) }

type fixed struct{}

func (fixed) Next(n int) { jitter.Wait(n) } // want Next:`always pauses$`

type Backoff struct{ policy Policy }

// Pause goes through an interface with one implementation here.
func (b *Backoff) Pause(n int) { b.policy.Next(n) } // want Pause:`always pauses$`

// Retry runs fn until it succeeds; it pauses after each failure only.
func Retry(ctx context.Context, fn func(context.Context) error) error { // want Retry:`^pauses via jitter.Wait -> [^;]*; loops; arg 1: runs repeats$`
	for i := 0; ; i++ {
		err := fn(ctx)
		if err == nil || ctx.Err() != nil {
			return err
		}
		jitter.Wait(i)
	}
}
