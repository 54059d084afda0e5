package host

import (
	"errors"
	"fmt"
	"log/slog"
	"time"
)

// Option changes how a host works; see [New].
type Option func(*settings) error

type settings struct {
	startupTimeout  time.Duration
	shutdownTimeout time.Duration
	drainDelay      time.Duration
	concurrentStart bool
	concurrentStop  bool
	detectLeaks     bool
	lifetime        Lifetime
	logger          *slog.Logger
	observers       []Observer
	interceptors    []Interceptor
	listeners       []func(State)
}

func defaultSettings() settings {
	return settings{
		shutdownTimeout: 30 * time.Second,
		lifetime:        NewConsole(),
		logger:          slog.Default(),
	}
}

// StartupTimeout limits the whole start, all phases and services together. Zero,
// the default, means no limit.
func StartupTimeout(d time.Duration) Option {
	return func(s *settings) error {
		s.startupTimeout = d
		return notNegative("StartupTimeout", d)
	}
}

// ShutdownTimeout is the budget of the whole stop, all phases and services
// together: 30 s unless set. A roll-back of a failed start gets the same budget
// anew. When it is spent, the remaining services are still called, with a done
// context, and the host no longer waits for them.
func ShutdownTimeout(d time.Duration) Option {
	return func(s *settings) error {
		s.shutdownTimeout = d
		if d <= 0 {
			return fmt.Errorf("ShutdownTimeout %v is not positive", d)
		}
		return nil
	}
}

// DrainDelay is how long the host goes on working, but not ready, between the
// request to stop and the first Stopping hook, so that load balancers notice.
// Zero, the default, means none. It is not part of the shutdown budget.
func DrainDelay(d time.Duration) Option {
	return func(s *settings) error {
		s.drainDelay = d
		return notNegative("DrainDelay", d)
	}
}

// ConcurrentStart starts services at the same time, as far as [After] allows.
func ConcurrentStart() Option {
	return func(s *settings) error { s.concurrentStart = true; return nil }
}

// ConcurrentStop stops services at the same time, as far as [After] allows.
func ConcurrentStop() Option {
	return func(s *settings) error { s.concurrentStop = true; return nil }
}

// WithLifetime replaces the default, [NewConsole].
func WithLifetime(l Lifetime) Option {
	return func(s *settings) error {
		s.lifetime = l
		return notNil("Lifetime", l)
	}
}

// WithLogger replaces the default, [slog.Default]. A handler that panics costs
// the host the record and nothing else.
func WithLogger(l *slog.Logger) Option {
	return func(s *settings) error {
		s.logger = l
		return notNil("logger", l)
	}
}

// WithObserver adds an observer, which is told what services do, for metrics.
func WithObserver(o Observer) Option {
	return func(s *settings) error {
		s.observers = append(s.observers, o)
		return notNil("Observer", o)
	}
}

// OnState calls f at each change of the host's state, in the order of the
// OnState options, on the goroutine that starts or stops the host. f must return
// soon. If it panics, the others are still called, and the panic is part of the
// error that Run or Stop returns.
func OnState(f func(State)) Option {
	return func(s *settings) error {
		s.listeners = append(s.listeners, f)
		return notNil("state listener", f)
	}
}

// ServiceOption changes how the host treats one service; see [Host.Add].
type ServiceOption func(*serviceSettings) error

type serviceSettings struct {
	after      []string
	outermost  bool
	awaitReady bool
	restart    *RestartPolicy
	onComplete Action
	stopLimit  time.Duration
	stall      time.Duration
}

// After makes the service start after, and stop before, the named ones, wherever
// they are registered. Without edges the order of registration holds.
func After(services ...string) ServiceOption {
	return func(s *serviceSettings) error { s.after = append(s.after, services...); return nil }
}

// Outermost makes the service start before, and stop after, all that are not
// outermost: health endpoints, the container, the flush of telemetry.
func Outermost() ServiceOption {
	return func(s *serviceSettings) error { s.outermost = true; return nil }
}

// AwaitReady makes the start of a background or periodic service wait until it
// has called [MarkReady]. Later services start only then.
func AwaitReady() ServiceOption {
	return func(s *serviceSettings) error { s.awaitReady = true; return nil }
}

// Restart sets the failure policy of a background or periodic service.
func Restart(p RestartPolicy) ServiceOption {
	return func(s *serviceSettings) error {
		s.restart = &p
		return p.validate()
	}
}

// OnComplete sets what happens when Run returns nil before it was asked to:
// Continue, the default, writes one line to the log; StopHost stops the host
// without an error.
func OnComplete(a Action) ServiceOption {
	return func(s *serviceSettings) error {
		s.onComplete = a
		if a != StopHost && a != Continue {
			return fmt.Errorf("unknown action %d", a)
		}
		return nil
	}
}

// StopTimeout limits the service's share of the shutdown budget.
func StopTimeout(d time.Duration) ServiceOption {
	return func(s *serviceSettings) error {
		s.stopLimit = d
		if d <= 0 {
			return fmt.Errorf("StopTimeout %v is not positive", d)
		}
		return nil
	}
}

// StallAfter sets the watchdog of a background or periodic service: if it does
// not beat for d, its stack is logged and [Host.Liveness] fails until the next
// beat. A periodic service beats at the start of each iteration, and its waits
// do not count; others call [Beat].
func StallAfter(d time.Duration) ServiceOption {
	return func(s *serviceSettings) error {
		s.stall = d
		if d <= 0 {
			return fmt.Errorf("StallAfter %v is not positive", d)
		}
		return nil
	}
}

// collect applies opts and keeps serving after an error, so that the caller sees
// all mistakes at once.
func collect[O ~func(*S) error, S any](to *S, opts []O) error {
	var errs []error
	for _, o := range opts {
		if o == nil {
			errs = append(errs, errors.New("nil option"))
			continue
		}
		errs = append(errs, o(to))
	}
	return errors.Join(errs...)
}

func notNegative(name string, d time.Duration) error {
	if d < 0 {
		return fmt.Errorf("%s %v is negative", name, d)
	}
	return nil
}

func notNil(name string, v any) error {
	if isNil(v) {
		return fmt.Errorf("%s is nil", name)
	}
	return nil
}
