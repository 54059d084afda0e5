package host

import (
	"context"
	"log/slog"
	"runtime/pprof"
)

type activationKey struct{}

func withActivation(ctx context.Context, a *activation) context.Context {
	return context.WithValue(ctx, activationKey{}, a)
}

func activationOf(ctx context.Context) *activation {
	a, _ := ctx.Value(activationKey{}).(*activation)
	return a
}

// Beat tells the watchdog that the service whose run context ctx is, or is
// derived from, makes progress; see [StallAfter]. Elsewhere it does nothing.
func Beat(ctx context.Context) {
	if a := activationOf(ctx); a != nil {
		a.watch.beat()
	}
}

// MarkReady tells the host that the service whose run context ctx is, or is
// derived from, is ready; see [AwaitReady]. Elsewhere, and again, it does nothing.
func MarkReady(ctx context.Context) {
	if a := activationOf(ctx); a != nil {
		a.markReady()
	}
}

// Logger returns the host's logger with the name of the service that ctx was
// given to and, in a Run or Do, the number of the call; or [slog.Default] outside
// a service. Records that a service writes through it are not guarded against a
// handler that panics.
func Logger(ctx context.Context) *slog.Logger {
	if a := activationOf(ctx); a != nil {
		return a.host.logger.With("service", a.service, "iteration", a.tally.begun.Load())
	}
	h, ok := ctx.Value(hostKey{}).(*Host)
	service, labelled := pprof.Label(ctx, labelService)
	if !ok || !labelled {
		return slog.Default()
	}
	return h.logger.With("service", service)
}

type hostKey struct{}

// withHost marks a context as handed out by h to one of its services.
func withHost(ctx context.Context, h *Host) context.Context {
	return context.WithValue(ctx, hostKey{}, h)
}

func isFromService(ctx context.Context, h *Host) bool { return ctx.Value(hostKey{}) == h }
