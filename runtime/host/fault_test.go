package host_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

// brokenHandler is a log handler that panics.
type brokenHandler struct{}

func (brokenHandler) Enabled(context.Context, slog.Level) bool  { return true }
func (brokenHandler) Handle(context.Context, slog.Record) error { panic("log") }
func (h brokenHandler) WithAttrs([]slog.Attr) slog.Handler      { return h }
func (h brokenHandler) WithGroup(string) slog.Handler           { return h }

type brokenObserver struct{}

func (brokenObserver) Observe(host.Event) { panic("observer") }

// A broken log or meter costs records, and no service.
func TestBrokenLoggerAndObserver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t, host.WithLogger(slog.New(brokenHandler{})), host.WithObserver(brokenObserver{}))
		n := 0
		must(t, h.AddPeriodic("s", host.Periodic{Interval: time.Second, Do: func(context.Context) error {
			n++
			return errors.New("broken")
		}}), h.Start(t.Context()))
		time.Sleep(10 * time.Minute)
		must(t, h.Stop(t.Context()))
		if n < 10 {
			t.Errorf("%d iterations", n)
		}
	})
}

// A loop survives bodies that end its goroutine.
func TestLoopSurvivesGoexit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		n := 0
		must(t, h.AddPeriodic("s", host.Periodic{Interval: time.Second, Do: func(context.Context) error {
			n++
			runtime.Goexit()
			return nil
		}}), h.Start(t.Context()))
		time.Sleep(10 * time.Minute)
		must(t, h.Stop(t.Context()))
		if s := h.Services()[0]; n < 10 || s.Failed != int64(n) || s.Running {
			t.Errorf("%d iterations, status %+v", n, s)
		}
	})
}

func TestIterationTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log hosttest.EventLog
		h := mustNew(t, host.WithObserver(&log))
		must(t, h.AddPeriodic("s", host.Periodic{
			Interval: time.Second, IterationTimeout: 5 * time.Second,
			Do: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
		}, host.Restart(host.RestartPolicy{MaxFailures: 2})))
		err := h.Run(t.Context())
		var e *host.ServiceError
		if !errors.As(err, &e) || e.Kind != host.FailureTimeout || e.Iteration != 2 {
			t.Errorf("got %v", err)
		}
		for _, e := range log.Of("s", host.EventFailed) {
			if e.Duration != 5*time.Second {
				t.Errorf("iteration took %v", e.Duration)
			}
		}
	})
}

// A service that may be given up leaves the host running.
func TestExhaustedServiceIsGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		h := mustNew(t)
		must(t, h.AddBackground("s", host.BackgroundFunc(hosttest.Failing(broken)),
			host.Restart(host.RestartPolicy{MaxFailures: 3, OnExhausted: host.Continue})), h.Start(t.Context()))
		time.Sleep(time.Hour)
		s := h.Services()[0]
		if h.State() != host.StateRunning || s.Running || s.Failed != 3 || !errors.Is(s.LastErr, broken) {
			t.Errorf("host %v, service %+v", h.State(), s)
		}
		must(t, h.Stop(t.Context()))
	})
}

func TestRestartAlwaysCountsEarlyReturn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		must(t, h.AddBackground("s", host.BackgroundFunc(hosttest.Failing(nil)),
			host.Restart(host.RestartPolicy{Mode: host.RestartAlways, MaxFailures: 4})))
		err := h.Run(t.Context())
		var e *host.ServiceError
		if !errors.Is(err, host.ErrReturnedEarly) || !errors.As(err, &e) || e.Kind != host.FailureReturned || e.Attempt != 4 {
			t.Errorf("got %v", err)
		}
	})
}

// An error that is not the cancellation is not lost because the host stops.
func TestErrorDuringStopIsReported(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("flush failed")
		var log strings.Builder
		h := mustNew(t, host.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
		must(t, h.AddBackground("s", host.BackgroundFunc(func(ctx context.Context) error {
			<-ctx.Done()
			return broken
		})), h.Start(t.Context()))
		synctest.Wait()
		if err := h.Stop(t.Context()); err == nil || err.Error() != `service "s": run: flush failed` {
			t.Errorf("got %v", err)
		}
		if n := strings.Count(log.String(), "flush failed"); n != 1 {
			t.Errorf("logged %d times:\n%s", n, &log)
		}
	})
}

// However many services hang, the stop takes no longer than its budget and a
// little.
func TestManyHangingServices(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t, host.ShutdownTimeout(time.Second))
		hang, release := hosttest.Hanging()
		defer release()
		for i := range 100 {
			must(t, h.Add(fmt.Sprint(i), host.OnStop(hang)))
		}
		must(t, h.Start(t.Context()))
		began := time.Now()
		var report *host.UnstoppedError
		if err := h.Stop(t.Context()); !errors.As(err, &report) || len(report.Services) != 100 {
			t.Errorf("got %v", err)
		}
		if took := time.Since(began); took > 1100*time.Millisecond {
			t.Errorf("stop took %v", took)
		}
	})
}

// A goroutine that outlives its service is found, and one that just ends is not.
func TestDetectLeaks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang, release := hosttest.Hanging()
		defer release()
		h := mustNew(t, host.DetectLeaks())
		start := func(body hosttest.Body) host.BackgroundService {
			return host.BackgroundFunc(func(ctx context.Context) error {
				go body(ctx)
				<-ctx.Done()
				return nil
			})
		}
		must(t,
			h.AddBackground("leaky", start(hang)),
			h.AddBackground("tidy", start(hosttest.UntilStopped())),
			h.Start(t.Context()))
		synctest.Wait()
		var leak *host.LeakError
		if err := h.Stop(t.Context()); !errors.As(err, &leak) || len(leak.Leaks) != 1 || leak.Leaks[0].Service != "leaky" {
			t.Errorf("got %v", err)
		}
	})
}

// Failures further apart than the window never add up to the budget.
func TestWindowForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		n := 0
		must(t, h.AddPeriodic("s", host.Periodic{Interval: time.Minute, Do: func(context.Context) error {
			if n++; n%10 == 0 {
				return errors.New("now and then")
			}
			return nil
		}}, host.Restart(host.RestartPolicy{MaxFailures: 2, Window: time.Minute})), h.Start(t.Context()))
		time.Sleep(24 * time.Hour)
		must(t, h.Stop(t.Context()))
	})
}

func TestInitialDelayAndJitter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		began := time.Now()
		var first time.Duration
		must(t, h.AddPeriodic("s", host.Periodic{
			Interval: time.Hour, InitialDelay: time.Minute, Jitter: 0.5,
			Do: func(context.Context) error { first = time.Since(began); return nil },
		}), h.Start(t.Context()))
		time.Sleep(45 * time.Minute)
		must(t, h.Stop(t.Context()))
		if first < time.Minute || first > 31*time.Minute {
			t.Errorf("first iteration after %v", first)
		}
	})
}

// A periodic body that stalls is named, and its waits are not taken for stalls.
func TestStalledIteration(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var log hosttest.EventLog
		h := mustNew(t, host.WithObserver(&log))
		n := 0
		must(t, h.AddPeriodic("s", host.Periodic{Interval: time.Hour, Do: func(context.Context) error {
			if n++; n == 2 {
				time.Sleep(time.Minute)
			}
			return nil
		}}, host.StallAfter(time.Second)), h.Start(t.Context()))
		time.Sleep(5 * time.Hour)
		must(t, h.Stop(t.Context()))
		if s, r := len(log.Of("s", host.EventStalled)), len(log.Of("s", host.EventRecovered)); s != 1 || r != 1 {
			t.Errorf("stalled %d times, recovered %d times", s, r)
		}
	})
}

func TestNamesOfConstants(t *testing.T) {
	var text []string
	for i := range 8 {
		text = append(text, host.State(i).String(), host.Phase(i).String(), host.FailureKind(i).String(), host.EventKind(i).String())
	}
	if all := strings.Join(text, " "); !strings.Contains(all, "draining") || !strings.Contains(all, "State(6)") {
		t.Errorf("got %s", all)
	}
}
