package sleep

import (
	"context"
	"time"
)

// Jittered always pauses, two calls below.
func Jittered(d time.Duration) { sleep(d + d/10) } // want Jittered:`^pauses via sleep.sleep -> time.Sleep; always pauses$`

func sleep(d time.Duration) { time.Sleep(d) }

// Context waits for time or for the end: on every path one of them, but none
// on all paths.
func Context(ctx context.Context, d time.Duration) error { // want Context:`^pauses; awaits$`
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
