package hosttest

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// C14: given a body that fails k times and is healthy then, the waits follow the
// capped backoff, and it starts anew only after a healthy period.
func backoffCapsAndResets(b *bench) {
	const fails = 8
	var calls int
	policy := host.RestartPolicy{
		Backoff:    host.Backoff{Initial: time.Second, Max: 16 * time.Second},
		ResetAfter: time.Minute,
	}
	h := b.host()
	b.must(h.AddPeriodic("s", host.Periodic{Interval: 10 * time.Second, Do: func(context.Context) error {
		calls++
		switch {
		case calls <= fails: // a streak
		case calls == fails+3: // again after 10 s of health: too soon to forget
		case calls == fails+3+9: // again after more than a minute
		default:
			return nil
		}
		return errors.New("broken")
	}}, host.Restart(policy)))
	b.must(h.Start(b.Context()))
	after(time.Hour)
	b.must(h.Stop(b.Context()))

	events := b.Events.Of("s", host.EventFailed)
	var attempts []int
	for _, e := range events {
		attempts = append(attempts, e.Err.Attempt)
		ceiling := min(time.Second<<(e.Err.Attempt-1), 16*time.Second)
		if e.Wait < 0 || e.Wait > ceiling {
			b.Errorf("attempt %d: waited %v, want at most %v", e.Err.Attempt, e.Wait, ceiling)
		}
	}
	if want := []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 1}; !slices.Equal(attempts, want) {
		b.Errorf("attempts %v, want %v", attempts, want)
	}
}

// C15: given a body that panics each time, when the budget within the window is
// used up, then the host stops with the last panic, and siblings were never
// delayed.
func restartBudgetEscalates(b *bench) {
	h := b.host()
	var ticks []time.Time
	b.must(h.AddPeriodic("sibling", host.Periodic{Interval: time.Second, Do: func(context.Context) error {
		ticks = append(ticks, time.Now())
		return nil
	}}))
	calls := 0
	b.must(h.AddPeriodic("bad", host.Periodic{Interval: time.Second, Do: func(context.Context) error {
		calls++
		panic(calls)
	}}, host.Restart(host.RestartPolicy{
		MaxFailures: 5, Window: time.Hour, Backoff: host.Backoff{Initial: 10 * time.Second},
	})))
	err := h.Run(b.Context())
	var p *host.PanicError
	if !errors.As(err, &p) || p.Value != 5 {
		b.Errorf("want the fifth panic, got %v", err)
	}
	for i, at := range ticks[1:] {
		if d := at.Sub(ticks[i]); d != time.Second {
			b.Fatalf("sibling waited %v", d)
		}
	}
}

// C16: given a body slower than its interval, with a fixed delay the interval
// lies between the end of one run and the start of the next.
func fixedDelay(b *bench) {
	starts := b.periodicStarts(host.Periodic{Interval: 10 * time.Second}, 25*time.Second, 100*time.Second)
	b.wantSeconds(starts, 0, 35, 70)
}

// C16: with a fixed rate, the rule says what becomes of the missed times. The
// first run takes 25 s and the others none, so that 10 s and 20 s are missed.
func fixedRateMisfire(b *bench) {
	for rule, want := range map[host.Misfire][]int{
		host.FireOnce: {0, 25, 30, 40},
		host.FireAll:  {0, 25, 25, 30, 40},
		host.Skip:     {0, 30, 40},
	} {
		p := host.Periodic{Interval: 10 * time.Second, Mode: host.FixedRate, Misfire: rule}
		b.wantSeconds(b.periodicStarts(p, 25*time.Second, 45*time.Second, true), want...)
	}
}

// periodicStarts runs p for a while with a body that takes a time, each or only
// first, and returns when iterations started.
func (b *bench) periodicStarts(p host.Periodic, takes, total time.Duration, onlyFirst ...bool) []time.Duration {
	var starts []time.Duration
	inside := 0
	began := time.Now()
	p.Do = func(context.Context) error {
		if inside++; inside > 1 {
			b.Error("iterations overlap")
		}
		starts = append(starts, time.Since(began))
		if len(starts) == 1 || len(onlyFirst) == 0 {
			time.Sleep(takes)
		}
		inside--
		return nil
	}
	h := b.host()
	b.must(h.AddPeriodic("s", p), h.Start(b.Context()))
	after(total)
	b.must(h.Stop(b.Context()))
	return starts
}

func (b *bench) wantSeconds(got []time.Duration, want ...int) {
	b.Helper()
	var seconds []int
	for _, d := range got {
		seconds = append(seconds, int(d/time.Second))
	}
	if !slices.Equal(seconds, want) {
		b.Errorf("iterations started at %v s, want %v", seconds, want)
	}
}

// C25: given a loop with a watchdog, when it stops beating, then liveness fails
// and its stack is logged with the label; with the next beat it recovers.
func stalledLoop(b *bench) {
	h := b.host()
	wake := make(chan struct{})
	b.background(h, "s", func(ctx context.Context) error {
		for {
			select {
			case <-wake:
				host.Beat(ctx)
			case <-ctx.Done():
				return nil
			}
		}
	}, host.StallAfter(10*time.Second))
	b.must(h.Start(b.Context()))
	for range 5 {
		after(9 * time.Second)
		b.wantLive(h, true)
		wake <- struct{}{}
	}
	after(11 * time.Second)
	b.wantLive(h, false)
	after(time.Minute)
	records := b.Log.of("service stalled", "s")
	if len(records) != 1 || !strings.Contains(attr(records[0], "stack"), "stalledLoop") {
		b.Errorf("want one record with the stack, got %v", records)
	}
	wake <- struct{}{}
	after(0)
	b.wantLive(h, true)
	b.must(h.Stop(b.Context()))
}

func (b *bench) wantLive(h Host, want bool) {
	b.Helper()
	live := true
	for _, c := range h.Liveness(b.Context()) {
		live = live && c.Err == nil
	}
	if live != want {
		b.Errorf("live is %v, want %v", live, want)
	}
}
