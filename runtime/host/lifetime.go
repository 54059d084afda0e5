package host

import "context"

// A Lifetime ties a host to what controls the process: signals, a service
// manager, a test. It is the only way by which signals enter.
//
//	WaitForStart ─▶ Notify(StateRunning) ─▶ Notify(StateDraining) ─▶ … ─▶ Stop
//
// They are called one after the other, Notify on the goroutine that starts or
// stops the host, the others on goroutines of their own; none before WaitForStart,
// none after Stop. Only a WaitForStart that outlives its context does not keep the
// others from being called.
type Lifetime interface {
	// WaitForStart is called once, before any service, and may hold the start
	// back until ctx is done. It keeps h in order to call h.Shutdown later. An
	// error means that no service is started.
	WaitForStart(ctx context.Context, h *Host) error
	// Notify is called after each change of state. It must return soon.
	Notify(s State)
	// Stop is called once after all services were stopped, if WaitForStart was
	// called, and releases what it acquired.
	Stop(ctx context.Context) error
}

// NullLifetime is the lifetime of a host that nothing outside the program
// stops: no signal is handled.
type NullLifetime struct{}

// WaitForStart returns nil.
func (NullLifetime) WaitForStart(context.Context, *Host) error { return nil }

// Notify does nothing.
func (NullLifetime) Notify(State) {}

// Stop returns nil.
func (NullLifetime) Stop(context.Context) error { return nil }
