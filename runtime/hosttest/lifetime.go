package hosttest

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/bgvet/bgvet/runtime/host"
)

// A Lifetime is a host.Lifetime in memory. The zero value lets the host start at
// once. It is safe for concurrent use.
type Lifetime struct {
	// Hold, if not nil, holds the start back until it is closed.
	Hold <-chan struct{}
	// WaitErr and StopErr are what WaitForStart and Stop return.
	WaitErr, StopErr error
	// Record, if not nil, gets an event for each call.
	Record *Recorder

	mu     sync.Mutex
	host   *host.Host
	states []host.State
}

// WaitForStart waits for Hold.
func (l *Lifetime) WaitForStart(ctx context.Context, h *host.Host) error {
	l.Record.Add("lifetime wait for start")
	l.mu.Lock()
	l.host = h
	l.mu.Unlock()
	if l.Hold == nil {
		return l.WaitErr
	}
	select {
	case <-l.Hold:
		return l.WaitErr
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

// Notify notes the state.
func (l *Lifetime) Notify(s host.State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.states = append(l.states, s)
}

// Stop returns StopErr.
func (l *Lifetime) Stop(context.Context) error {
	l.Record.Add("lifetime stop")
	return l.StopErr
}

// ErrNoHost is returned by Signal if no host has begun to start.
var ErrNoHost = errors.New("hosttest: no host has begun to start with this lifetime")

// Signal does what a signal does: it asks the host to stop.
func (l *Lifetime) Signal(cause error) error {
	l.mu.Lock()
	h := l.host
	l.mu.Unlock()
	if h == nil {
		return ErrNoHost
	}
	h.Shutdown(cause)
	return nil
}

// States returns the states that the host has told.
func (l *Lifetime) States() []host.State {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.states)
}
