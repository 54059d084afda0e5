package host_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

func TestNewRefusesBadOptions(t *testing.T) {
	_, err := host.New(
		host.StartupTimeout(-1), host.ShutdownTimeout(0), host.DrainDelay(-1), host.WithLifetime(nil),
		host.WithLogger(nil), host.WithObserver(nil), host.WithInterceptor(nil), host.OnState(nil), host.FromEnvironment(""), nil)
	for _, want := range []string{"StartupTimeout", "ShutdownTimeout", "DrainDelay", "Lifetime", "logger", "Observer", "Interceptor", "listener", "prefix", "nil option"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error lacks %q: %v", want, err)
		}
	}
}

func TestAddRefusesBadServices(t *testing.T) {
	h := mustNew(t)
	must(t, h.Add("taken", host.OnStart(hosttest.Failing(nil))))
	var nilService *hosttest.Service
	run := host.BackgroundFunc(hosttest.UntilStopped())
	do := hosttest.Failing(nil)
	for name, err := range map[string]error{
		"nil hosted":       h.Add("x", nil),
		"nil pointer":      h.Add("x", nilService),
		"nil function":     h.Add("x", host.OnStart(nil)),
		"nil background":   h.AddBackground("x", nil),
		"nil run":          h.AddBackground("x", host.BackgroundFunc(nil)),
		"nil body":         h.AddPeriodic("x", host.Periodic{Interval: 1}),
		"empty name":       h.Add("", host.OnStart(do)),
		"same name":        h.AddBackground("taken", run),
		"nil option":       h.AddBackground("x", run, nil),
		"interval":         h.AddPeriodic("x", host.Periodic{Do: do}),
		"negative":         h.AddPeriodic("x", host.Periodic{Do: do, Interval: -1}),
		"initial delay":    h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1, InitialDelay: -1}),
		"timeout":          h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1, IterationTimeout: -1}),
		"jitter":           h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1, Jitter: 2}),
		"no number":        h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1, Jitter: math.NaN()}),
		"no misfire rule":  h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1, Mode: host.FixedRate}),
		"misfire of delay": h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1, Misfire: host.Skip}),
		"mode":             h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1, Mode: 9}),
		"stop timeout":     h.AddBackground("x", run, host.StopTimeout(-1)),
		"stall":            h.AddBackground("x", run, host.StallAfter(0)),
		"completion":       h.AddBackground("x", run, host.OnComplete(9)),
		"restart mode":     h.AddBackground("x", run, host.Restart(host.RestartPolicy{Mode: 9})),
		"action":           h.AddBackground("x", run, host.Restart(host.RestartPolicy{OnExhausted: 9})),
		"reset":            h.AddBackground("x", run, host.Restart(host.RestartPolicy{ResetAfter: -1})),
		"failures":         h.AddBackground("x", run, host.Restart(host.RestartPolicy{MaxFailures: -1})),
		"window":           h.AddBackground("x", run, host.Restart(host.RestartPolicy{Window: -1})),
		"backoff":          h.AddBackground("x", run, host.Restart(host.RestartPolicy{Backoff: host.Backoff{Initial: -1}})),
		"backoff order":    h.AddBackground("x", run, host.Restart(host.RestartPolicy{Backoff: host.Backoff{Initial: 2, Max: 1}})),
		"no completion":    h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1}, host.OnComplete(host.StopHost)),
		"no early return":  h.AddPeriodic("x", host.Periodic{Do: do, Interval: 1}, host.Restart(host.RestartPolicy{Mode: host.RestartAlways})),
		"loop option":      h.Add("x", host.OnStart(do), host.StallAfter(1)),
		"unknown service":  h.Remove(t.Context(), "unknown"),
	} {
		if err == nil {
			t.Errorf("%s: accepted", name)
		} else if !strings.Contains(err.Error(), "service") {
			t.Errorf("%s: the error does not name the service: %v", name, err)
		}
	}
	if n := len(h.Services()); n != 1 {
		t.Errorf("%d services are registered, want 1", n)
	}
}

func TestMethodsOutOfOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		want := func(err, want error) {
			t.Helper()
			if !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
		}
		want(h.Stop(t.Context()), host.ErrNotStarted)
		want(h.WaitForShutdown(t.Context()), host.ErrNotStarted)
		must(t, h.Start(t.Context()))
		want(h.Start(t.Context()), host.ErrAlreadyStarted)
		want(h.Run(t.Context()), host.ErrAlreadyStarted)
		must(t, h.Stop(t.Context()))
		want(h.Start(t.Context()), host.ErrAlreadyStarted)
		want(h.Add("late", host.OnStart(hosttest.Failing(nil))), host.ErrNotAccepting)
		want(h.Remove(t.Context(), "late"), host.ErrNotAccepting)
		must(t, h.Stop(t.Context()))
		h.Shutdown(errors.New("too late")) // no effect, no panic
		must(t, h.Stop(t.Context()))
	})
}

// A host that New did not make says so.
func TestZeroHost(t *testing.T) {
	var h host.Host
	do := hosttest.Failing(nil)
	for name, err := range map[string]error{
		"Add":             h.Add("s", host.OnStart(do)),
		"AddBackground":   h.AddBackground("s", host.BackgroundFunc(do)),
		"AddPeriodic":     h.AddPeriodic("s", host.Periodic{Do: do, Interval: 1}),
		"Remove":          h.Remove(t.Context(), "s"),
		"Validate":        h.Validate(),
		"Start":           h.Start(t.Context()),
		"Run":             h.Run(t.Context()),
		"WaitForShutdown": h.WaitForShutdown(t.Context()),
		"Stop":            h.Stop(t.Context()),
		"nil":             (*host.Host)(nil).Run(t.Context()),
		"Readiness":       h.Readiness(t.Context())[0].Err,
	} {
		if !errors.Is(err, host.ErrNoHost) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	h.Shutdown(nil)
	if h.Draining() != nil || h.State() != host.StateNew || len(h.Services())+len(h.Liveness(t.Context())) != 1 {
		t.Error("a zero host is alive")
	}
}

// A Console that was not made by NewConsole, or was used before, is an error.
func TestConsoleServesOneHost(t *testing.T) {
	used := host.NewConsole()
	must(t, used.Stop(t.Context()))
	for _, c := range []*host.Console{{}, used} {
		if err := mustNew(t, host.WithLifetime(c)).Run(t.Context()); err == nil || !strings.Contains(err.Error(), "Console") {
			t.Errorf("got %v", err)
		}
	}
}

// A service that waits for its own host would wait for itself.
func TestStopInsideAService(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		var errs []error
		must(t, h.AddBackground("s", host.BackgroundFunc(func(ctx context.Context) error {
			<-h.Started()
			errs = append(errs, h.Stop(ctx), h.WaitForShutdown(ctx), h.Remove(ctx, "s"))
			<-ctx.Done()
			return nil
		})), h.Start(t.Context()))
		time.Sleep(time.Second)
		must(t, h.Stop(t.Context()))
		for _, err := range errs {
			if !errors.Is(err, host.ErrStopInService) {
				t.Errorf("got %v", err)
			}
		}
	})
}

// Outside a service the ambient functions do nothing.
func TestAmbientFunctionsOutsideAService(t *testing.T) {
	host.Beat(t.Context())
	host.MarkReady(t.Context())
	if host.Logger(t.Context()) == nil {
		t.Error("no logger")
	}
}
