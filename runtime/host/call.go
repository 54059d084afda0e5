package host

import (
	"context"
	"runtime/pprof"
	"sync/atomic"
	"time"
)

// Labels of a service's goroutines in profiles and dumps.
const (
	labelService = "host.service"
	labelPhase   = "host.phase"
)

// A call is one call of one hook. It runs on a goroutine of its own so that a
// hook that hangs costs the host its budget and nothing else.
type call struct {
	service string
	phase   Phase
	began   time.Time
	took    time.Duration
	done    chan struct{}
	err     error // set before done is closed, as took is

	// Whoever sets it first decides: the call that it ended, or the host that it
	// waits no longer.
	decided atomic.Bool
	undo    func(context.Context) error // of a success that came too late, or nil
}

func begin(ctx context.Context, service string, phase Phase, f func(context.Context) error) *call {
	return beginUndoable(ctx, service, phase, f, nil)
}

// beginUndoable begins a call whose success is undone at once if it comes after
// the host has stopped waiting for it.
func beginUndoable(ctx context.Context, service string, phase Phase, f, undo func(context.Context) error) *call {
	c := &call{service: service, phase: phase, began: time.Now(), done: make(chan struct{}), undo: undo}
	go pprof.Do(ctx, serviceLabels(service, phase), func(ctx context.Context) { c.run(ctx, f) })
	return c
}

func serviceLabels(service string, phase Phase) pprof.LabelSet {
	return pprof.Labels(labelService, service, labelPhase, phase.String())
}

func (c *call) run(ctx context.Context, f func(context.Context) error) {
	defer func() { // also after a Goexit
		c.took = time.Since(c.began)
		close(c.done)
	}()
	protect(&c.err, func() error {
		err := f(ctx)
		if !c.decided.CompareAndSwap(false, true) && err == nil && c.undo != nil {
			err = c.undo(context.WithoutCancel(ctx))
		}
		return err
	})
}

// known reports whether the error is that of a loop, which has logged it and put
// the service's name to it.
func (c *call) known() bool {
	_, ok := c.err.(*ServiceError)
	return ok
}

// failureOf is the typed error of a call that ended, or nil. It logs the failure
// unless a loop has done so.
func (h *Host) failureOf(ctx context.Context, c *call) error {
	if c.err == nil || c.known() {
		return c.err
	}
	failure := &ServiceError{
		Service: c.service, Phase: c.phase, Kind: kindOf(ctx, c.err), Err: c.err, Stack: stackOf(c.err),
	}
	h.logFailure(failure)
	return failure
}

// await waits until the call has ended or ctx is done, and a little longer if
// there is patience. It reports whether the call has ended.
func (c *call) await(ctx context.Context, p *patience) bool {
	select {
	case <-c.done:
		return true
	case <-ctx.Done():
		return p.await(c.done) || !c.abandon()
	}
}

// abandon ends the waiting, unless the call is just ending.
func (c *call) abandon() bool {
	if c.decided.CompareAndSwap(false, true) {
		return true
	}
	<-c.done // soon: only the bookkeeping is left
	return false
}

// patience is what is left to wait after a budget is spent. A service that is
// called with a done context, or whose context just ended, needs a moment to
// return. All of them share the patience, so that a thousand of them cannot add
// up, and none may use up that of the others.
type patience struct{ left time.Duration }

const (
	patienceInAll = 50 * time.Millisecond
	patienceEach  = 5 * time.Millisecond
)

func newPatience() *patience { return &patience{left: patienceInAll} }

func (p *patience) await(done <-chan struct{}) bool {
	began := time.Now()
	timer := time.NewTimer(min(p.left, patienceEach))
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
	p.left -= min(p.left, time.Since(began))
	return isClosed(done) // both may have been ready
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
