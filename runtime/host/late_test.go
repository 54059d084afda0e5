package host_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

func TestAddAndRemoveWhileRunning(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t)
		recorded(t, h, &r, "first")
		must(t, h.Start(t.Context()))
		recorded(t, h, &r, "late")
		recorded(t, h, &r, "gone")
		recorded(t, h, &r, "needs late", host.After("late"))
		if err := h.Remove(t.Context(), "late"); err == nil {
			t.Error("removed a service that another needs")
		}
		must(t, h.Remove(t.Context(), "gone"))
		must(t, h.Stop(t.Context()))
		want := []string{
			"first start", "late start", "gone start", "needs late start",
			"gone stop", "needs late stop", "late stop", "first stop",
		}
		if got := r.Events(); !slices.Equal(got, want) {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	})
}

// What goes wrong on the way out of a removed service is Remove's to say.
func TestRemoveReturnsErrorOfRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("flush failed")
		h := mustNew(t)
		must(t, h.Start(t.Context()), h.AddBackground("s", host.BackgroundFunc(func(ctx context.Context) error {
			<-ctx.Done()
			return broken
		})))
		synctest.Wait()
		if err := h.Remove(t.Context(), "s"); !errors.Is(err, broken) {
			t.Errorf("got %v", err)
		}
		must(t, h.Stop(t.Context()))
	})
}

func TestCauseOfRemove(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		var cause error
		must(t, h.Start(t.Context()), h.AddBackground("s", host.BackgroundFunc(func(ctx context.Context) error {
			<-ctx.Done()
			cause = context.Cause(ctx)
			return ctx.Err()
		})))
		synctest.Wait()
		must(t, h.Remove(t.Context(), "s"), h.Stop(t.Context()))
		if !errors.Is(cause, host.ErrRemoved) {
			t.Errorf("cause is %v", cause)
		}
	})
}

func TestFailedLateStartIsUndone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		broken := errors.New("broken")
		var r hosttest.Recorder
		h := mustNew(t)
		must(t, h.Start(t.Context()))
		err := h.Add("late", &hosttest.Service{Name: "late", Record: &r, OnStarted: hosttest.Failing(broken)})
		if !errors.Is(err, broken) || len(h.Services()) != 0 {
			t.Errorf("got %v, %d services", err, len(h.Services()))
		}
		want := []string{"late starting", "late start", "late started", "late stopping", "late stop", "late stopped"}
		if got := r.Events(); !slices.Equal(got, want) {
			t.Errorf("got %q", got)
		}
		must(t, h.Stop(t.Context())) // the host itself did not fail
	})
}

func TestStopDuringLateStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		must(t, h.Start(t.Context()))
		added := make(chan error, 1)
		go func() {
			added <- h.Add("slow", host.OnStart(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }))
		}()
		time.Sleep(time.Second)
		must(t, h.Stop(t.Context()))
		if err := <-added; !errors.Is(err, host.ErrStartAbandoned) {
			t.Errorf("got %v", err)
		}
	})
}

// A service is led through its phases by one goroutine at a time.
func TestRemoveWhileBeingAdded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t)
		must(t, h.Start(t.Context()))
		added := make(chan error, 1)
		go func() {
			added <- h.Add("slow", (&hosttest.Service{Name: "slow", Record: &r, OnStart: sleep(time.Second)}).Basic())
		}()
		synctest.Wait()
		if err := h.Remove(t.Context(), "slow"); err == nil {
			t.Error("removed while being added")
		}
		must(t, <-added, h.Remove(t.Context(), "slow"), h.Stop(t.Context()))
		if got := r.Events(); !slices.Equal(got, []string{"slow start", "slow stop"}) {
			t.Errorf("events %q", got)
		}
	})
}

func TestAddDuringStartIsRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		var err error
		must(t, h.Add("s", host.OnStart(func(context.Context) error {
			err = h.Add("inner", host.OnStart(hosttest.Failing(nil)))
			return nil
		})), h.Start(t.Context()), h.Stop(t.Context()))
		if !errors.Is(err, host.ErrNotAccepting) {
			t.Errorf("got %v", err)
		}
	})
}

func TestRemoveBeforeStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var r hosttest.Recorder
		h := mustNew(t)
		recorded(t, h, &r, "s")
		must(t, h.Remove(t.Context(), "s"), h.Start(t.Context()), h.Stop(t.Context()))
		if got := r.Events(); len(got) > 0 {
			t.Errorf("events %q", got)
		}
	})
}

func TestRemoveReportsHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		body, release := hosttest.Hanging()
		defer release()
		h := mustNew(t, host.ShutdownTimeout(time.Second))
		must(t, h.Start(t.Context()), h.AddBackground("deaf", host.BackgroundFunc(body)))
		synctest.Wait() // until it is deaf
		var report *host.UnstoppedError
		for _, err := range []error{h.Remove(t.Context(), "deaf"), h.Stop(t.Context())} {
			if !errors.As(err, &report) || report.Services[0].Service != "deaf" {
				t.Errorf("got %v", err)
			}
		}
	})
}
