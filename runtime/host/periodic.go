package host

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// Mode tells from where the interval of a periodic service is measured.
type Mode int

// The modes.
const (
	FixedDelay Mode = iota // from the end of one iteration to the start of the next
	FixedRate              // from start to start, on a grid that begins with the first run
)

// Misfire tells what a [FixedRate] service does about start times that passed
// while an iteration was still running.
type Misfire int

// The misfire rules. There is no default: a fixed rate must name its rule.
const (
	MisfireUnset Misfire = iota
	FireOnce             // one iteration at once for all missed times
	FireAll              // one iteration at once for each missed time
	Skip                 // none; wait for the next time on the grid
)

// A Periodic describes a body that the host calls again and again, one call at a
// time, until it is this service's turn to stop.
//
// Each iteration is isolated: an error, a panic, a Goexit or a timeout is logged
// once, counted against the [RestartPolicy], followed by a backoff instead of the
// interval, and leaves other services alone. A retry is another try of the same
// time on the grid.
type Periodic struct {
	// Do is one iteration. Its context is the run context, limited by
	// IterationTimeout. Iterations never overlap.
	Do func(ctx context.Context) error

	Interval time.Duration
	Mode     Mode
	Misfire  Misfire // needed with FixedRate, refused with FixedDelay

	// InitialDelay is the wait before the first iteration; zero runs at once.
	InitialDelay time.Duration
	// Jitter adds a random part of Interval, from 0 to Jitter, to InitialDelay,
	// so that replicas started together do not work in step. 0 ≤ Jitter ≤ 1.
	Jitter float64
	// IterationTimeout limits the context of each iteration; zero means no limit.
	IterationTimeout time.Duration
}

func (p Periodic) validate() error {
	switch {
	case p.Do == nil:
		return errors.New("Periodic.Do is nil")
	case p.Interval <= 0:
		return fmt.Errorf("interval %v is not positive", p.Interval)
	case p.InitialDelay < 0 || p.IterationTimeout < 0:
		return fmt.Errorf("negative initial delay %v or iteration timeout %v", p.InitialDelay, p.IterationTimeout)
	case !(p.Jitter >= 0 && p.Jitter <= 1): // also refuses NaN
		return fmt.Errorf("jitter %v is not between 0 and 1", p.Jitter)
	}
	return p.validateMode()
}

func (p Periodic) validateMode() error {
	switch {
	case p.Mode == FixedDelay && p.Misfire != MisfireUnset:
		return errors.New("a fixed delay misses no time: remove the misfire rule")
	case p.Mode == FixedDelay:
		return nil
	case p.Mode != FixedRate:
		return fmt.Errorf("unknown mode %d", p.Mode)
	case p.Misfire < FireOnce || p.Misfire > Skip:
		return errors.New("a fixed rate needs a misfire rule: FireOnce, FireAll or Skip")
	}
	return nil
}

// schedule is the progress of one periodic service on its time line. Times carry
// Go's monotonic clock, so that a jump of the wall clock moves nothing.
type schedule struct {
	Periodic
	nominal time.Time // of the iteration that runs or comes next
}

// first returns the wait before the first iteration.
func (s *schedule) first(now time.Time) time.Duration {
	wait := s.InitialDelay + time.Duration(s.Jitter*rand.Float64()*float64(s.Interval))
	s.nominal = now.Add(wait)
	return wait
}

// next moves to the next iteration and returns the wait before it.
func (s *schedule) next(now time.Time) time.Duration {
	if s.Mode == FixedDelay {
		return s.Interval
	}
	s.nominal = s.nominal.Add(s.Interval)
	if behind := now.Sub(s.nominal); behind >= 0 {
		s.misfire(behind)
	}
	return max(0, s.nominal.Sub(now))
}

// misfire applies the rule when the next time on the grid has already passed.
func (s *schedule) misfire(behind time.Duration) {
	passed := behind / s.Interval // further times that passed
	switch s.Misfire {
	case FireOnce:
		s.nominal = s.nominal.Add(passed * s.Interval)
	case Skip:
		if behind > 0 {
			s.nominal = s.nominal.Add((passed + 1) * s.Interval)
		}
	case FireAll: // stay at the oldest missed time
	}
}
