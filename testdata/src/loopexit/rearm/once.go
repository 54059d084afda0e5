package rearm

import (
	"context"
	"time"
)

type recoverer struct {
	every time.Duration
	done  chan struct{}
}

func (r *recoverer) recover() {}

// Start does its work once.
func (r *recoverer) Start() {
	go func() {
		timer := time.NewTimer(r.every)
		for {
			select {
			case <-r.done:
				timer.Stop()
				return
			case <-timer.C: // want `timer fires once and nothing sets it again, so the work of this case is done once and the loop then only waits to be stopped; reset the timer at the end of the case, or use a ticker`
				r.recover()
			}
		}
	}()
}

func (r *recoverer) StartAfter(ctx context.Context) {
	go func() {
		next := time.After(r.every)
		for {
			select {
			case <-ctx.Done():
				return
			case <-next: // want `next fires once and nothing sets it again`
				r.recover()
			}
		}
	}()
}

// StartAgain sets it again.
func (r *recoverer) StartAgain() {
	go func() {
		timer := time.NewTimer(r.every)
		for {
			select {
			case <-r.done:
				return
			case <-timer.C:
				r.recover()
				timer.Reset(r.every)
			}
		}
	}()
}

// StartAfterAgain makes a new one.
func (r *recoverer) StartAfterAgain(ctx context.Context) {
	go func() {
		next := time.After(r.every)
		for {
			select {
			case <-ctx.Done():
				return
			case <-next:
				r.recover()
				next = time.After(r.every)
			}
		}
	}()
}

// StartTicks has a ticker.
func (r *recoverer) StartTicks(ctx context.Context) {
	go func() {
		tick := time.NewTicker(r.every)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				r.recover()
			}
		}
	}()
}

// StartFirst waits once, and has other work.
func (r *recoverer) StartFirst(ctx context.Context, in chan int) {
	go func() {
		first := time.NewTimer(r.every)
		for {
			select {
			case <-ctx.Done():
				return
			case <-first.C:
				r.recover()
			case <-in:
				r.recover()
			}
		}
	}()
}

// StartNext makes a timer for each turn.
func (r *recoverer) StartNext(ctx context.Context) {
	go func() {
		for {
			timer := time.NewTimer(r.every)
			select {
			case <-ctx.Done():
				return
			case <-timer.C:
				r.recover()
			}
		}
	}()
}
