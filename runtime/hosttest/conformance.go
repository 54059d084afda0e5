package hosttest

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// A Host is what the conformance suite tests. host.Host is one.
type Host interface {
	Add(name string, s host.HostedService, opts ...host.ServiceOption) error
	AddBackground(name string, s host.BackgroundService, opts ...host.ServiceOption) error
	AddPeriodic(name string, p host.Periodic, opts ...host.ServiceOption) error
	Run(ctx context.Context) error
	Start(ctx context.Context) error
	Stop(ctx context.Context) error
	Shutdown(cause error)
	State() host.State
	Started() <-chan struct{}
	Stopped() <-chan struct{}
	Services() []host.ServiceStatus
	Readiness(ctx context.Context) []host.Check
	Liveness(ctx context.Context) []host.Check
}

// A Factory makes a host that has not started, with the given options. It may
// add options of its own before them.
type Factory func(opts ...host.Option) (Host, error)

// Conformance runs the part of the suite that needs no process of its own
// against hosts made by the factory, each test in a bubble with fake time.
func Conformance(t *testing.T, newHost Factory) {
	for _, c := range conformance {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { c.run(&bench{T: t, newHost: newHost}) })
		})
	}
}

var conformance = []struct {
	name string
	run  func(*bench)
}{
	{"C01_StartsInOrderStopsInReverse", startsInOrder},
	{"C02_CallbackOrder", callbackOrder},
	{"C02_CallbackOrderConcurrent", callbackOrderConcurrent},
	{"C03_FailedStartRollsBack", failedStartRollsBack},
	{"C04_HangingStartTimesOut", hangingStartTimesOut},
	{"C04_HangingConcurrentStartTimesOut", hangingConcurrentStartTimesOut},
	{"C05_StopDuringStart", stopDuringStart},
	{"C06_RunContextOutlivesStartContext", runContextOutlivesStart},
	{"C07_BlockingRunDoesNotBlockStart", blockingRunDoesNotBlockStart},
	{"C08_FailedRunStopsHost", failedRunStopsHost},
	{"C09_AllFailuresAreJoined", allFailuresAreJoined},
	{"C10_EarlyNilContinues", earlyNilContinues},
	{"C10_EarlyNilStopsHost", earlyNilStopsHost},
	{"C11_PanicStopsHost", panicStopsHost},
	{"C12_GoexitAndNilPanicAreFailures", goexitAndNilPanic},
	{"C13_CancellationIsJudgedByOwnContext", cancellationByOwnContext},
	{"C14_BackoffCapsAndResets", backoffCapsAndResets},
	{"C15_RestartBudgetEscalates", restartBudgetEscalates},
	{"C16_FixedDelayNeverOverlaps", fixedDelay},
	{"C16_FixedRateMisfireRules", fixedRateMisfire},
	{"C17_HangingRunIsReported", hangingRunIsReported},
	{"C18_LaterStoppersAreStillCalled", laterStoppersAreStillCalled},
	{"C19_PanickingStopDoesNotStopOthers", panickingStop},
	{"C20_ShutdownIsIdempotent", shutdownIsIdempotent},
	{"C25_StalledLoopFailsLiveness", stalledLoop},
}

// A bench is one test of the suite.
type bench struct {
	*testing.T
	newHost  Factory
	Recorder Recorder
	Events   EventLog
	Log      logRecords
}

// host makes a host with a lifetime in memory, a silent log and an observer.
func (b *bench) host(opts ...host.Option) Host {
	b.Helper()
	base := []host.Option{
		host.WithLifetime(&Lifetime{}),
		host.WithLogger(slog.New(&b.Log)),
		host.WithObserver(&b.Events),
	}
	h, err := b.newHost(append(base, opts...)...)
	if err != nil {
		b.Fatal(err)
	}
	return h
}

func (b *bench) must(errs ...error) {
	b.Helper()
	if err := errors.Join(errs...); err != nil {
		b.Fatal(err)
	}
}

// service returns a recorded service with Start and Stop only.
func (b *bench) service(name string) *BasicService {
	return (&Service{Name: name, Record: &b.Recorder}).Basic()
}

func (b *bench) background(h Host, name string, body Body, opts ...host.ServiceOption) {
	b.Helper()
	b.must(h.AddBackground(name, host.BackgroundFunc(body), opts...))
}

// events compares what was recorded.
func (b *bench) events(want ...string) {
	b.Helper()
	if got := b.Recorder.Events(); !slices.Equal(got, want) {
		b.Errorf("events\n got %q\nwant %q", got, want)
	}
}

func (b *bench) wantIs(err, want error) {
	b.Helper()
	if !errors.Is(err, want) {
		b.Errorf("got error %v, want one that is %v", err, want)
	}
}

// serviceError finds the error of one service.
func (b *bench) serviceError(err error, service string) *host.ServiceError {
	b.Helper()
	for _, e := range flatten(err) {
		if e.Service == service {
			return e
		}
	}
	b.Fatalf("no error of service %q in %v", service, err)
	return nil
}

// flatten lists the service errors in a tree of joined errors.
func flatten(err error) []*host.ServiceError {
	switch e := err.(type) {
	case *host.ServiceError:
		return []*host.ServiceError{e}
	case interface{ Unwrap() []error }:
		var all []*host.ServiceError
		for _, sub := range e.Unwrap() {
			all = append(all, flatten(sub)...)
		}
		return all
	case interface{ Unwrap() error }:
		return flatten(e.Unwrap())
	}
	return nil
}

// run runs h in the background and returns the channel of its error.
func (b *bench) run(h Host) <-chan error {
	result := make(chan error, 1)
	go func() { result <- h.Run(context.Background()) }()
	return result
}

// after sleeps in fake time and lets everything settle.
func after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}
