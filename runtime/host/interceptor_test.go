package host_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

type tagKey struct{}

// Interceptors stand around every call, the first one outermost, and their
// context reaches the service.
func TestInterceptors(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		around := func(name string) host.Option {
			return host.WithInterceptor(func(ctx context.Context, c host.Call, next func(context.Context) error) error {
				r.Add(fmt.Sprintf("%s: %s %v %d", name, c.Service, c.Phase, c.Iteration))
				return next(context.WithValue(ctx, tagKey{}, name))
			})
		}
		h := mustNew(t, around("outer"), around("inner"))
		see := func(ctx context.Context) error { r.Add(fmt.Sprint("sees ", ctx.Value(tagKey{}))); return nil }
		must(t, h.AddPeriodic("p", host.Periodic{Interval: time.Minute, Do: see}), h.Start(t.Context()))
		time.Sleep(90 * time.Second)
		must(t, h.Stop(t.Context()))
		want := []string{
			"outer: p start 0", "inner: p start 0",
			"outer: p run 1", "inner: p run 1", "sees inner",
			"outer: p run 2", "inner: p run 2", "sees inner",
			"outer: p stop 0", "inner: p stop 0",
		}
		if got := r.Events(); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
}

// A broken interceptor is a failure of the service, and the host goes on.
func TestPanickingInterceptor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t, host.WithInterceptor(func(ctx context.Context, c host.Call, next func(context.Context) error) error {
			if c.Iteration == 1 {
				panic("interceptor")
			}
			return next(ctx)
		}))
		n := 0
		must(t, h.AddPeriodic("p", host.Periodic{Interval: time.Minute, Do: func(context.Context) error { n++; return nil }}))
		must(t, h.Start(t.Context()))
		time.Sleep(time.Hour)
		must(t, h.Stop(t.Context()))
		if s := h.Services()[0]; s.Failed != 1 || n < 50 {
			t.Errorf("%d iterations, %+v", n, s)
		}
	})
}

// Every call of a service has its logger.
func TestLoggerOfHooks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		h := mustNew(t, host.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
		say := func(ctx context.Context) error { host.Logger(ctx).Info("here"); return nil }
		must(t, h.Add("s", &hosttest.Service{OnStarting: say, OnStart: say, OnStop: say}))
		must(t, h.Start(t.Context()), h.Stop(t.Context()))
		if n := strings.Count(log.String(), "msg=here service=s"); n != 3 {
			t.Errorf("%d records in\n%s", n, &log)
		}
	})
}

func TestStartupTimeoutIsTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t, host.StartupTimeout(time.Second))
		must(t, h.Add("s", host.OnStart(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })))
		var failure *host.ServiceError
		if err := h.Run(t.Context()); !errors.As(err, &failure) || failure.Kind != host.FailureTimeout {
			t.Errorf("got %v", err)
		}
	})
}
