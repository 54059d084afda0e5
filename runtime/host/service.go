package host

import "context"

// A HostedService is a service whose Start and Stop both return.
//
// The host calls each method at most once, each on a goroutine of its own, one
// after the other. Only a call that outlives its time does not keep the next one
// from being made.
//
//	registered ──Start──▶ running ──Stop──▶ stopped
//	               │
//	               └─ error: never running, and Stop is not called
//
// Start does what must be finished before later services start: a migration, a
// listener, a warm cache. Its context is done when the startup timeout passes or
// the start is abandoned; it must not be kept for later. A Start that never
// returns blocks the host's start until the timeout; use a [BackgroundService]
// for work that goes on.
//
// Stop releases what Start acquired and waits for work in progress until its
// context is done. The host calls it only after Start returned nil, and then
// always: at once if Start returned after the host had given up on it, and also
// if the budget is spent. The context is then already done, which means "let go
// now".
type HostedService interface {
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
}

// A BackgroundService is a service whose Run blocks for as long as it works.
//
// The host calls Run on a goroutine of its own. The context is the run context:
// it is done when it is this service's turn to stop, never because the start
// ended. Run should then return soon, with nil or the context's error. What
// happens when Run returns earlier is the service's [RestartPolicy] and
// [OnComplete] setting. Run is called again only after the earlier call ended.
type BackgroundService interface {
	Run(ctx context.Context) error
}

// BackgroundFunc makes a function a [BackgroundService].
type BackgroundFunc func(ctx context.Context) error

// Run calls f.
func (f BackgroundFunc) Run(ctx context.Context) error { return f(ctx) }

// OnStart returns a service that calls f when it starts and does nothing when it
// stops. It suits work that must be finished before later services start, such
// as a migration.
func OnStart(f func(ctx context.Context) error) HostedService { return startFunc(f) }

// OnStop returns a service that does nothing when it starts and calls f when it
// stops. Registered with [Outermost], it closes what all others use.
func OnStop(f func(ctx context.Context) error) HostedService { return stopFunc(f) }

type startFunc func(context.Context) error

func (f startFunc) Start(ctx context.Context) error { return f(ctx) }
func (f startFunc) Stop(context.Context) error      { return nil }

type stopFunc func(context.Context) error

func (f stopFunc) Start(context.Context) error    { return nil }
func (f stopFunc) Stop(ctx context.Context) error { return f(ctx) }

// The hooks below are optional: the host looks for them on the registered value.
// Each is called at most once per start or stop, on a goroutine of its own.

// A StartingHook is called before the Start of any service.
type StartingHook interface {
	Starting(ctx context.Context) error
}

// A StartedHook is called after the Start of every service has returned nil.
type StartedHook interface {
	Started(ctx context.Context) error
}

// A StoppingHook is called before the Stop of any service. It is called only if
// the service's Start returned nil.
type StoppingHook interface {
	Stopping(ctx context.Context) error
}

// A StoppedHook is called after the Stop of every service. It is called if the
// service's Starting hook or its Start returned nil, but not while its Start
// hangs.
type StoppedHook interface {
	Stopped(ctx context.Context) error
}

// A ReadinessChecker takes part in [Host.Readiness]: an error means that the
// process should get no traffic now. It is called between the service's Start and
// its Stop, from any goroutine, but never twice at once.
type ReadinessChecker interface {
	Ready(ctx context.Context) error
}

// A LivenessChecker takes part in [Host.Liveness]: an error means that only a
// restart of the process can help. It is called like a [ReadinessChecker].
type LivenessChecker interface {
	Live(ctx context.Context) error
}
