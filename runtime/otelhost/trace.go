package otelhost

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/offload"
)

// trace is the interceptor of hosts.
func (t *Telemetry) trace(ctx context.Context, c host.Call, next func(context.Context) error) error {
	if c.Phase == host.PhaseRun && c.Iteration == 0 {
		return next(ctx) // a Run that lasts as long as the process
	}
	options := []trace.SpanStartOption{trace.WithAttributes(
		attribute.String("service", c.Service), attribute.String("phase", c.Phase.String()))}
	if c.Iteration > 0 { // else all iterations would belong to the trace of the start
		options = append(options, trace.WithNewRoot(), trace.WithAttributes(attribute.Int64("iteration", c.Iteration)))
	}
	ctx, span := t.tracer.Start(ctx, c.Service+" "+c.Phase.String(), options...)
	defer span.End()
	return within(ctx, span, next)
}

// within calls next and notes how it ended. A panic goes on: the host recovers it.
func within(ctx context.Context, span trace.Span, next func(context.Context) error) error {
	returned := false
	defer func() {
		if !returned {
			span.SetStatus(codes.Error, "panic or Goexit")
		}
	}()
	err := next(ctx)
	returned = true
	if err != nil && !toldToStop(ctx, err) {
		span.RecordError(err)
		span.SetStatus(codes.Error, err.Error())
	}
	return err
}

// toldToStop reports whether err is what code returns whose own context is done.
func toldToStop(ctx context.Context, err error) bool {
	return ctx.Err() == context.Canceled &&
		(errors.Is(err, context.Canceled) || errors.Is(err, context.Cause(ctx)))
}

// Tasks returns the observer of a pool. The name of the pool is an attribute.
func (t *Telemetry) Tasks(pool string) offload.Observer {
	return &tasks{telemetry: t, pool: attribute.String("pool", pool)}
}

type tasks struct {
	telemetry *Telemetry
	pool      attribute.KeyValue
}

// Observe implements offload.Observer.
func (o *tasks) Observe(ctx context.Context, task offload.Task) {
	o.telemetry.events.task(ctx, metric.WithAttributes(o.pool), task)
	if trace.SpanContextFromContext(ctx).IsValid() {
		o.span(ctx, task)
	}
}

// span makes the span after the fact, so that nothing has to travel through the
// queue.
func (o *tasks) span(ctx context.Context, task offload.Task) {
	ended := time.Now()
	admitted := ended.Add(-task.Run)
	_, span := o.telemetry.tracer.Start(ctx, "offload "+o.pool.Value.AsString(),
		trace.WithTimestamp(admitted.Add(-task.Wait)),
		trace.WithAttributes(o.pool, attribute.String("key", task.Key)))
	if task.Admitted {
		span.AddEvent("admitted", trace.WithTimestamp(admitted))
	}
	if task.Err != nil {
		span.RecordError(task.Err)
		span.SetStatus(codes.Error, task.Err.Error())
	}
	span.End(trace.WithTimestamp(ended))
}
