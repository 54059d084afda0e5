package host

import (
	"log/slog"
	"time"
)

// settle judges the last call and reports whether another one follows; a.wait is
// then the wait before it.
func (a *activation) settle() bool {
	a.last.inCall = false
	a.watch.disarm()
	err := a.last.err
	switch {
	case a.ctx.Err() != nil:
		return a.settleStopped(err)
	case err != nil:
		return a.settleFailed(err)
	case a.schedule != nil:
		a.succeeded()
		a.budget.healthy(a.last.ended)
		a.wait = a.schedule.next(a.last.ended)
		return true
	case a.budget.policy.Mode == RestartAlways:
		return a.settleFailed(ErrReturnedEarly)
	}
	return a.settleCompleted()
}

// settleStopped judges a call that ended after the service was told to stop.
func (a *activation) settleStopped(err error) bool {
	if err == nil || isCancellation(a.ctx, err) {
		a.succeeded()
		return false
	}
	failure := a.failure(err, 1)
	a.failed(failure, 0, true)
	a.stopErr = failure
	return false
}

func (a *activation) settleFailed(err error) bool {
	if a.schedule == nil {
		a.budget.healthy(a.last.began) // a run that lasted was healthy until it failed
	}
	wait, final := a.budget.fail(a.last.ended)
	failure := a.failure(err, a.budget.streak)
	a.wait = wait
	a.failed(failure, wait, final)
	if final && a.budget.policy.OnExhausted == StopHost {
		a.host.fail(failure)
		a.host.requestStop(failure)
	}
	return !final
}

func (a *activation) settleCompleted() bool {
	a.succeeded()
	a.host.log(slog.LevelInfo, "service completed", "service", a.service)
	if a.options.onComplete == StopHost {
		a.host.requestStop(ErrCompleted)
	}
	return false
}

func (a *activation) failure(err error, attempt int) *ServiceError {
	return &ServiceError{
		Service: a.service, Phase: PhaseRun, Kind: kindOf(a.last.ctx, err),
		Attempt: attempt, Iteration: a.iteration(), Err: err, Stack: stackOf(err),
	}
}

func (a *activation) succeeded() {
	a.tally.done.Add(1)
	a.host.observe(Event{
		Service: a.service, Kind: EventDone,
		Iteration: a.tally.begun.Load(), Duration: a.duration(),
	})
}

// failed logs a failure, once, and counts it.
func (a *activation) failed(f *ServiceError, wait time.Duration, final bool) {
	a.tally.fail(f)
	a.host.observe(Event{
		Service: a.service, Kind: EventFailed, Err: f, Wait: wait, Final: final,
		Iteration: a.tally.begun.Load(), Duration: a.duration(),
	})
	attrs := []any{"attempt", f.Attempt, "iteration", a.tally.begun.Load(), "final", final}
	if !final {
		attrs = append(attrs, "backoff", wait)
	}
	a.host.logFailure(f, attrs...)
}

func (a *activation) duration() time.Duration { return a.last.ended.Sub(a.last.began) }
