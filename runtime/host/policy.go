package host

import (
	"fmt"
	"time"
)

// RestartMode tells after which ends a service is run again.
type RestartMode int

// The restart modes.
const (
	RestartOnFailure RestartMode = iota // after an error, a panic, a Goexit
	RestartAlways                       // also after a nil return, which counts as a failure
	RestartNever
)

// Action is what the host does when a service has ended for good.
type Action int

// The actions.
const (
	StopHost Action = iota // stop the host
	Continue               // log it and go on without the service
)

// A RestartPolicy tells what happens when Run, or an iteration, fails.
//
// The zero value restarts after every failure, without limit, with the default
// backoff. A background service without a [Restart] option is not restarted: its
// failure stops the host. A periodic service without one uses the zero value.
type RestartPolicy struct {
	Mode    RestartMode
	Backoff Backoff

	// ResetAfter is how long a service must be healthy before its earlier
	// failures are forgotten and the backoff starts anew. Default: Backoff.Max.
	ResetAfter time.Duration

	// MaxFailures is the restart budget: the failure that reaches it within
	// Window is final. Zero means no limit. With a zero Window all failures
	// since the last healthy period count.
	MaxFailures int
	Window      time.Duration

	// OnExhausted is what happens after the final failure. With StopHost that
	// failure is the cause and part of what Run returns.
	OnExhausted Action
}

func (p RestartPolicy) validate() error {
	switch {
	case p.Mode < RestartOnFailure || p.Mode > RestartNever:
		return fmt.Errorf("unknown restart mode %d", p.Mode)
	case p.OnExhausted != StopHost && p.OnExhausted != Continue:
		return fmt.Errorf("unknown action %d", p.OnExhausted)
	case p.ResetAfter < 0:
		return fmt.Errorf("negative ResetAfter %v", p.ResetAfter)
	case p.MaxFailures < 0:
		return fmt.Errorf("negative MaxFailures %d", p.MaxFailures)
	case p.Window < 0:
		return fmt.Errorf("negative Window %v", p.Window)
	}
	return p.Backoff.validate()
}

func (p RestartPolicy) withDefaults() RestartPolicy {
	p.Backoff = p.Backoff.withDefaults()
	if p.ResetAfter == 0 {
		p.ResetAfter = p.Backoff.Max
	}
	return p
}

// restartBudget counts the failures of one service under its policy.
type restartBudget struct {
	policy       RestartPolicy
	streak       int         // failures since the last healthy period
	healthySince time.Time   // zero while the last thing known is a failure
	recent       []time.Time // failures within Window, oldest first
}

// healthy notes that the service works at the given time.
func (b *restartBudget) healthy(at time.Time) {
	if b.healthySince.IsZero() {
		b.healthySince = at
	}
}

// fail notes a failure and returns the wait before the next try, or final if
// there is none.
func (b *restartBudget) fail(now time.Time) (wait time.Duration, final bool) {
	if !b.healthySince.IsZero() && now.Sub(b.healthySince) >= b.policy.ResetAfter {
		b.streak = 0
	}
	b.healthySince = time.Time{}
	b.streak++
	if b.policy.Mode == RestartNever || b.exhausted(now) {
		return 0, true
	}
	return b.policy.Backoff.wait(b.streak), false
}

func (b *restartBudget) exhausted(now time.Time) bool {
	limit := b.policy.MaxFailures
	if limit == 0 {
		return false
	}
	if b.policy.Window == 0 {
		return b.streak >= limit
	}
	b.recent = append(b.recent, now)
	if len(b.recent) > limit {
		b.recent = append(b.recent[:0], b.recent[1:]...)
	}
	return len(b.recent) == limit && now.Sub(b.recent[0]) <= b.policy.Window
}
