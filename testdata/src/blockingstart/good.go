package blockingstart

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/thejerf/suture/v4"
	"go.uber.org/fx"
	"sigs.k8s.io/controller-runtime/pkg/manager"
)

// docs:good

func registered(lc fx.Lifecycle, a *api) {
	lc.Append(fx.Hook{
		OnStart: func(ctx context.Context) error {
			ln, err := new(net.ListenConfig).Listen(ctx, "tcp", ":0")
			if err != nil {
				return err
			}
			go a.srv.Serve(ln)
			return nil
		},
		OnStop: func(ctx context.Context) error { return a.srv.Shutdown(ctx) },
	})
}

// docs:end

func others(lc fx.Lifecycle, a *api) {
	// it tries until it has succeeded, and hears its context
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		for {
			if err := a.ready(); err == nil {
				return nil
			}
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Second):
			}
		}
	}))
	// it waits until something is ready
	ready := make(chan struct{})
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		go func() { defer close(ready); work() }()
		select {
		case <-ready:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}))
	lc.Append(fx.StartHook(a.lib.Ready))
	lc.Append(fx.StartHook(func() {
		go a.lib.Forever()
	}))
	// the stop hook may wait
	lc.Append(fx.StopHook(func(ctx context.Context) error {
		<-ctx.Done()
		return nil
	}))
}

// Serve of suture blocks by contract.
type supervised struct{ jobs chan int }

func (s *supervised) Serve(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.jobs:
			work()
		}
	}
}

func supervise(s *suture.Supervisor) { s.Add(&supervised{}) }

// Start of a Runnable does, too.
type runnable struct{ jobs chan int }

func (r *runnable) Start(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-r.jobs:
			work()
		}
	}
}

func (r *runnable) Stop() {}

var _ manager.Runnable = (*runnable)(nil)

// Start is called with go.
type alone struct{ quit chan struct{} }

func (a *alone) Start() {
	for {
		select {
		case <-a.quit:
			return
		case <-time.After(time.Second):
		}
	}
}

func (a *alone) Stop() { close(a.quit) }

func runAlone(a *alone) {
	go a.Start()
	work()
}

// transport is a server whose Start is meant to block, as its error shows.
type transport struct{ srv *http.Server }

func (t *transport) Start(ctx context.Context) error {
	err := t.srv.ListenAndServe()
	if !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func (t *transport) Stop(ctx context.Context) error { return t.srv.Shutdown(ctx) }

// documented blocks until it is stopped.
type documented struct{ quit chan struct{} }

// Start blocks until Stop is called.
func (d *documented) Start() { <-d.quit }
func (d *documented) Stop()  { close(d.quit) }
