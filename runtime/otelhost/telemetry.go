package otelhost

import (
	"errors"
	"fmt"
	"sync"

	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/bgvet/bgvet/runtime/host"
)

const scopeName = "github.com/bgvet/bgvet/runtime/otelhost"

// A Telemetry reports to one meter and one tracer. It is safe for concurrent
// use and may serve several hosts, whose services then need different names.
type Telemetry struct {
	meter  metric.Meter
	tracer trace.Tracer
	events instruments

	mu      sync.Mutex
	watched []metric.Registration
}

// Option changes where a [Telemetry] reports to; see [New].
type Option func(*providers) error

type providers struct {
	meters  metric.MeterProvider
	tracers trace.TracerProvider
}

// WithMeterProvider replaces the default, [otel.GetMeterProvider].
func WithMeterProvider(p metric.MeterProvider) Option {
	return func(to *providers) error {
		if p == nil {
			return errors.New("meter provider is nil")
		}
		to.meters = p
		return nil
	}
}

// WithTracerProvider replaces the default, [otel.GetTracerProvider].
func WithTracerProvider(p trace.TracerProvider) Option {
	return func(to *providers) error {
		if p == nil {
			return errors.New("tracer provider is nil")
		}
		to.tracers = p
		return nil
	}
}

// New returns a Telemetry. The error names every option that cannot be used and
// every instrument that the meter refuses.
func New(opts ...Option) (*Telemetry, error) {
	to := providers{meters: otel.GetMeterProvider(), tracers: otel.GetTracerProvider()}
	var errs []error
	for _, o := range opts {
		if o == nil {
			errs = append(errs, errors.New("nil option"))
			continue
		}
		errs = append(errs, o(&to))
	}
	t := &Telemetry{meter: to.meters.Meter(scopeName), tracer: to.tracers.Tracer(scopeName)}
	errs = append(errs, t.events.create(t.meter))
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("otelhost: %w", err)
	}
	return t, nil
}

// HostOptions returns what a host needs to report to t. Other observers and
// interceptors may be added beside them.
func (t *Telemetry) HostOptions() []host.Option {
	return []host.Option{host.WithObserver(t.events), host.WithInterceptor(t.trace)}
}

// Close ends what the Watch methods began. Close it after the host has stopped
// and before the meter provider is shut down.
func (t *Telemetry) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	var errs []error
	for _, w := range t.watched {
		errs = append(errs, w.Unregister())
	}
	t.watched = nil
	return errors.Join(errs...)
}
