package host

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// A Backoff is a capped exponential backoff with full jitter: the wait before
// try n+1 is drawn evenly from 0 up to min(Max, Initial·2ⁿ⁻¹). Full jitter spreads
// the tries of many replicas better than a fixed or half-random wait.
//
// The zero value means 1 s initially and 1 min at most.
type Backoff struct {
	Initial time.Duration
	Max     time.Duration
}

func (b Backoff) validate() error {
	if b.Initial < 0 || b.Max < 0 {
		return fmt.Errorf("negative backoff %v to %v", b.Initial, b.Max)
	}
	if d := b.withDefaults(); d.Max < d.Initial {
		return fmt.Errorf("backoff maximum %v below its initial %v", d.Max, d.Initial)
	}
	return nil
}

func (b Backoff) withDefaults() Backoff {
	if b.Initial == 0 {
		b.Initial = time.Second
	}
	if b.Max == 0 {
		b.Max = max(time.Minute, b.Initial)
	}
	return b
}

// ceiling is the longest wait after the given number of failures in a row.
func (b Backoff) ceiling(failures int) time.Duration {
	d := b.Initial
	for i := 1; i < failures && d < b.Max; i++ {
		if d > b.Max/2 {
			return b.Max // doubling would pass the cap, or overflow
		}
		d *= 2
	}
	return min(d, b.Max)
}

func (b Backoff) wait(failures int) time.Duration {
	return rand.N(b.ceiling(failures))
}
