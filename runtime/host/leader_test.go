package host_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

// election is an Elector whose leases the test can take away.
type election struct {
	leases   chan *lease
	released int
}

type lease struct {
	election *election
	lost     chan struct{}
}

func (e *election) Acquire(ctx context.Context) (host.Lease, error) {
	l := &lease{e, make(chan struct{})}
	select {
	case e.leases <- l:
		return l, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (l *lease) Lost() <-chan struct{} { return l.lost }

func (l *lease) Release(ctx context.Context) error {
	l.election.released++
	return ctx.Err()
}

// Losing the lease ends the leader-only service and no other; it leads again
// when it gets the lease back.
func TestLeaderOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &election{leases: make(chan *lease)}
		var causes []error
		leads := 0
		h := mustNew(t)
		other := 0
		must(t, h.AddBackground("leader", host.LeaderOnly(e, host.BackgroundFunc(func(ctx context.Context) error {
			leads++
			<-ctx.Done()
			causes = append(causes, context.Cause(ctx))
			return ctx.Err()
		})), host.Restart(host.RestartPolicy{})),
			h.AddPeriodic("other", host.Periodic{Interval: time.Second, Do: func(context.Context) error { other++; return nil }}),
			h.Start(t.Context()))
		first := <-e.leases
		time.Sleep(time.Minute)
		close(first.lost)
		<-e.leases
		time.Sleep(time.Minute)
		must(t, h.Stop(t.Context()))
		if leads != 2 || e.released != 2 || other < 120 {
			t.Errorf("led %d times, released %d, other ran %d times", leads, e.released, other)
		}
		if !errors.Is(causes[0], host.ErrLeaseLost) || !errors.Is(causes[1], host.ErrShutdown) {
			t.Errorf("causes %v", causes)
		}
	})
}

func TestLeaderOnlyReleasesAfterPanic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := &election{leases: make(chan *lease, 1)}
		h := mustNew(t)
		must(t, h.AddBackground("leader", host.LeaderOnly(e, host.BackgroundFunc(hosttest.Panicking("boom")))))
		var p *host.PanicError
		if err := h.Run(t.Context()); !errors.As(err, &p) || e.released != 1 {
			t.Errorf("got %v, released %d times", err, e.released)
		}
	})
}

type noLease struct{}

func (noLease) Acquire(context.Context) (host.Lease, error) { return nil, nil }

func TestLeaderOnlyBadUse(t *testing.T) {
	run := host.BackgroundFunc(hosttest.UntilStopped())
	for want, s := range map[string]host.BackgroundService{
		"LeaderOnly needs":          host.LeaderOnly(nil, run),
		"needs an elector":          host.LeaderOnly(noLease{}, nil),
		"Acquire returned no lease": host.LeaderOnly(noLease{}, run),
	} {
		h := mustNew(t)
		must(t, h.AddBackground("leader", s))
		var p *host.PanicError
		if err := h.Run(t.Context()); err == nil || errors.As(err, &p) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestLeaderOnlyStopsWhileWaiting(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := mustNew(t)
		e := &election{leases: make(chan *lease)}
		must(t, h.AddBackground("leader", host.LeaderOnly(e, host.BackgroundFunc(hosttest.UntilStopped()))))
		must(t, h.Start(t.Context()), h.Stop(t.Context()))
	})
}
