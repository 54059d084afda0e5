package host

import (
	"context"
	"runtime/pprof"
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
}

func begin(ctx context.Context, service string, phase Phase, f func(context.Context) error) *call {
	c := &call{service: service, phase: phase, began: time.Now(), done: make(chan struct{})}
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
	protect(&c.err, func() error { return f(ctx) })
}

func (c *call) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// failure is the typed error of a call that ended, or nil.
func (c *call) failure(ctx context.Context) error {
	if c.err == nil {
		return nil
	}
	return &ServiceError{Service: c.service, Phase: c.phase, Kind: kindOf(ctx, c.err), Err: c.err}
}

// await waits until the call has ended or ctx is done, and a little longer if
// the patience allows. It reports whether the call has ended.
func (c *call) await(ctx context.Context, p *patience) bool {
	select {
	case <-c.done:
		return true
	case <-ctx.Done():
		return p.await(c.done)
	}
}

// patience is what is left to wait after a budget is spent. A service that is
// called with a done context, or whose context just ended, needs a moment to
// return; all of them share that moment, so that a thousand of them cannot add
// up. A nil patience is none.
type patience struct{ left time.Duration }

func newPatience() *patience { return &patience{left: 50 * time.Millisecond} }

func (p *patience) await(done <-chan struct{}) bool {
	var left time.Duration
	if p != nil {
		left = p.left
	}
	began := time.Now()
	timer := time.NewTimer(left)
	defer timer.Stop()
	select {
	case <-done:
	case <-timer.C:
	}
	if p != nil {
		p.left = max(0, p.left-time.Since(began))
	}
	select {
	case <-done:
		return true
	default:
		return false
	}
}
