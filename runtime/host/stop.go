package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"
)

// Stop stops the host: drain delay, Stopping hooks, Stop of every service in
// reverse order, Stopped hooks, all within the shutdown budget or until ctx is
// done. No failure keeps the other services from being stopped.
//
// It returns what [Host.Run] returns. A second call waits for the first, as long
// as its own ctx allows, and returns the same. A call during the start ends the
// start. Before the start it is [ErrNotStarted]; with a context that the host
// gave to a service it is [ErrStopInService].
func (h *Host) Stop(ctx context.Context) error {
	if err := h.refuseWait(ctx); err != nil {
		return err
	}
	h.requestStop(ErrShutdown)
	if h.claimStop() {
		return h.shutDown(ctx)
	}
	select {
	case <-h.stopped:
	case <-ctx.Done():
		if !isClosed(h.stopped) { // both may have been ready
			return fmt.Errorf("host: waiting for the stop: %w", context.Cause(ctx))
		}
	}
	return h.result()
}

// claimStop reports whether the caller is the one to stop the host. While the
// host is starting that is the goroutine that starts it.
func (h *Host) claimStop() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.claimed || h.state != StateRunning {
		return false
	}
	h.claimed = true
	return true
}

// shutDown runs the way down, from a running host or a failed start.
func (h *Host) shutDown(ctx context.Context) error {
	ctx = withHost(ctx, h)
	if h.State() == StateRunning {
		h.enter(StateDraining)
		h.drain(ctx)
	}
	budget, cancel := context.WithTimeout(ctx, h.shutdownTimeout)
	defer cancel()
	h.awaitLateStarts(budget)
	s := &stopSequence{host: h, ctx: budget, waves: h.stopWaves(), patience: newPatience()}
	s.backward(PhaseStopping)
	h.enter(StateStopping)
	s.backward(PhaseStop)
	s.backward(PhaseStopped)
	h.enter(StateStopped)
	s.stopLifetime()
	s.revisit(append(h.hangingCalls(), s.calls...))
	report := s.report()
	return h.conclude(append(s.errs, h.leaks(report)), report)
}

// drain keeps the host working for the drain delay.
func (h *Host) drain(ctx context.Context) {
	if h.drainDelay == 0 {
		return
	}
	timer := time.NewTimer(h.drainDelay)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// stopWaves is the order of start, reversed. A host that starts one by one can
// stop concurrently and the reverse, so the waves are arranged anew.
func (h *Host) stopWaves() []wave {
	h.mu.Lock()
	defer h.mu.Unlock()
	waves := slices.Clone(h.waves)
	if h.concurrentStart != h.concurrentStop {
		waves, _ = arrange(h.services, h.concurrentStop) // was valid when the host started
	}
	slices.Reverse(waves)
	return waves
}

// conclude makes the final error and lets go of everybody who waits for it.
func (h *Host) conclude(stopErrs []error, report *UnstoppedError) error {
	h.mu.Lock()
	errs := append(h.failures, stopErrs...)
	if report != nil {
		errs = append(errs, report)
	}
	h.err = errors.Join(errs...)
	h.mu.Unlock()
	close(h.stopped)
	return h.result()
}

func (h *Host) result() error {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.err
}

// A stopSequence is one way down through all services.
type stopSequence struct {
	host     *Host
	ctx      context.Context // done when the budget is spent
	waves    []wave
	patience *patience
	calls    []*call // that had not ended when their turn was over
	errs     []error // of the calls that ended
}

// backward calls one hook of every service that owes it, wave by wave.
func (s *stopSequence) backward(p Phase) {
	for _, w := range s.waves {
		s.backwardWave(p, w)
	}
}

func (s *stopSequence) backwardWave(p Phase, w wave) {
	var conclude []func()
	for _, r := range slices.Backward(w) {
		if f := s.host.hook(r, p); f != nil && r.owes(p) {
			r.serving.Store(r.serving.Load() && p == PhaseStopping)
			ctx, cancel := r.stopContext(s.ctx)
			c := begin(ctx, r.name, p, f)
			conclude = append(conclude, func() {
				defer cancel()
				s.conclude(ctx, c)
			})
		}
	}
	for _, f := range conclude {
		f()
	}
}

// conclude waits for one call and notes how it went.
func (s *stopSequence) conclude(ctx context.Context, c *call) {
	if !c.await(ctx, s.patience) {
		s.calls = append(s.calls, c)
		return
	}
	if err := s.host.failureOf(ctx, c); err != nil {
		s.errs = append(s.errs, err)
	}
	if c.phase == PhaseStop && c.service != lifetimeName {
		s.host.observe(Event{Service: c.service, Kind: EventStopped, Duration: c.took})
	}
}

func (s *stopSequence) stopLifetime() {
	c := begin(s.ctx, lifetimeName, PhaseStop, s.host.lifetime.Stop)
	s.conclude(s.ctx, c)
}

// revisit looks again at calls that had not ended when their turn was over, and
// keeps those that still have not. The others count as ended, with their errors.
func (s *stopSequence) revisit(calls []*call) {
	s.calls = nil
	last := newPatience() // for those called when none was left
	for _, c := range calls {
		if last.await(c.done) {
			s.conclude(s.ctx, c)
		} else {
			s.calls = append(s.calls, c)
		}
	}
}

// report names what has still not ended and logs it, once, with its stacks.
func (s *stopSequence) report() *UnstoppedError {
	if len(s.calls) == 0 {
		return nil
	}
	report := unstopped(s.calls)
	for _, u := range report.Services {
		s.host.observe(Event{Service: u.Service, Kind: EventUnstopped, Duration: u.Waited})
		s.host.log(slog.LevelError, "service not stopped in time", "service", u.Service,
			"phase", u.Phase.String(), "waited", u.Waited, "stack", u.Stack)
	}
	return report
}
