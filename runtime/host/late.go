package host

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// accept takes a registration in, and starts it if the host is running.
func (h *Host) accept(r *registration) error {
	running, err := h.enlist(r)
	if err != nil || !running {
		return err
	}
	defer h.late.Done()
	defer h.settled(r)
	if err := h.startLate(r); err != nil {
		if h.withdraw(r) { // else the host is stopping, and stops r with the others
			err = errors.Join(err, h.stopAlone(context.WithoutCancel(h.runContext()), r))
		}
		return err
	}
	return nil
}

// enlist adds r to the services. If the host is running, the caller must start r
// and then release h.late.
func (h *Host) enlist(r *registration) (running bool, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	running = h.state == StateRunning && h.requested.Err() == nil
	if h.state != StateNew && !running {
		return false, fmt.Errorf("%w: service %q, host is %v", ErrNotAccepting, r.name, h.state)
	}
	if h.names[r.name] {
		return false, fmt.Errorf("host: service %q is registered twice", r.name)
	}
	services := append(slices.Clone(h.services), r)
	if running {
		if _, err := arrange(services, false); err != nil {
			return false, err
		}
		h.waves = append(h.waves, wave{r})
		h.late.Add(1)
		r.joining = true
	}
	h.names[r.name] = true
	h.services = services
	return running, nil
}

// settled notes that r has been started or taken back.
func (h *Host) settled(r *registration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r.joining = false
}

// startLate passes one service through all phases of the start.
func (h *Host) startLate(r *registration) error {
	ctx, release := h.startContext(h.runContext())
	defer release()
	for _, p := range []Phase{PhaseStarting, PhaseStart, PhaseStarted} {
		if err := h.forward(ctx, p, wave{r}); err != nil {
			return err
		}
	}
	return nil
}

// Remove stops one service of a running host, within the shutdown budget and as
// long as ctx allows, and forgets it. Its error is that of the stop; if that is
// an [UnstoppedError], the service still hangs, and the host's own stop reports
// it again. Before the start the service is only forgotten.
func (h *Host) Remove(ctx context.Context, name string) error {
	if !h.made() {
		return ErrNoHost
	}
	r, running, err := h.delist(name, activationOf(ctx))
	if err != nil || !running {
		return err
	}
	defer h.late.Done()
	return h.stopAlone(ctx, r)
}

// delist takes a service off the books, unless others need it or it would wait
// for itself. If the host is running, the caller must stop it and then release
// h.late.
func (h *Host) delist(name string, caller *activation) (r *registration, running bool, err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	running = h.state == StateRunning && h.requested.Err() == nil
	if h.state != StateNew && !running {
		return nil, false, fmt.Errorf("%w: cannot remove service %q, host is %v", ErrNotAccepting, name, h.state)
	}
	i := slices.IndexFunc(h.services, func(r *registration) bool { return r.name == name })
	if i < 0 {
		return nil, false, fmt.Errorf("host: service %q is not registered", name)
	}
	for _, other := range h.services {
		if slices.Contains(other.settings.after, name) {
			return nil, false, fmt.Errorf("host: service %q is needed by %q", name, other.name)
		}
	}
	r = h.services[i]
	if r.joining { // two goroutines would lead it through its phases
		return nil, false, fmt.Errorf("host: service %q is still being added", name)
	}
	if caller != nil && caller == r.activation {
		return nil, false, ErrStopInService
	}
	h.forget(r)
	if running {
		h.late.Add(1)
	}
	return r, running, nil
}

// withdraw takes r back unless the host is stopping already.
func (h *Host) withdraw(r *registration) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.requested.Err() != nil {
		return false
	}
	h.forget(r)
	return true
}

// forget removes r from the books; h.mu is held.
func (h *Host) forget(r *registration) {
	is := func(other *registration) bool { return other == r }
	delete(h.names, r.name)
	h.services = slices.DeleteFunc(slices.Clone(h.services), is)
	waves := make([]wave, len(h.waves))
	for i, w := range h.waves {
		waves[i] = slices.DeleteFunc(slices.Clone(w), is)
	}
	h.waves = waves
}

// stopAlone passes one service through all phases of the stop.
func (h *Host) stopAlone(ctx context.Context, r *registration) error {
	budget, cancel := context.WithTimeout(withHost(ctx, h), h.shutdownTimeout)
	defer cancel()
	s := &stopSequence{host: h, ctx: budget, waves: []wave{{r}}, patience: newPatience()}
	for _, p := range []Phase{PhaseStopping, PhaseStop, PhaseStopped} {
		s.backward(p)
	}
	s.revisit(s.calls)
	for _, c := range s.calls {
		h.pend(c) // the host's own stop reports what hangs then
	}
	if report := s.report(); report != nil {
		s.errs = append(s.errs, report)
	}
	return errors.Join(s.errs...)
}

// awaitLateStarts waits for services that are just being added or removed. The
// request to stop has ended the contexts of those being added.
func (h *Host) awaitLateStarts(budget context.Context) {
	settled := make(chan struct{})
	go func() {
		h.late.Wait()
		close(settled)
	}()
	select {
	case <-settled:
	case <-budget.Done():
	}
}

// pend notes a call that the host no longer waits for.
func (h *Host) pend(c *call) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.hanging = append(h.hanging, c)
}

func (h *Host) hangingCalls() []*call {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.hanging)
}
