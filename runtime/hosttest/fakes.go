package hosttest

import (
	"context"
	"runtime"
	"sync"
)

// A Body is a Run, an iteration or a hook.
type Body = func(ctx context.Context) error

// UntilStopped returns a body that waits for its context and returns nil.
func UntilStopped() Body {
	return func(ctx context.Context) error {
		<-ctx.Done()
		return nil
	}
}

// Failing returns a body that returns err.
func Failing(err error) Body { return func(context.Context) error { return err } }

// Panicking returns a body that panics with v, which may be nil.
func Panicking(v any) Body { return func(context.Context) error { panic(v) } }

// Exiting returns a body that calls runtime.Goexit.
func Exiting() Body {
	return func(context.Context) error {
		runtime.Goexit()
		return nil
	}
}

// Hanging returns a body that ignores its context, and the function that lets it
// return in the end. Call that before the test is over.
func Hanging() (body Body, release func()) {
	gate := make(chan struct{})
	body = func(context.Context) error {
		<-gate // deaf on purpose
		return nil
	}
	return body, sync.OnceFunc(func() { close(gate) })
}

// A Service is a hosted service with every hook. Each call is recorded as
// "<name> <hook>" and then does what the field of that hook says, if set.
type Service struct {
	Name   string
	Record *Recorder

	OnStarting, OnStart, OnStarted Body
	OnStopping, OnStop, OnStopped  Body
}

func (s *Service) call(ctx context.Context, hook string, f Body) error {
	s.Record.Add(s.Name + " " + hook)
	if f == nil {
		return nil
	}
	return f(ctx)
}

// Starting implements host.StartingHook.
func (s *Service) Starting(ctx context.Context) error { return s.call(ctx, "starting", s.OnStarting) }

// Start implements host.HostedService.
func (s *Service) Start(ctx context.Context) error { return s.call(ctx, "start", s.OnStart) }

// Started implements host.StartedHook.
func (s *Service) Started(ctx context.Context) error { return s.call(ctx, "started", s.OnStarted) }

// Stopping implements host.StoppingHook.
func (s *Service) Stopping(ctx context.Context) error { return s.call(ctx, "stopping", s.OnStopping) }

// Stop implements host.HostedService.
func (s *Service) Stop(ctx context.Context) error { return s.call(ctx, "stop", s.OnStop) }

// Stopped implements host.StoppedHook.
func (s *Service) Stopped(ctx context.Context) error { return s.call(ctx, "stopped", s.OnStopped) }

// Basic returns s without its optional hooks.
func (s *Service) Basic() *BasicService { return &BasicService{service: s} }

// A BasicService is a [Service] that has Start and Stop only.
type BasicService struct{ service *Service }

// Start implements host.HostedService.
func (b *BasicService) Start(ctx context.Context) error { return b.service.Start(ctx) }

// Stop implements host.HostedService.
func (b *BasicService) Stop(ctx context.Context) error { return b.service.Stop(ctx) }
