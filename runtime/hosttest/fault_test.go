package hosttest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

// resource is a scoped service whose Close fails now and then.
type resource struct{ fails bool }

func (r *resource) Close() error {
	if r.fails {
		return errors.New("close failed")
	}
	return nil
}

// C30, with faults: TestC30_NothingIsLost injects errors, panics, Goexits, slow bodies, failing closers
// and hangs at random into 50 services until 10,000 iterations have begun. Each
// of them must be done, failed with a cause, or of a service in the report, and
// no goroutine and no scope may be left.
func TestC30_NothingIsLost(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	synctest.Test(t, func(t *testing.T) {
		f := &faults{t: t, random: rand.New(rand.NewPCG(seed, 0)), gate: make(chan struct{})}
		f.run()
	})
}

type faults struct {
	t      *testing.T
	random *rand.Rand
	gate   chan struct{} // holds the bodies that hang
	begun  atomic.Int64
	log    hosttest.EventLog
}

func (f *faults) run() {
	var c di.Collection
	fails := rand.New(rand.NewPCG(f.random.Uint64(), 1))
	var n atomic.Int64
	every := int64(20 + fails.IntN(20))
	c.Scoped(func() *resource { return &resource{fails: n.Add(1)%every == 0} })
	provider, err := c.Build()
	f.must(err)
	h, err := host.New(
		host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)),
		host.WithObserver(&f.log), host.ShutdownTimeout(time.Minute), host.ConcurrentStop())
	f.must(err)
	for i := range 50 {
		f.must(h.AddPeriodic(fmt.Sprint("s", i), host.Periodic{
			Interval: time.Second, IterationTimeout: 10 * time.Second,
			Do: di.InScope(provider.Scopes(), f.body()),
		}, host.Restart(host.RestartPolicy{Backoff: host.Backoff{Max: 10 * time.Second}})))
	}
	f.must(h.Start(f.t.Context()))
	for f.begun.Load() < 10_000 {
		time.Sleep(time.Second)
	}
	err = h.Stop(f.t.Context())
	f.account(h, err)
	close(f.gate)
	time.Sleep(time.Minute)
	if n := provider.ActiveScopes(); n != 0 {
		f.t.Errorf("%d scopes are open", n)
	}
	f.must(provider.Close(f.t.Context()))
}

// body returns an iteration that goes wrong in every way. Hangs are rare: each
// takes its service out of the game.
func (f *faults) body() func(context.Context, *di.Scope) error {
	random := rand.New(rand.NewPCG(f.random.Uint64(), 2))
	return func(ctx context.Context, s *di.Scope) error {
		f.begun.Add(1)
		if _, err := di.Get[*resource](s); err != nil {
			return err
		}
		switch p := random.IntN(1000); {
		case p < 100:
			return errors.New("broken")
		case p < 150:
			panic("boom")
		case p < 200:
			runtime.Goexit()
		case p < 250:
			<-ctx.Done() // until the iteration times out
			return ctx.Err()
		case p < 300:
			time.Sleep(3 * time.Second)
		case p == 999:
			<-f.gate // deaf
		}
		return nil
	}
}

// account compares what the host says with what happened.
func (f *faults) account(h *host.Host, err error) {
	hanging := map[string]bool{}
	var report *host.UnstoppedError
	if errors.As(err, &report) {
		for _, u := range report.Services {
			hanging[u.Service] = true
		}
	}
	var begun, done, failed int64
	for _, s := range h.Services() {
		begun, done, failed = begun+s.Begun, done+s.Done, failed+s.Failed
		open := s.Begun - s.Done - s.Failed
		if s.Running != hanging[s.Name] || (open == 1) != hanging[s.Name] || open > 1 {
			f.t.Errorf("%s: %d of %d iterations unaccounted for, in the report: %v", s.Name, open, s.Begun, hanging[s.Name])
		}
		if n := int64(len(f.log.Of(s.Name, host.EventFailed))); n != s.Failed {
			f.t.Errorf("%s: %d failures observed, %d counted", s.Name, n, s.Failed)
		}
		for _, e := range f.log.Of(s.Name, host.EventFailed) {
			if e.Err == nil || e.Err.Err == nil {
				f.t.Errorf("%s: failure without a cause", s.Name)
			}
		}
	}
	if begun != f.begun.Load() {
		f.t.Errorf("%d iterations begun, %d counted", f.begun.Load(), begun)
	}
	f.t.Logf("%d iterations: %d done, %d failed, %d hanging", begun, done, failed, len(hanging))
}

func (f *faults) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}
