package otelhost

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/metric"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/offload"
)

// instruments are those that are written when something happens. They are the
// observer of hosts.
type instruments struct {
	runDuration, backoff, stopDuration    metric.Float64Histogram
	taskWait, taskRun                     metric.Float64Histogram
	failures, restarts, stalls, unstopped metric.Int64Counter
}

func (i *instruments) create(m metric.Meter) error {
	var errs []error
	seconds := func(name, about string) metric.Float64Histogram {
		h, err := m.Float64Histogram(name, metric.WithUnit("s"), metric.WithDescription(about))
		errs = append(errs, err)
		return h
	}
	count := func(name, unit, about string) metric.Int64Counter {
		c, err := m.Int64Counter(name, metric.WithUnit(unit), metric.WithDescription(about))
		errs = append(errs, err)
		return c
	}
	i.runDuration = seconds("bgvet.service.run.duration", "Duration of each run and each iteration of a service.")
	i.backoff = seconds("bgvet.service.backoff.duration", "Waits before another try.")
	i.stopDuration = seconds("bgvet.service.stop.duration", "Duration of the stop of a service.")
	i.taskWait = seconds("bgvet.offload.wait.duration", "Time until a task was admitted or refused.")
	i.taskRun = seconds("bgvet.offload.run.duration", "Duration of admitted tasks.")
	i.failures = count("bgvet.service.failures", "{failure}", "Failed runs and iterations.")
	i.restarts = count("bgvet.service.restarts", "{restart}", "Failures that are followed by another try.")
	i.stalls = count("bgvet.service.stalls", "{stall}", "Times that a watchdog saw no beat.")
	i.unstopped = count("bgvet.service.unstopped", "{call}", "Stops that outlived their budget.")
	return errors.Join(errs...)
}

// Observe implements host.Observer.
func (i instruments) Observe(e host.Event) {
	ctx := context.Background() // events have no context: they are the host's own judgement
	service := metric.WithAttributes(attribute.String("service", e.Service))
	switch e.Kind {
	case host.EventDone:
		i.runDuration.Record(ctx, seconds(e.Duration), service, outcome("done"))
	case host.EventFailed:
		i.runDuration.Record(ctx, seconds(e.Duration), service, outcome("failed"))
		i.failed(ctx, e, service)
	case host.EventStalled:
		i.stalls.Add(ctx, 1, service)
	case host.EventStopped:
		i.stopDuration.Record(ctx, seconds(e.Duration), service)
	case host.EventUnstopped:
		i.unstopped.Add(ctx, 1, service)
	}
}

func (i instruments) failed(ctx context.Context, e host.Event, service metric.MeasurementOption) {
	i.failures.Add(ctx, 1, service, metric.WithAttributes(
		attribute.String("kind", e.Err.Kind.String()), attribute.Bool("final", e.Final)))
	if !e.Final {
		i.restarts.Add(ctx, 1, service)
		i.backoff.Record(ctx, seconds(e.Wait), service)
	}
}

func (i instruments) task(ctx context.Context, pool metric.MeasurementOption, t offload.Task) {
	result := outcome("done")
	switch {
	case !t.Admitted:
		result = outcome("refused")
	case t.Err != nil:
		result = outcome("failed")
	}
	i.taskWait.Record(ctx, seconds(t.Wait), pool, result)
	if t.Admitted {
		i.taskRun.Record(ctx, seconds(t.Run), pool, result)
	}
}

func outcome(is string) metric.MeasurementOption {
	return metric.WithAttributes(attribute.String("outcome", is))
}

func seconds(d time.Duration) float64 { return d.Seconds() }
