package otelhost

import (
	"context"
	"errors"
	"fmt"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/offload"
)

// gauges creates observable gauges and registers the callback that reads them.
type gauges struct {
	meter metric.Meter
	all   []metric.Observable
	errs  []error
}

func (g *gauges) add(name, unit, about string) metric.Int64ObservableGauge {
	gauge, err := g.meter.Int64ObservableGauge(name, metric.WithUnit(unit), metric.WithDescription(about))
	g.all = append(g.all, gauge)
	g.errs = append(g.errs, err)
	return gauge
}

func (t *Telemetry) watch(g *gauges, read metric.Callback) error {
	if err := errors.Join(g.errs...); err != nil {
		return fmt.Errorf("otelhost: %w", err)
	}
	registration, err := t.meter.RegisterCallback(read, g.all...)
	if err != nil {
		return fmt.Errorf("otelhost: %w", err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.watched = append(t.watched, registration)
	return nil
}

// WatchHost reports the states of h and of its services with each collection,
// which asks the checks of [host.Host.Readiness].
func (t *Telemetry) WatchHost(h *host.Host) error {
	if h == nil {
		return errors.New("otelhost: host is nil")
	}
	g := &gauges{meter: t.meter}
	state := g.add("bgvet.host.state", "1", "1 for the state that the host is in.")
	ready := g.add("bgvet.host.ready", "1", "1 if the host should get traffic, else 0.")
	serviceRunning := g.add("bgvet.service.running", "1", "1 if the service runs, else 0.")
	serviceReady := g.add("bgvet.service.ready", "1", "1 if the service is ready, else 0.")
	return t.watch(g, func(ctx context.Context, o metric.Observer) error {
		now := h.State()
		for s := host.StateNew; s <= host.StateStopped; s++ {
			o.ObserveInt64(state, bit(s == now), metric.WithAttributes(attribute.String("state", s.String())))
		}
		o.ObserveInt64(ready, bit(isReady(h.Readiness(ctx))))
		for _, s := range h.Services() {
			service := metric.WithAttributes(attribute.String("service", s.Name))
			o.ObserveInt64(serviceRunning, bit(s.Running), service)
			o.ObserveInt64(serviceReady, bit(s.Ready), service)
		}
		return nil
	})
}

// WatchPool reports the load of a pool with each collection.
func (t *Telemetry) WatchPool(name string, p *offload.Pool) error {
	if p == nil {
		return errors.New("otelhost: pool is nil")
	}
	g := &gauges{meter: t.meter}
	running := g.add("bgvet.offload.running", "{task}", "Tasks that run.")
	waiting := g.add("bgvet.offload.waiting", "{task}", "Tasks that wait.")
	size := g.add("bgvet.offload.size", "{task}", "Tasks that may run at a time.")
	pool := metric.WithAttributes(attribute.String("pool", name))
	return t.watch(g, func(_ context.Context, o metric.Observer) error {
		load := p.Load()
		o.ObserveInt64(running, int64(load.Running), pool)
		o.ObserveInt64(waiting, int64(load.Waiting), pool)
		o.ObserveInt64(size, int64(load.Size), pool)
		return nil
	})
}

// WatchScopes reports with each collection how many scopes of a container are
// open. A number that only grows means scopes that nobody closes.
func (t *Telemetry) WatchScopes(name string, p *di.Provider) error {
	if p == nil {
		return errors.New("otelhost: provider is nil")
	}
	g := &gauges{meter: t.meter}
	active := g.add("bgvet.scopes.active", "{scope}", "Open scopes.")
	container := metric.WithAttributes(attribute.String("container", name))
	return t.watch(g, func(_ context.Context, o metric.Observer) error {
		o.ObserveInt64(active, int64(p.ActiveScopes()), container)
		return nil
	})
}

func isReady(checks []host.Check) bool {
	for _, c := range checks {
		if c.Err != nil {
			return false
		}
	}
	return true
}

func bit(is bool) int64 {
	if is {
		return 1
	}
	return 0
}
