package host

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// A Check is the answer of one part of the host to a probe.
type Check struct {
	Name string
	Err  error // nil if all is well
}

// Readiness asks whether the process should get traffic. The first check is the
// host's own: it is ready while it is running and not asked to stop. The others
// are the services with [AwaitReady] and the [ReadinessChecker]s.
//
// A check that panics, or does not answer within 10 s or before ctx is done, has
// failed. A service is asked only between its start and its stop.
func (h *Host) Readiness(ctx context.Context) []Check {
	questions := []question{{"host", h.ready}}
	for _, r := range h.registered() {
		if a := r.activation; a != nil && a.options.awaitReady {
			questions = append(questions, question{r.name, a.readiness})
		}
		if v, ok := r.value.(ReadinessChecker); ok {
			questions = append(questions, question{r.name, func() error { return r.askReady(ctx, v) }})
		}
	}
	return askAll(questions)
}

// Liveness asks whether the process works at all; if not, only a restart helps.
// The first check is the host's own and never fails. The others are the services
// with [StallAfter] and the [LivenessChecker]s.
func (h *Host) Liveness(ctx context.Context) []Check {
	questions := []question{{"host", func() error { return nil }}}
	for _, r := range h.registered() {
		if a := r.activation; a != nil && a.watch != nil {
			questions = append(questions, question{r.name, a.liveness})
		}
		if v, ok := r.value.(LivenessChecker); ok && r.serving.Load() {
			questions = append(questions, question{r.name, func() error { return r.liveness.ask(ctx, r.name, v.Live) }})
		}
	}
	return askAll(questions)
}

type question struct {
	name string
	ask  func() error
}

// askAll asks everybody at once, so that a check that hangs does not use up the
// time of the others.
func askAll(questions []question) []Check {
	checks := make([]Check, len(questions))
	var answers sync.WaitGroup
	for i, q := range questions {
		answers.Go(func() { checks[i] = Check{Name: q.name, Err: q.ask()} })
	}
	answers.Wait()
	return checks
}

func (r *registration) askReady(ctx context.Context, v ReadinessChecker) error {
	if !r.serving.Load() {
		return errors.New("not running")
	}
	return r.readiness.ask(ctx, r.name, v.Ready)
}

func (h *Host) ready() error {
	if !h.made() {
		return ErrNoHost
	}
	if h.requested.Err() != nil {
		return fmt.Errorf("host is stopping: %w", h.cause())
	}
	if s := h.State(); s != StateRunning {
		return fmt.Errorf("host is %v", s)
	}
	return nil
}

func (a *activation) readiness() error {
	if !a.isReady() {
		return errors.New("not ready yet")
	}
	return nil
}

func (a *activation) liveness() error {
	if a.watch.isStalled() {
		return fmt.Errorf("no beat for more than %v", a.watch.limit)
	}
	return nil
}

// A probe asks one service one question, one at a time. While a check hangs,
// later ones wait for it instead of piling up more goroutines.
//
// The zero value cannot be used; see newProbe.
type probe struct{ busy chan struct{} }

const checkTimeout = 10 * time.Second

func newProbe() probe { return probe{busy: make(chan struct{}, 1)} }

func (p probe) ask(ctx context.Context, service string, f func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	select {
	case p.busy <- struct{}{}:
	case <-ctx.Done():
		return fmt.Errorf("an earlier check still runs: %w", context.Cause(ctx))
	}
	c := begin(ctx, service, PhaseRun, func(ctx context.Context) error {
		defer func() { <-p.busy }()
		return f(ctx)
	})
	if !c.await(ctx, newPatience()) {
		return fmt.Errorf("no answer: %w", context.Cause(ctx))
	}
	return c.err
}

func (h *Host) status(r *registration) ServiceStatus {
	s := ServiceStatus{Name: r.name, Running: r.serving.Load(), Ready: true}
	if a := r.activation; a != nil {
		s.Ready = a.isReady()
		s.Stalled = a.watch.isStalled()
		a.tally.snapshot(&s)
	}
	return s
}
