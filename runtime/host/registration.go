package host

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync/atomic"
)

// A registration is one service as the host knows it.
type registration struct {
	name     string
	hosted   HostedService // as given, or the activation
	value    any           // as given; the optional interfaces are looked up on it
	settings serviceSettings

	activation *activation // of background and periodic services, else nil

	readiness, liveness probe

	// Progress. Written by the one goroutine that starts or stops the host.
	prepared bool // the Starting hook returned nil
	running  bool // Start returned nil
	hanging  bool // a call on the way up did not return in time

	joining bool        // being added to a running host; guarded by the host's lock
	serving atomic.Bool // between start and stop; read by probes
}

// Add registers a hosted service under a name that is unique in the host.
//
// Before the start it only registers. While the host is running it also starts
// the service and returns what the start returned. At any other time it returns
// [ErrNotAccepting].
func (h *Host) Add(name string, s HostedService, opts ...ServiceOption) error {
	return h.register(name, s, func(r *registration) error {
		r.hosted = s
		return r.settings.refuseLoopOptions()
	}, opts)
}

// AddBackground registers a background service; see [Host.Add].
func (h *Host) AddBackground(name string, s BackgroundService, opts ...ServiceOption) error {
	return h.register(name, s, func(r *registration) error {
		policy := RestartPolicy{Mode: RestartNever}
		if r.settings.restart != nil {
			policy = *r.settings.restart
		}
		r.activate(h, s.Run, policy)
		return nil
	}, opts)
}

// AddPeriodic registers a periodic service; see [Host.Add].
func (h *Host) AddPeriodic(name string, p Periodic, opts ...ServiceOption) error {
	return h.register(name, &p, func(r *registration) error {
		var policy RestartPolicy
		if r.settings.restart != nil {
			policy = *r.settings.restart
		}
		r.activate(h, p.Do, policy)
		r.activation.schedule = &schedule{Periodic: p}
		r.activation.limit = p.IterationTimeout
		return errors.Join(p.validate(), r.settings.refuseRunOptions())
	}, opts)
}

// register makes a registration, lets complete fill in what differs between the
// kinds of service, and hands it to the host.
func (h *Host) register(name string, value any, complete func(*registration) error, opts []ServiceOption) error {
	if !h.made() {
		return ErrNoHost
	}
	r := &registration{
		name: name, value: value, settings: serviceSettings{onComplete: Continue},
		readiness: newProbe(), liveness: newProbe(),
	}
	if isNil(value) {
		return fmt.Errorf("host: service %q is nil", name)
	}
	err := errors.Join(notEmpty(name), collect(&r.settings, opts), complete(r))
	if err != nil {
		return fmt.Errorf("host: service %q: %w", name, err)
	}
	return h.accept(r)
}

func (r *registration) activate(h *Host, body func(context.Context) error, policy RestartPolicy) {
	r.activation = newActivation(h, r.name, body, r.settings)
	r.activation.budget.policy = policy.withDefaults()
	r.hosted = r.activation
}

// refuseLoopOptions reports options that have no meaning for a service whose
// methods return.
func (s serviceSettings) refuseLoopOptions() error {
	if s.awaitReady || s.restart != nil || s.stall > 0 || s.onComplete != Continue {
		return errors.New("AwaitReady, Restart, OnComplete and StallAfter are for background and periodic services")
	}
	return nil
}

// refuseRunOptions reports options that have no meaning for a body that is meant
// to return and to be called again.
func (s serviceSettings) refuseRunOptions() error {
	if s.onComplete != Continue || s.restart != nil && s.restart.Mode == RestartAlways {
		return errors.New("OnComplete and RestartAlways are for background services")
	}
	return nil
}

// hook returns the service's function for a phase, or nil if it has none.
func (r *registration) hook(p Phase) func(context.Context) error {
	switch p {
	case PhaseStarting:
		if v, ok := r.value.(StartingHook); ok {
			return v.Starting
		}
	case PhaseStart:
		return r.hosted.Start
	case PhaseStarted:
		if v, ok := r.value.(StartedHook); ok {
			return v.Started
		}
	case PhaseStopping:
		if v, ok := r.value.(StoppingHook); ok {
			return v.Stopping
		}
	case PhaseStop:
		return r.hosted.Stop
	case PhaseStopped:
		if v, ok := r.value.(StoppedHook); ok {
			return v.Stopped
		}
	}
	return nil
}

// passed notes that a phase on the way up succeeded.
func (r *registration) passed(p Phase) {
	switch p {
	case PhaseStarting:
		r.prepared = r.prepared || r.hook(p) != nil
	case PhaseStart:
		r.running = true
		r.serving.Store(true)
	}
}

// owes reports whether a phase on the way down applies: every call that
// acquires is paired with the one that releases, and only with that.
func (r *registration) owes(p Phase) bool {
	if p == PhaseStopped {
		return !r.hanging && (r.prepared || r.running)
	}
	return r.running
}

// stopContext limits ctx to the service's share of the budget.
func (r *registration) stopContext(ctx context.Context) (context.Context, context.CancelFunc) {
	if r.settings.stopLimit == 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, r.settings.stopLimit)
}

func notEmpty(name string) error {
	if name == "" {
		return errors.New("empty name")
	}
	return nil
}

// isNil also recognises a nil pointer or function inside an interface.
func isNil(v any) bool {
	if v == nil {
		return true
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Chan, reflect.Interface, reflect.Slice:
		return r.IsNil()
	}
	return false
}

// ServiceStatus is a snapshot of one service.
type ServiceStatus struct {
	Name    string
	Running bool  // Start has returned and Stop not begun; of a loop: it has not ended for good
	Ready   bool  // it called MarkReady, or need not
	Stalled bool  // the watchdog waits for a beat
	Begun   int64 // calls of Run or Do so far
	Done    int64 // of these, ended well
	Failed  int64 // of these, failed
	LastErr error // of the last failure
}
