package peerbench

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/oklog/run"
	"github.com/thejerf/suture/v4"
	"go.uber.org/fx"

	"github.com/bgvet/bgvet/runtime/host"
)

const services = 100

// Starting and stopping a hundred services that wait for their context.
//
//	host    in order, each call isolated, stop in reverse within a budget
//	suture  all at once, restarted after a failure, stop all at once
//	run     all at once, stop all at once, no budget
//	fx      hooks in order, stop in reverse within a budget; nothing supervised
func BenchmarkStartStop(b *testing.B) {
	b.Run("host", func(b *testing.B) { loop(b, hostStartStop) })
	b.Run("suture", func(b *testing.B) { loop(b, sutureStartStop) })
	b.Run("run", func(b *testing.B) { loop(b, runStartStop) })
	b.Run("fx", func(b *testing.B) { loop(b, fxStartStop) })
}

func loop(b *testing.B, once func() error) {
	b.ReportAllocs()
	for b.Loop() {
		if err := once(); err != nil {
			b.Fatal(err)
		}
	}
}

func newHost() (*host.Host, error) {
	return host.New(host.WithLifetime(host.NullLifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))
}

func untilDone(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

func hostStartStop() error {
	h, err := newHost()
	if err != nil {
		return err
	}
	for i := range services {
		if err := h.AddBackground(fmt.Sprint(i), host.BackgroundFunc(untilDone)); err != nil {
			return err
		}
	}
	return errors.Join(h.Start(context.Background()), h.Stop(context.Background()))
}

// served is a suture.Service.
type served func(context.Context) error

func (s served) Serve(ctx context.Context) error { return s(ctx) }

func sutureStartStop() error {
	s := suture.New("bench", suture.Spec{EventHook: func(suture.Event) {}})
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	result := s.ServeBackground(ctx)
	for range services {
		s.Add(served(untilDone))
	}
	cancel()
	<-result
	return nil
}

func runStartStop() error {
	var g run.Group
	for range services {
		ctx, cancel := context.WithCancel(context.Background())
		g.Add(func() error { return untilDone(ctx) }, func(error) { cancel() })
	}
	g.Add(func() error { return nil }, func(error) {})
	return g.Run()
}

func fxStartStop() error {
	app := fx.New(fx.NopLogger, fx.Invoke(func(l fx.Lifecycle) {
		for range services {
			ctx, cancel := context.WithCancel(context.Background())
			done := make(chan struct{})
			l.Append(fx.Hook{
				OnStart: func(context.Context) error {
					go func() { defer close(done); _ = untilDone(ctx) }()
					return nil
				},
				OnStop: func(context.Context) error { cancel(); <-done; return nil },
			})
		}
	}))
	return errors.Join(app.Start(context.Background()), app.Stop(context.Background()))
}

// How long it takes until a failed service is called again, without the wait of the
// backoff. run and fx do not restart.
func BenchmarkRestart(b *testing.B) {
	b.Run("host", func(b *testing.B) { restarts(b, hostRestarts) })
	b.Run("suture", func(b *testing.B) { restarts(b, sutureRestarts) })
}

var errBroken = errors.New("broken")

func restarts(b *testing.B, start func(func(context.Context) error) (stop func())) {
	called := make(chan struct{})
	stop := start(func(ctx context.Context) error {
		select {
		case called <- struct{}{}:
			return errBroken
		case <-ctx.Done():
			return ctx.Err()
		}
	})
	b.ReportAllocs()
	for b.Loop() {
		<-called
	}
	stop()
}

func hostRestarts(body func(context.Context) error) func() {
	h, err := newHost()
	policy := host.RestartPolicy{Backoff: host.Backoff{Initial: 1, Max: 1}}
	err = errors.Join(err, h.AddBackground("s", host.BackgroundFunc(body), host.Restart(policy)), h.Start(context.Background()))
	if err != nil {
		panic(err)
	}
	return func() { _ = h.Stop(context.Background()) }
}

func sutureRestarts(body func(context.Context) error) func() {
	s := suture.New("bench", suture.Spec{
		EventHook: func(suture.Event) {}, FailureThreshold: 1e18, FailureBackoff: time.Nanosecond,
	})
	ctx, cancel := context.WithCancel(context.Background())
	result := s.ServeBackground(ctx)
	s.Add(served(body))
	return func() { cancel(); <-result }
}
