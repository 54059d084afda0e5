package host_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

func sleep(d time.Duration) hosttest.Body {
	return func(context.Context) error { time.Sleep(d); return nil }
}

// runAsync runs h in the background.
func runAsync(ctx context.Context, h *host.Host) <-chan error {
	result := make(chan error, 1)
	go func() { result <- h.Run(ctx) }()
	return result
}

func TestLifetimeHoldsStartBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hold := make(chan struct{})
		var r hosttest.Recorder
		h := mustNew(t, host.WithLifetime(&hosttest.Lifetime{Hold: hold, Record: &r}))
		recorded(t, h, &r, "s")
		result := runAsync(t.Context(), h)
		time.Sleep(time.Minute)
		if got := r.Events(); !slices.Equal(got, []string{"lifetime wait for start"}) {
			t.Errorf("before the lifetime lets go: %q", got)
		}
		close(hold)
		<-h.Started()
		h.Shutdown(nil)
		must(t, <-result)
	})
}

func TestLifetimeWaitIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t, host.WithLifetime(&hosttest.Lifetime{Hold: make(chan struct{}), Record: &r}))
		recorded(t, h, &r, "s")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := h.Start(ctx); !errors.Is(err, host.ErrStartAbandoned) || !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		if got := r.Events(); !slices.Equal(got, []string{"lifetime wait for start", "lifetime stop"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestFailingLifetime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		wait, stop := errors.New("wait"), errors.New("stop")
		h := mustNew(t, host.WithLifetime(&hosttest.Lifetime{WaitErr: wait, StopErr: stop}))
		if err := h.Run(t.Context()); !errors.Is(err, wait) || !errors.Is(err, stop) {
			t.Errorf("got %v, want both errors", err)
		}
	})
}

// A stop on request is no failure, not even during the start.
func TestRequestDuringStartIsNoFailure(t *testing.T) {
	for name, ask := range map[string]func(*host.Host, context.CancelFunc){
		"signal":   func(h *host.Host, _ context.CancelFunc) { h.Shutdown(&host.SignalError{}) },
		"shutdown": func(h *host.Host, _ context.CancelFunc) { h.Shutdown(nil) },
		"context":  func(_ *host.Host, cancel context.CancelFunc) { cancel() },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := mustNew(t)
				must(t, h.Add("slow", host.OnStart(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })))
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				result := runAsync(ctx, h)
				synctest.Wait()
				ask(h, cancel)
				must(t, <-result)
			})
		})
	}
}

// A host that never started stops nothing.
func TestStopBeforeStart(t *testing.T) {
	var r hosttest.Recorder
	h := mustNew(t)
	recorded(t, h, &r, "s")
	if err := h.Stop(t.Context()); !errors.Is(err, host.ErrNotStarted) {
		t.Errorf("got %v", err)
	}
	if got := r.Events(); len(got) > 0 {
		t.Errorf("events %q", got)
	}
}

// Shutdown asks; Run, WaitForShutdown or Stop do the stopping.
func TestShutdownOnlyAsks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t)
		recorded(t, h, &r, "s")
		must(t, h.Start(t.Context()))
		h.Shutdown(nil)
		time.Sleep(time.Minute)
		if got := r.Events(); !slices.Equal(got, []string{"s start"}) {
			t.Errorf("events %q", got)
		}
		if h.Readiness(t.Context())[0].Err == nil {
			t.Error("ready although it was asked to stop")
		}
		must(t, h.WaitForShutdown(t.Context()))
	})
}

// A done context makes Run stop everything, with time to do so.
func TestDoneContextStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		var cause error
		must(t,
			h.Add("slow", host.OnStop(func(ctx context.Context) error { time.Sleep(time.Second); return ctx.Err() })),
			h.AddBackground("s", host.BackgroundFunc(func(ctx context.Context) error {
				<-ctx.Done()
				cause = context.Cause(ctx)
				return nil
			})))
		why := errors.New("enough")
		ctx, cancel := context.WithCancelCause(t.Context())
		result := runAsync(ctx, h)
		<-h.Started()
		synctest.Wait()
		cancel(why)
		must(t, <-result)
		if !errors.Is(cause, why) {
			t.Errorf("cause is %v", cause)
		}
	})
}

// The cause of a roll-back says so and says why.
func TestCauseOfRollBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var cause error
		h := mustNew(t)
		must(t,
			h.AddBackground("s", host.BackgroundFunc(func(ctx context.Context) error {
				<-ctx.Done()
				cause = context.Cause(ctx)
				return nil
			})),
			h.Add("bad", host.OnStart(func(context.Context) error { time.Sleep(time.Second); return broken })))
		if err := h.Run(t.Context()); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		if !errors.Is(cause, host.ErrRolledBack) || !errors.Is(cause, broken) {
			t.Errorf("cause is %v", cause)
		}
	})
}

// A Start that says it was cancelled, although nobody cancelled it, has failed.
func TestCancellationOfLiveStartIsFailure(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		must(t, h.Add("s", host.OnStart(hosttest.Failing(context.Canceled))))
		if err := h.Run(t.Context()); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestShutdownBeforeStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t)
		recorded(t, h, &r, "s")
		h.Shutdown(nil)
		if err := h.Start(t.Context()); !errors.Is(err, host.ErrStartAbandoned) {
			t.Errorf("got %v", err)
		}
		if got := r.Events(); len(got) > 0 {
			t.Errorf("events %q", got)
		}
	})
}

// Starting, Start and Started are barriers, and a failure in one phase skips the
// later phases; the way back pairs each call with its counterpart.
func TestFailedStartedHook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var r hosttest.Recorder
		h := mustNew(t)
		must(t,
			h.Add("1", &hosttest.Service{Name: "1", Record: &r, OnStarted: hosttest.Failing(broken)}),
			h.Add("2", &hosttest.Service{Name: "2", Record: &r}))
		if err := h.Run(t.Context()); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		want := []string{
			"1 starting", "2 starting", "1 start", "2 start", "1 started",
			"2 stopping", "1 stopping", "2 stop", "1 stop", "2 stopped", "1 stopped",
		}
		if got := r.Events(); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
}

func TestFailedStartingHook(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t)
		must(t,
			h.Add("1", &hosttest.Service{Name: "1", Record: &r}),
			h.Add("2", &hosttest.Service{Name: "2", Record: &r, OnStarting: hosttest.Panicking("boom")}))
		var p *host.PanicError
		if err := h.Run(t.Context()); !errors.As(err, &p) {
			t.Errorf("got %v", err)
		}
		if got, want := r.Events(), []string{"1 starting", "2 starting", "1 stopped"}; !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

// A Start that succeeds after the host gave up on it is undone.
func TestLateStartIsUndone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t, host.StartupTimeout(time.Second))
		must(t, h.Add("late", (&hosttest.Service{Name: "late", Record: &r, OnStart: sleep(time.Minute)}).Basic()))
		if err := h.Run(t.Context()); !errors.Is(err, host.ErrStartupTimeout) {
			t.Errorf("got %v", err)
		}
		time.Sleep(time.Hour)
		if got := r.Events(); !slices.Equal(got, []string{"late start", "late stop"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestCallerCutsStopShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body, release := hosttest.Hanging()
		defer release()
		h := mustNew(t)
		must(t, h.Add("hangs", host.OnStop(body)), h.Start(t.Context()))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		var report *host.UnstoppedError
		if err := h.Stop(ctx); !errors.As(err, &report) || time.Since(began) > 1100*time.Millisecond {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
	})
}

func TestStopTimeoutIsOneServicesShare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body, release := hosttest.Hanging()
		defer release()
		alive := false
		h := mustNew(t, host.ShutdownTimeout(time.Minute))
		must(t,
			h.Add("next", host.OnStop(func(ctx context.Context) error { alive = ctx.Err() == nil; return nil })),
			h.Add("hangs", host.OnStop(body), host.StopTimeout(time.Second)),
			h.Start(t.Context()))
		began := time.Now()
		var report *host.UnstoppedError
		if err := h.Stop(t.Context()); !errors.As(err, &report) || len(report.Services) != 1 {
			t.Errorf("got %v", err)
		}
		if took := time.Since(began); !alive || took > 2*time.Second {
			t.Errorf("next service saw a live context: %v; stop took %v", alive, took)
		}
	})
}

// A stopper that ends a little after its turn is not reported, and its error is
// not lost.
func TestLateStopperIsHeard(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		h := mustNew(t)
		must(t,
			h.Add("slow", host.OnStop(sleep(10*time.Second))),
			h.Add("late", host.OnStop(func(ctx context.Context) error { time.Sleep(5 * time.Second); return broken }),
				host.StopTimeout(time.Second)),
			h.Start(t.Context()))
		var report *host.UnstoppedError
		if err := h.Stop(t.Context()); errors.As(err, &report) || !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
	})
}

func TestStateListenersAllRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var seen []host.State
		h := mustNew(t,
			host.OnState(func(host.State) { panic("listener") }),
			host.OnState(func(s host.State) { seen = append(seen, s) }))
		must(t, h.Start(t.Context()))
		if err := h.Stop(t.Context()); err == nil || strings.Count(err.Error(), "panic: listener") != 5 {
			t.Errorf("got %v", err)
		}
		want := []host.State{host.StateStarting, host.StateRunning, host.StateDraining, host.StateStopping, host.StateStopped}
		if !slices.Equal(seen, want) {
			t.Errorf("got %v, want %v", seen, want)
		}
	})
}

func TestDrainDelayCanBeCutShort(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t, host.DrainDelay(time.Hour))
		must(t, h.Start(t.Context()))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		began := time.Now()
		must(t, h.Stop(ctx))
		if took := time.Since(began); took != time.Second {
			t.Errorf("stop took %v", took)
		}
	})
}

func TestConcurrentStopsShareOneResult(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var stops atomic.Int32
		h := mustNew(t)
		must(t, h.Add("s", host.OnStop(func(context.Context) error {
			stops.Add(1)
			time.Sleep(time.Second)
			return broken
		})), h.Start(t.Context()))
		results := make(chan error, 10)
		for range 10 {
			go func() { results <- h.Stop(t.Context()) }()
		}
		for range 10 {
			if err := <-results; !errors.Is(err, broken) {
				t.Errorf("got %v", err)
			}
		}
		if stops.Load() != 1 {
			t.Errorf("stopped %d times", stops.Load())
		}
	})
}
