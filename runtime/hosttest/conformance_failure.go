package hosttest

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// C08: given background services with the default policy, when one returns an
// error, then the others stop in order and Run returns that error.
func failedRunStopsHost(b *bench) {
	broken := errors.New("broken")
	h := b.host()
	for _, name := range []string{"1", "2"} {
		b.background(h, name, func(ctx context.Context) error {
			<-ctx.Done()
			b.Recorder.Add(name + " ended")
			return ctx.Err()
		})
	}
	b.background(h, "3", later(Failing(broken)))
	err := h.Run(b.Context())
	b.wantIs(err, broken)
	b.serviceError(err, "3")
	b.events("2 ended", "1 ended")
	if host.ExitCode(err) == 0 {
		b.Error("exit code is 0")
	}
}

// later returns a body that waits until the host is up. Failures during the start
// end the start, so that later services are never started.
func later(body Body) Body {
	return func(ctx context.Context) error {
		time.Sleep(time.Second)
		return body(ctx)
	}
}

// C09: given two Runs that fail and a Stop that fails, when the host stops, then
// all three are in the error, and a second Stop returns the same.
func allFailuresAreJoined(b *bench) {
	one, two, three := errors.New("one"), errors.New("two"), errors.New("three")
	h := b.host()
	b.must(h.Add("stop", host.OnStop(Failing(three))))
	b.background(h, "run1", later(Failing(one)))
	b.background(h, "run2", later(Failing(two)))
	b.must(h.Start(b.Context()))
	after(time.Minute)
	first := h.Stop(b.Context())
	for _, want := range []error{one, two, three} {
		b.wantIs(first, want)
	}
	if second := h.Stop(b.Context()); second != first {
		b.Errorf("second Stop returned %v, first %v", second, first)
	}
}

// C10: given a Run that returns nil early, with the default the host goes on and
// logs one line.
func earlyNilContinues(b *bench) {
	h := b.host()
	b.background(h, "brief", Failing(nil))
	b.must(h.Start(b.Context()))
	after(time.Hour)
	if h.State() != host.StateRunning {
		b.Errorf("host is %v", h.State())
	}
	if n := len(b.Log.of("service completed", "brief")); n != 1 {
		b.Errorf("%d log lines, want 1", n)
	}
	b.must(h.Stop(b.Context()))
}

// C10: with StopHost the host stops, without an error.
func earlyNilStopsHost(b *bench) {
	h := b.host()
	b.background(h, "brief", Failing(nil), host.OnComplete(host.StopHost))
	b.must(h.Run(b.Context()))
}

// C11: given a Run that panics, with the default policy its stack is logged
// once, Run returns a typed error, and the others are stopped in order.
func panicStopsHost(b *bench) {
	h := b.host()
	b.must(h.Add("1", b.service("1")), h.Add("2", b.service("2")))
	b.background(h, "bad", later(Panicking("boom")))
	err := h.Run(b.Context())
	var p *host.PanicError
	if !errors.As(err, &p) || p.Value != "boom" {
		b.Fatalf("no panic error in %v", err)
	}
	records := b.Log.of("service failed", "bad")
	if len(records) != 1 || !strings.Contains(attr(records[0], "stack"), "Panicking") {
		b.Errorf("want one record with the stack, got %v", records)
	}
	b.events("1 start", "2 start", "2 stop", "1 stop")
}

// C12: given a Run that calls Goexit and one that panics with nil, with the
// default policy both are failures, and nothing hangs.
func goexitAndNilPanic(b *bench) {
	h := b.host()
	b.background(h, "exits", later(Exiting()))
	b.background(h, "nil", later(Panicking(nil)))
	b.must(h.Start(b.Context()))
	after(time.Minute)
	err := h.Stop(b.Context())
	if kind := b.serviceError(err, "exits").Kind; kind != host.FailureGoexit {
		b.Errorf("Goexit counts as %v", kind)
	}
	if kind := b.serviceError(err, "nil").Kind; kind != host.FailurePanic {
		b.Errorf("panic(nil) counts as %v", kind)
	}
	var nilPanic *runtime.PanicNilError
	if !errors.As(err, &nilPanic) {
		b.Errorf("no PanicNilError in %v", err)
	}
}

// C13: given a Run whose inner context ends while the host is up, then its
// cancellation is a failure; the same error during the stop is not.
func cancellationByOwnContext(b *bench) {
	for _, inner := range []error{context.Canceled, context.DeadlineExceeded} {
		h := b.host()
		b.background(h, "s", func(context.Context) error { return inner })
		b.wantIs(h.Run(b.Context()), inner)

		h = b.host()
		b.background(h, "s", func(ctx context.Context) error { <-ctx.Done(); return inner })
		b.must(h.Start(b.Context()))
		b.must(h.Stop(b.Context()))
	}
}
