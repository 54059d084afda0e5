package hosttest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// C17: given a body that ignores its context, when the shutdown timeout passes,
// then Stop returns within 100 ms, and the report holds name, duration, stack.
func hangingRunIsReported(b *bench) {
	body, release := Hanging()
	defer release()
	h := b.host(host.ShutdownTimeout(5 * time.Second))
	b.background(h, "deaf", body)
	b.must(h.Start(b.Context()))
	after(time.Second)
	began := time.Now()
	err := h.Stop(b.Context())
	if took := time.Since(began); took < 5*time.Second || took > 5100*time.Millisecond {
		b.Errorf("Stop took %v", took)
	}
	u := b.unstopped(err, "deaf", host.PhaseStop)
	if u.Waited < 5*time.Second || !strings.Contains(u.Stack, "Hanging") {
		b.Errorf("report is %+v", u)
	}
}

// unstopped finds one service in the report.
func (b *bench) unstopped(err error, service string, phase host.Phase) host.Unstopped {
	b.Helper()
	var report *host.UnstoppedError
	if errors.As(err, &report) {
		for _, u := range report.Services {
			if u.Service == service && u.Phase == phase {
				return u
			}
		}
	}
	b.Fatalf("%q is not reported as unstopped in %v: %v", service, phase, err)
	return host.Unstopped{}
}

// C18: given a first stopper that uses up the budget, then later ones are still
// called, with a done context.
func laterStoppersAreStillCalled(b *bench) {
	h := b.host(host.ShutdownTimeout(time.Second))
	var sawDone []bool
	see := func(ctx context.Context) error { sawDone = append(sawDone, ctx.Err() != nil); return nil }
	body, release := Hanging()
	defer release()
	b.must(
		h.Add("1", host.OnStop(see)),
		h.Add("2", host.OnStop(see)),
		h.Add("greedy", host.OnStop(body)))
	b.must(h.Start(b.Context()))
	b.unstopped(h.Stop(b.Context()), "greedy", host.PhaseStop)
	after(0)
	if len(sawDone) != 2 || !sawDone[0] || !sawDone[1] {
		b.Errorf("later stoppers saw done contexts: %v, want two", sawDone)
	}
}

// C19: given a Stop that panics, then the others run, and the panic is in the
// error.
func panickingStop(b *bench) {
	h := b.host()
	b.must(
		h.Add("1", b.service("1")),
		h.Add("bad", host.OnStop(Panicking("boom"))),
		h.Add("2", b.service("2")))
	b.must(h.Start(b.Context()))
	err := h.Stop(b.Context())
	if e := b.serviceError(err, "bad"); e.Kind != host.FailurePanic {
		b.Errorf("panic counts as %v", e.Kind)
	}
	b.events("1 start", "2 start", "2 stop", "1 stop")
}

// C20: given a running host, when Shutdown is called a hundred times at once,
// also from a Stop, then there is one stop sequence and no deadlock.
func shutdownIsIdempotent(b *bench) {
	h := b.host()
	b.must(h.Add("s", (&Service{Name: "s", Record: &b.Recorder, OnStop: func(context.Context) error {
		h.Shutdown(errors.New("from Stop"))
		time.Sleep(time.Second) // until all callers are through
		return nil
	}}).Basic()))
	result := b.run(h)
	<-h.Started()
	cause := errors.New("enough")
	var callers sync.WaitGroup
	for range 100 {
		callers.Go(func() { h.Shutdown(cause) })
	}
	callers.Wait()
	err := <-result
	if err == nil || err.Error() != cause.Error() {
		b.Errorf("got %v, want the first cause, once", err)
	}
	b.events("s start", "s stop")
}
