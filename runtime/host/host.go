package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
)

// A Host starts, watches and stops services. Make one with [New], add services,
// and call [Host.Run]. All methods may be called from any goroutine. Those of a
// host that New did not make return [ErrNoHost].
type Host struct {
	settings

	// requested is done once somebody asked the host to stop; its cause is why.
	requested context.Context
	request   context.CancelCauseFunc

	started, stopping, stopped chan struct{}

	mu       sync.Mutex
	state    State
	claimed  bool // somebody runs the stop
	names    map[string]bool
	services []*registration // in order of registration
	waves    []wave          // in order of start, once started
	run      context.Context // base of all run contexts, once started
	late     sync.WaitGroup  // services being added or removed while running
	hanging  []*call         // that had not ended when the host stopped waiting for them
	failures []error         // in order of occurrence
	err      error           // of all failures, once stopped
}

// New returns a host that has not started. The error names every option that
// cannot be used.
func New(opts ...Option) (*Host, error) {
	h := &Host{
		settings: defaultSettings(),
		started:  make(chan struct{}),
		stopping: make(chan struct{}),
		stopped:  make(chan struct{}),
		names:    make(map[string]bool),
	}
	if err := collect(&h.settings, opts); err != nil {
		return nil, fmt.Errorf("host: %w", err)
	}
	h.requested, h.request = context.WithCancelCause(context.Background())
	return h, nil
}

// made reports whether h comes from New.
func (h *Host) made() bool { return h != nil && h.request != nil }

// Run starts the host, waits until it is asked to stop, by Shutdown, a failed
// service, the lifetime or ctx, and stops it.
//
// The error joins everything that went wrong: the failure that ended the start,
// final failures of services, errors of Stop and of hooks, an [UnstoppedError].
// A stop on request, by a signal or by ctx is no error. Pass the error to
// [ExitCode].
func (h *Host) Run(ctx context.Context) error {
	abandoned, err := h.start(ctx)
	if abandoned != nil || err != nil {
		return err
	}
	return h.WaitForShutdown(ctx)
}

// WaitForShutdown waits until the started host is asked to stop, or ctx is done,
// and stops it. It returns what [Host.Run] returns.
func (h *Host) WaitForShutdown(ctx context.Context) error {
	if err := h.refuseWait(ctx); err != nil {
		return err
	}
	select {
	case <-h.requested.Done():
	case <-ctx.Done():
		h.requestStop(context.Cause(ctx))
	}
	return h.Stop(context.WithoutCancel(ctx))
}

// refuseWait is the error of waiting for a stop that cannot come.
func (h *Host) refuseWait(ctx context.Context) error {
	switch {
	case !h.made():
		return ErrNoHost
	case h.State() == StateNew:
		return ErrNotStarted
	case isFromService(ctx, h):
		return ErrStopInService
	}
	return nil
}

// Shutdown asks the host to stop and returns at once; Run, WaitForShutdown or
// Stop do the stopping. It may be called at any time, from anywhere, repeatedly:
// the first cause holds. Every run context has it as its [context.Cause], and
// Run returns it, unless it is nil or a [SignalError]: those are no failures.
//
// Before or during the start, the start is abandoned.
func (h *Host) Shutdown(cause error) {
	switch {
	case !h.made(): // nothing to stop, and no way to say so
	case cause == nil:
		h.requestStop(ErrShutdown)
	case isSignal(cause):
		h.requestStop(cause)
	default:
		h.requestStop(cause, cause)
	}
}

// requestStop makes cause the reason of the stop, unless there is one. Only then
// the failures that led to it become part of the result. It holds the lock so
// that neither a start can succeed nor a stop conclude in between.
func (h *Host) requestStop(cause error, failures ...error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.requested.Err() == nil {
		h.failures = append(h.failures, failures...)
		h.request(cause)
	}
}

// State returns where the host is in its life.
func (h *Host) State() State {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.state
}

// Started returns a channel that is closed when the host is running. It stays
// open if the start fails: whoever must not wait for ever selects on
// [Host.Stopped] as well.
func (h *Host) Started() <-chan struct{} { return h.started }

// Draining returns a channel that is closed when the host is asked to stop.
func (h *Host) Draining() <-chan struct{} {
	if !h.made() {
		return nil
	}
	return h.requested.Done()
}

// Stopping returns a channel that is closed when services begin to stop.
func (h *Host) Stopping() <-chan struct{} { return h.stopping }

// Stopped returns a channel that is closed when everything has stopped and the
// host waits for nothing any more.
func (h *Host) Stopped() <-chan struct{} { return h.stopped }

// Services returns a snapshot of the services in the order of registration.
func (h *Host) Services() []ServiceStatus {
	var all []ServiceStatus
	for _, r := range h.registered() {
		all = append(all, h.status(r))
	}
	return all
}

// cause is why the host stops.
func (h *Host) cause() error { return context.Cause(h.requested) }

// runContext is the base of all run contexts.
func (h *Host) runContext() context.Context {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.run
}

func (h *Host) registered() []*registration {
	h.mu.Lock()
	defer h.mu.Unlock()
	return append([]*registration(nil), h.services...)
}

// fail notes an error that Run is to return.
func (h *Host) fail(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.failures = append(h.failures, err)
}

// enter makes the transition to a state and tells everybody. It is the only
// place that changes the state.
func (h *Host) enter(s State) {
	h.mu.Lock()
	h.state = s
	h.mu.Unlock()
	h.announce(s)
}

// announce closes the state's channel and calls the listeners, each of them even
// if one before it panics.
func (h *Host) announce(s State) {
	switch s {
	case StateRunning:
		close(h.started)
	case StateStopping:
		close(h.stopping)
	}
	h.log(slog.LevelInfo, "host "+s.String(), h.why(s)...)
	listeners := h.listeners
	if s != StateStarting { // that is before WaitForStart
		listeners = slices.Concat(listeners, []func(State){h.lifetime.Notify})
	}
	for _, listen := range listeners {
		var err error
		protect(&err, func() error { listen(s); return nil })
		if err != nil {
			err = fmt.Errorf("host: state listener at %v: %w", s, err)
			h.log(slog.LevelError, "state listener failed", "err", err, "stack", string(stackOf(err)))
			h.fail(err)
		}
	}
}

// why is the cause of the stop, as an attribute of the first state on the way
// down: draining, or stopping after a failed start.
func (h *Host) why(s State) []any {
	if s == StateDraining || s == StateStopping && !isClosed(h.started) {
		return []any{"cause", h.cause()}
	}
	return nil
}

// log writes a record unless the handler panics.
func (h *Host) log(level slog.Level, msg string, args ...any) {
	defer func() { _ = recover() }() // a broken log must not end a service
	h.logger.Log(context.Background(), level, msg, args...)
}

func isSignal(err error) bool {
	var s *SignalError
	return errors.As(err, &s)
}
