package host

import (
	"context"
	"errors"
	"log/slog"
	"runtime/pprof"
	"sync"
	"time"
)

// An activation is the life of one background or periodic service: it calls the
// body, judges how the call ended, waits, and calls again.
//
//	         ┌────────── wait: interval or backoff ◀─────────┐
//	         ▼                                               │
//	Start ─▶ call ── nil, error, panic, Goexit, timeout ─▶ settle ─▶ ended
//	         ▲                                               (completed, final
//	         └ run context done: the call is told to end      failure, stopped)
//
// One goroutine does all of it. If a body ends that goroutine by Goexit, its
// deferred function settles the call and goes on in a new one.
type activation struct {
	host    *Host
	service string
	body    func(context.Context) error
	limit   time.Duration // of one call; zero means none
	options serviceSettings

	budget   restartBudget
	schedule *schedule // of a periodic service, else nil
	watch    *watchdog // nil without StallAfter

	ctx    context.Context
	cancel context.CancelCauseFunc
	ready  chan struct{}
	isUp   sync.Once
	done   chan struct{}

	// Used only by the goroutine that runs the body.
	wait  time.Duration
	timer *time.Timer
	last  outcome

	stopErr error // of a call that failed on its way out; set before done is closed
	tally   tally
}

// An outcome is how one call of the body went.
type outcome struct {
	inCall bool
	began  time.Time
	ended  time.Time
	ctx    context.Context
	err    error
}

func newActivation(h *Host, service string, body func(context.Context) error, options serviceSettings) *activation {
	a := &activation{
		host: h, service: service, body: body, options: options,
		ready: make(chan struct{}), done: make(chan struct{}),
	}
	if options.stall > 0 {
		a.watch = &watchdog{limit: options.stall, onStall: a.stalled, onRecover: a.recovered}
	}
	return a
}

// Start begins the loop and returns at once, or when the service is ready if
// that was asked for. The loop gets the host's run context, not ctx.
func (a *activation) Start(ctx context.Context) error {
	labelled := pprof.WithLabels(a.host.runContext(), serviceLabels(a.service, PhaseRun))
	a.ctx, a.cancel = context.WithCancelCause(withActivation(labelled, a))
	a.wait = a.firstWait(time.Now())
	a.tally.begin()
	go a.run()
	if !a.options.awaitReady {
		return nil
	}
	select {
	case <-a.ready:
		return nil
	case <-a.done:
		return a.endedEarly()
	case <-ctx.Done():
		a.cancel(context.Cause(ctx))
		<-a.done // the host bounds how long it waits for this call
		return errors.Join(context.Cause(ctx), a.stopErr)
	}
}

// endedEarly is the error of a service that ended before it was ready. If that
// made the host stop, it is known already.
func (a *activation) endedEarly() error {
	if cause := a.host.cause(); cause != nil {
		return cause
	}
	return errors.Join(errors.New("ended before it was ready"), a.tally.last())
}

// Stop ends the run context and waits for the loop. It does not look at ctx: the
// host stops waiting by itself and needs to know which loops have not ended.
func (a *activation) Stop(context.Context) error {
	cause := a.host.cause()
	if cause == nil {
		cause = ErrRemoved
	}
	a.cancel(cause)
	//lint:ignore stopwait the host bounds the wait, and must not take a loop for ended that is not
	<-a.done
	return a.stopErr
}

func (a *activation) firstWait(now time.Time) time.Duration {
	if a.schedule == nil {
		return 0
	}
	return a.schedule.first(now)
}

func (a *activation) run() {
	defer a.resumeAfterGoexit()
	pprof.SetGoroutineLabels(a.ctx)
	for a.pause() {
		a.call()
		if !a.settle() {
			break
		}
	}
	a.finish()
}

// resumeAfterGoexit goes on after a body that ended its goroutine.
func (a *activation) resumeAfterGoexit() {
	if !a.last.inCall {
		return
	}
	a.last.ended = time.Now()
	if a.settle() {
		go a.run()
		return
	}
	a.finish()
}

// pause waits until the next call is due. It returns false if the service is to
// stop.
func (a *activation) pause() bool {
	if a.wait <= 0 {
		return a.ctx.Err() == nil
	}
	if a.timer == nil {
		a.timer = time.NewTimer(a.wait)
	} else {
		a.timer.Reset(a.wait)
	}
	select {
	case <-a.timer.C:
		return a.ctx.Err() == nil
	case <-a.ctx.Done():
		a.timer.Stop()
		return false
	}
}

// call runs the body once and leaves the outcome in a.last.
func (a *activation) call() {
	ctx, cancel := a.callContext()
	defer cancel()
	a.tally.begun.Add(1)
	a.watch.arm()
	a.last = outcome{inCall: true, began: time.Now(), ctx: ctx}
	body := a.host.intercept(Call{Service: a.service, Phase: PhaseRun, Iteration: a.iteration()}, a.body)
	protect(&a.last.err, func() error { return body(ctx) })
	a.last.ended = time.Now()
	a.last.inCall = false
}

// iteration is the number of the current iteration of a periodic service, else 0.
func (a *activation) iteration() int64 {
	if a.schedule == nil {
		return 0
	}
	return a.tally.begun.Load()
}

func (a *activation) callContext() (context.Context, context.CancelFunc) {
	if a.limit == 0 {
		return a.ctx, func() {}
	}
	return context.WithTimeoutCause(a.ctx, a.limit, ErrIterationTimeout)
}

func (a *activation) finish() {
	a.watch.retire()
	a.tally.end()
	a.cancel(nil) // no-op after Stop; else lets go of the host's run context
	close(a.done)
}

func (a *activation) markReady() { a.isUp.Do(func() { close(a.ready) }) }

func (a *activation) isReady() bool {
	return !a.options.awaitReady || isClosed(a.ready)
}

func (a *activation) stalled() {
	a.host.observe(Event{Service: a.service, Kind: EventStalled})
	a.host.log(slog.LevelError, "service stalled", "service", a.service,
		"limit", a.watch.limit, "stack", takeStacks().of(a.service))
}

func (a *activation) recovered() {
	a.host.observe(Event{Service: a.service, Kind: EventRecovered})
	a.host.log(slog.LevelInfo, "stalled service recovered", "service", a.service)
}
