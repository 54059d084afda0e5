package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
)

// Validate reports what would keep the host from starting: unknown names and
// cycles in [After]. Start calls it.
func (h *Host) Validate() error {
	if !h.made() {
		return ErrNoHost
	}
	_, err := arrange(h.registered(), h.concurrentStart)
	return err
}

// Start starts all services and returns when the host is running.
//
// If a hook fails, the startup timeout passes, ctx is done or Shutdown is called,
// no further hook is called, everything started is stopped again under a fresh
// shutdown budget, and the error joins the reason with what went wrong on the
// way back. ctx does not reach the services' run contexts.
func (h *Host) Start(ctx context.Context) error {
	abandoned, err := h.start(ctx)
	if err != nil {
		return err
	}
	return abandoned
}

// start starts everything or rolls back. A start that was abandoned on request
// did not happen, which Start must say, but is no failure, which Run must not.
func (h *Host) start(ctx context.Context) (abandoned, err error) {
	if err := h.beginStart(ctx); err != nil {
		h.log(slog.LevelError, "host cannot start", "err", err)
		return nil, err
	}
	startCtx, release := h.startContext(ctx)
	defer release()
	err = h.startAll(startCtx)
	if err == nil {
		return nil, nil
	}
	if errors.Is(err, ErrStartAbandoned) {
		abandoned = err
	} else {
		h.fail(err)
	}
	h.requestStop(fmt.Errorf("%w: %w", ErrRolledBack, err))
	return abandoned, h.shutDown(context.WithoutCancel(ctx))
}

// beginStart fixes the order and claims the one start of this host.
func (h *Host) beginStart(ctx context.Context) error {
	if !h.made() {
		return ErrNoHost
	}
	h.mu.Lock()
	if h.state != StateNew {
		h.mu.Unlock()
		return ErrAlreadyStarted
	}
	waves, err := arrange(h.services, h.concurrentStart)
	if err != nil {
		h.mu.Unlock()
		return err
	}
	h.state = StateStarting
	h.waves = waves
	h.run = withHost(context.WithoutCancel(ctx), h)
	h.mu.Unlock()
	h.announce(StateStarting)
	return nil
}

// startContext ends with ctx, with the startup timeout, and with Shutdown.
func (h *Host) startContext(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(withHost(ctx, h))
	unlink := context.AfterFunc(h.requested, func() { cancel(h.cause()) })
	if h.requested.Err() != nil {
		cancel(h.cause()) // at once: AfterFunc takes its time
	}
	stopTimer := func() {}
	if h.startupTimeout > 0 {
		ctx, stopTimer = context.WithTimeoutCause(ctx, h.startupTimeout, ErrStartupTimeout)
	}
	return ctx, func() {
		stopTimer()
		unlink()
		cancel(nil)
	}
}

func (h *Host) startAll(ctx context.Context) error {
	if err := h.waitForStart(ctx); err != nil {
		return err
	}
	for _, phase := range []Phase{PhaseStarting, PhaseStart, PhaseStarted} {
		for _, w := range h.waves {
			if err := h.forward(ctx, phase, w); err != nil {
				return err
			}
		}
	}
	return h.beginRunning()
}

// lifetimeName stands for the lifetime where services are named.
const lifetimeName = "(lifetime)"

func (h *Host) waitForStart(ctx context.Context) error {
	c := begin(ctx, lifetimeName, PhaseStarting, func(ctx context.Context) error {
		return h.lifetime.WaitForStart(ctx, h)
	})
	if !c.await(ctx, newPatience()) {
		h.pend(c)
		return startEnded(ctx)
	}
	if err := h.startFailure(ctx, c); err != nil {
		return err
	}
	return startEnded(ctx)
}

// forward calls one hook of the services of one wave and waits for all of them.
func (h *Host) forward(ctx context.Context, p Phase, w wave) error {
	calls := make([]*call, len(w))
	for i, r := range w {
		if f := h.hook(r, p); f != nil {
			calls[i] = beginUndoable(ctx, r.name, p, f, h.undo(r, p))
		}
	}
	patience := newPatience()
	var errs []error
	for i, r := range w {
		errs = append(errs, h.concludeForward(ctx, r, p, calls[i], patience))
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if h.requested.Err() != nil {
		return startEnded(h.requested) // at once: AfterFunc takes its time
	}
	return startEnded(ctx)
}

func (h *Host) concludeForward(ctx context.Context, r *registration, p Phase, c *call, patience *patience) error {
	if c == nil {
		return nil
	}
	if !c.await(ctx, patience) {
		r.hanging = true
		h.pend(c) // reported with its stack if it still hangs in the end
		return &ServiceError{Service: r.name, Phase: p, Kind: FailureTimeout, Err: context.Cause(ctx)}
	}
	if err := h.startFailure(ctx, c); err != nil {
		return err
	}
	r.passed(p)
	return nil
}

// hook is the service's function for a phase, with the interceptors, or nil.
func (h *Host) hook(r *registration, p Phase) func(context.Context) error {
	f := r.hook(p)
	if f == nil {
		return nil
	}
	return h.intercept(Call{Service: r.name, Phase: p}, f)
}

// undo stops a service whose Start returned nil after the host had given up on
// it: nobody else would.
func (h *Host) undo(r *registration, p Phase) func(context.Context) error {
	if p != PhaseStart {
		return nil
	}
	stop := h.hook(r, PhaseStop)
	return func(ctx context.Context) error {
		ctx, cancel := context.WithTimeout(ctx, h.shutdownTimeout)
		defer cancel()
		return stop(ctx)
	}
}

// startFailure is the error of a hook. A hook that ended because the start was
// abandoned has not failed; one that was too slow has, and must be named.
func (h *Host) startFailure(ctx context.Context, c *call) error {
	if cause := h.cause(); cause != nil && errors.Is(c.err, cause) {
		return startEnded(h.requested)
	}
	if isCancellation(ctx, c.err) && context.Cause(ctx) != ErrStartupTimeout {
		return startEnded(ctx)
	}
	return h.failureOf(ctx, c)
}

// startEnded is the error of a start whose context is done, or nil.
func startEnded(ctx context.Context) error {
	switch cause := context.Cause(ctx); cause {
	case nil, ErrStartupTimeout:
		return cause
	default:
		return fmt.Errorf("%w: %w", ErrStartAbandoned, cause)
	}
}

// beginRunning ends the start, unless the host was asked to stop meanwhile.
func (h *Host) beginRunning() error {
	h.mu.Lock()
	if h.requested.Err() != nil {
		h.mu.Unlock()
		return startEnded(h.requested)
	}
	h.state = StateRunning
	h.mu.Unlock()
	h.announce(StateRunning)
	return nil
}
