package otelhost_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/otelhost"
)

func ExampleNew() {
	reader := metric.NewManualReader() // in production, an exporter
	telemetry, err := otelhost.New(otelhost.WithMeterProvider(metric.NewMeterProvider(metric.WithReader(reader))))
	if err != nil {
		panic(err)
	}
	h, err := host.New(append(telemetry.HostOptions(), host.WithLogger(slog.New(slog.DiscardHandler)))...)
	if err != nil {
		panic(err)
	}
	err = errors.Join(
		telemetry.WatchHost(h),
		h.AddPeriodic("mail", host.Periodic{Interval: time.Hour, Do: func(context.Context) error {
			h.Shutdown(nil)
			return nil
		}}),
		h.Run(context.Background()))

	var collected metricdata.ResourceMetrics
	fmt.Println(errors.Join(err, reader.Collect(context.Background(), &collected), telemetry.Close()))
	for _, m := range collected.ScopeMetrics[0].Metrics {
		fmt.Println(m.Name)
	}
	// Unordered output:
	// <nil>
	// bgvet.service.run.duration
	// bgvet.service.stop.duration
	// bgvet.host.state
	// bgvet.host.ready
	// bgvet.service.running
	// bgvet.service.ready
}
