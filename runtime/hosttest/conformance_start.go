package hosttest

import (
	"context"
	"errors"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// C01: given three services, when the host runs and is stopped, then they start
// in order and stop in reverse.
func startsInOrder(b *bench) {
	h := b.host()
	b.must(h.Add("1", b.service("1")), h.Add("2", b.service("2")), h.Add("3", b.service("3")))
	b.must(h.Start(b.Context()), h.Stop(b.Context()))
	b.events("1 start", "2 start", "3 start", "3 stop", "2 stop", "1 stop")
}

// C02: given one service with every hook and a listener, when the host starts
// and stops, then the calls come in the order of the Generic Host. The state
// draining is an addition of this host.
func callbackOrder(b *bench) { b.callbackOrder() }

func callbackOrderConcurrent(b *bench) {
	b.callbackOrder(host.ConcurrentStart(), host.ConcurrentStop())
}

func (b *bench) callbackOrder(opts ...host.Option) {
	h := b.host(append(opts,
		host.WithLifetime(&Lifetime{Record: &b.Recorder}),
		host.OnState(func(s host.State) { b.Recorder.Add("state " + s.String()) }))...)
	b.must(h.Add("s", &Service{Name: "s", Record: &b.Recorder}))
	b.must(h.Start(b.Context()), h.Stop(b.Context()))
	b.events("state starting", "lifetime wait for start", "s starting", "s start", "s started", "state running",
		"state draining", "s stopping", "state stopping", "s stop", "s stopped", "state stopped", "lifetime stop")
}

// C03: given three services, when the second fails to start, then the third is
// never started, the first is stopped with a live context, the error names the
// second, and the host never was running.
func failedStartRollsBack(b *bench) {
	broken := errors.New("broken")
	h := b.host()
	b.must(
		h.Add("1", &Service{Name: "1", Record: &b.Recorder, OnStop: func(ctx context.Context) error { return ctx.Err() }}),
		h.Add("2", (&Service{Name: "2", Record: &b.Recorder, OnStart: Failing(broken)}).Basic()),
		h.Add("3", b.service("3")))
	err := h.Run(b.Context())
	b.wantIs(err, broken)
	b.serviceError(err, "2")
	b.events("1 starting", "1 start", "2 start", "1 stopping", "1 stop", "1 stopped")
	select {
	case <-h.Started():
		b.Error("host says it has started")
	default:
	}
}

// C04: given a start that ignores its context, when the startup timeout passes,
// then Run returns and names it, earlier services are stopped under a fresh
// budget, and the one that hangs is in the report.
func hangingStartTimesOut(b *bench) { b.hangingStart() }

func hangingConcurrentStartTimesOut(b *bench) { b.hangingStart(host.ConcurrentStart()) }

func (b *bench) hangingStart(opts ...host.Option) {
	body, release := Hanging()
	defer release()
	h := b.host(append(opts, host.StartupTimeout(time.Second), host.ShutdownTimeout(10*time.Second))...)
	var left time.Duration
	b.must(
		h.Add("good", (&Service{OnStop: func(ctx context.Context) error {
			deadline, _ := ctx.Deadline()
			left = time.Until(deadline)
			return ctx.Err()
		}}).Basic()),
		h.Add("hangs", host.OnStart(body)))
	err := h.Run(b.Context())
	b.wantIs(err, host.ErrStartupTimeout)
	b.serviceError(err, "hangs")
	if left < 9*time.Second {
		b.Errorf("budget of the roll-back is %v, want a fresh one", left)
	}
	b.unstopped(err, "hangs", host.PhaseStart)
}

// C05: given a start in progress, when a stop is requested, then the start's
// context is cancelled, the roll-back runs, and nothing spins meanwhile.
func stopDuringStart(b *bench) {
	h := b.host()
	cause := errors.New("enough")
	var wakeups int
	b.must(
		h.Add("first", b.service("first")),
		h.Add("slow", (&Service{OnStart: func(ctx context.Context) error {
			<-ctx.Done()
			wakeups++
			return context.Cause(ctx)
		}}).Basic()))
	result := b.run(h)
	after(time.Minute)
	h.Shutdown(cause)
	b.wantIs(<-result, cause)
	if wakeups != 1 {
		b.Errorf("start woke up %d times", wakeups)
	}
	b.events("first start", "first stop")
}

// C06: given a background service started under a startup timeout, when that
// timeout's context has ended, then the run context is alive.
func runContextOutlivesStart(b *bench) {
	h := b.host(host.StartupTimeout(time.Second))
	var cause error
	b.background(h, "s", func(ctx context.Context) error {
		<-ctx.Done()
		cause = context.Cause(ctx)
		return ctx.Err()
	})
	ctx, cancel := context.WithTimeout(b.Context(), 2*time.Second)
	b.must(h.Start(ctx))
	cancel()
	after(time.Hour)
	if cause != nil {
		b.Errorf("run context ended: %v", cause)
	}
	why := &host.SignalError{}
	h.Shutdown(why)
	b.must(h.Stop(b.Context()))
	b.wantIs(cause, why)
}

// C07: given a Run that blocks before it yields, when it is started, then Start
// returns and the next service starts.
func blockingRunDoesNotBlockStart(b *bench) {
	body, release := Hanging()
	h := b.host()
	b.background(h, "blocks", body)
	b.must(h.Add("next", b.service("next")))
	b.must(h.Start(b.Context()))
	b.events("next start")
	release()
	synctest.Wait()
	b.must(h.Stop(b.Context()))
}
