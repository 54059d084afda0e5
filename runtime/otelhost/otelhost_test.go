package otelhost_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"go.opentelemetry.io/otel/codes"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/bgvet/bgvet/runtime/di"
	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
	"github.com/bgvet/bgvet/runtime/offload"
	"github.com/bgvet/bgvet/runtime/otelhost"
)

func TestMain(m *testing.M) { os.Exit(leakcheck.Main(m)) }

// A bench collects what is reported.
type bench struct {
	*testing.T
	telemetry *otelhost.Telemetry
	reader    *sdkmetric.ManualReader
	spans     *tracetest.SpanRecorder
}

func newBench(t *testing.T) *bench {
	b := &bench{T: t, reader: sdkmetric.NewManualReader(), spans: tracetest.NewSpanRecorder()}
	var err error
	b.telemetry, err = otelhost.New(
		otelhost.WithMeterProvider(sdkmetric.NewMeterProvider(sdkmetric.WithReader(b.reader))),
		otelhost.WithTracerProvider(sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(b.spans))))
	b.must(err)
	return b
}

func (b *bench) must(errs ...error) {
	b.Helper()
	if err := errors.Join(errs...); err != nil {
		b.Fatal(err)
	}
}

func (b *bench) host(opts ...host.Option) *host.Host {
	b.Helper()
	opts = append(opts, host.WithLifetime(&hosttest.Lifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))
	h, err := host.New(append(opts, b.telemetry.HostOptions()...)...)
	b.must(err, b.telemetry.WatchHost(h))
	return h
}

// metrics returns all points as text: name{attributes} and a value; of a
// histogram, how many values and their sum.
func (b *bench) metrics() map[string]string {
	b.Helper()
	var all metricdata.ResourceMetrics
	b.must(b.reader.Collect(b.Context(), &all))
	points := map[string]string{}
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			switch data := m.Data.(type) {
			case metricdata.Sum[int64]:
				for _, p := range data.DataPoints {
					points[m.Name+p.Attributes.Encoded(encoder{})] = fmt.Sprint(p.Value)
				}
			case metricdata.Gauge[int64]:
				for _, p := range data.DataPoints {
					points[m.Name+p.Attributes.Encoded(encoder{})] = fmt.Sprint(p.Value)
				}
			case metricdata.Histogram[float64]:
				for _, p := range data.DataPoints {
					points[m.Name+p.Attributes.Encoded(encoder{})] = fmt.Sprintf("%d of %v %s", p.Count, p.Sum, m.Unit)
				}
			}
		}
	}
	return points
}

func (b *bench) want(want map[string]string) {
	b.Helper()
	got := b.metrics()
	for name, value := range want {
		if got[name] != value {
			b.Errorf("%s is %q, want %q", name, got[name], value)
		}
	}
	if b.Failed() {
		b.Logf("all: %v", got)
	}
}

// Iterations, failures by kind, restarts, stops and stalls are counted, and the
// gauges follow the state.
func TestHostMetrics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		h := b.host()
		n := 0
		b.must(h.AddPeriodic("mail", host.Periodic{Interval: time.Minute, Do: func(context.Context) error {
			n++
			time.Sleep(time.Second)
			switch n {
			case 2:
				return errors.New("broken")
			case 3:
				panic("boom")
			}
			return nil
		}}, host.Restart(host.RestartPolicy{Backoff: host.Backoff{Initial: 1, Max: 1}}), host.StallAfter(500*time.Millisecond)))
		b.want(map[string]string{"bgvet.host.state{state=new}": "1", "bgvet.host.ready{}": "0", "bgvet.service.running{service=mail}": "0"})
		b.must(h.Start(t.Context()))
		time.Sleep(90 * time.Second)
		b.want(map[string]string{"bgvet.host.state{state=running}": "1", "bgvet.host.ready{}": "1", "bgvet.service.running{service=mail}": "1"})
		b.must(h.Stop(t.Context()))
		b.want(map[string]string{
			"bgvet.service.run.duration{outcome=done,service=mail}":       "2 of 2 s",
			"bgvet.service.run.duration{outcome=failed,service=mail}":     "2 of 2 s",
			"bgvet.service.failures{final=false,kind=error,service=mail}": "1",
			"bgvet.service.failures{final=false,kind=panic,service=mail}": "1",
			"bgvet.service.restarts{service=mail}":                        "2",
			"bgvet.service.backoff.duration{service=mail}":                "2 of 0 s",
			"bgvet.service.stalls{service=mail}":                          "4",
			"bgvet.service.stop.duration{service=mail}":                   "1 of 0 s",
			"bgvet.host.state{state=stopped}":                             "1",
			"bgvet.host.state{state=running}":                             "0",
			"bgvet.service.running{service=mail}":                         "0",
		})
		b.must(b.telemetry.Close())
		if _, ok := b.metrics()["bgvet.host.ready{}"]; ok {
			t.Error("the host is still watched")
		}
	})
}

// What does not stop, and what is given up, is counted.
func TestUnstoppedAndFinal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		h := b.host(host.ShutdownTimeout(time.Second))
		deaf, release := hosttest.Hanging()
		b.must(
			h.AddBackground("deaf", host.BackgroundFunc(deaf)),
			h.AddBackground("bad", host.BackgroundFunc(func(context.Context) error {
				time.Sleep(time.Second)
				return errors.New("broken")
			})))
		if err := h.Run(t.Context()); err == nil {
			t.Error("no error")
		}
		release()
		synctest.Wait()
		b.want(map[string]string{
			"bgvet.service.unstopped{service=deaf}":                     "1",
			"bgvet.service.failures{final=true,kind=error,service=bad}": "1",
			"bgvet.service.restarts{service=bad}":                       "",
		})
	})
}

func TestPoolAndScopeMetrics(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		pool, err := offload.New(offload.Size(1), offload.QueueLimit(1), offload.WithObserver(b.telemetry.Tasks("cpu")))
		b.must(err, b.telemetry.WatchPool("cpu", pool))
		var c di.Collection
		provider, err := c.Build()
		b.must(err, b.telemetry.WatchScopes("app", provider))
		scope, err := provider.Scopes().New(t.Context())
		b.must(err)
		work := func(err error) func(context.Context) (int, error) {
			return func(context.Context) (int, error) { time.Sleep(2 * time.Second); return 0, err }
		}
		first := offload.Go(t.Context(), pool, "a", work(nil))
		second := offload.Go(t.Context(), pool, "a", work(errors.New("broken")))
		third := offload.Go(t.Context(), pool, "a", work(nil))
		b.want(map[string]string{
			"bgvet.offload.running{pool=cpu}": "1", "bgvet.offload.waiting{pool=cpu}": "1", "bgvet.offload.size{pool=cpu}": "1",
			"bgvet.scopes.active{container=app}": "1",
		})
		<-first
		<-second
		<-third
		b.must(scope.Close(t.Context()), provider.Close(t.Context()), pool.Close(t.Context()))
		b.want(map[string]string{
			"bgvet.offload.wait.duration{outcome=done,pool=cpu}":    "1 of 0 s",
			"bgvet.offload.wait.duration{outcome=failed,pool=cpu}":  "1 of 2 s",
			"bgvet.offload.wait.duration{outcome=refused,pool=cpu}": "1 of 0 s",
			"bgvet.offload.run.duration{outcome=done,pool=cpu}":     "1 of 2 s",
			"bgvet.offload.run.duration{outcome=failed,pool=cpu}":   "1 of 2 s",
			"bgvet.offload.run.duration{outcome=refused,pool=cpu}":  "",
			"bgvet.scopes.active{container=app}":                    "0",
		})
	})
}

// Hooks and iterations have spans, iterations in traces of their own; spans of
// the service are within them; being told to stop is no error.
func TestSpans(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		h := b.host()
		tracer := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(b.spans)).Tracer("test")
		n := 0
		b.must(h.AddPeriodic("p", host.Periodic{Interval: time.Minute, Do: func(ctx context.Context) error {
			_, inner := tracer.Start(ctx, "inner")
			defer inner.End()
			switch n++; n {
			case 1:
				return errors.New("broken")
			case 2:
				panic("boom")
			}
			<-ctx.Done()
			return ctx.Err()
		}}, host.Restart(host.RestartPolicy{Backoff: host.Backoff{Initial: 1, Max: 1}})))
		b.must(h.AddBackground("long", host.BackgroundFunc(hosttest.UntilStopped())))
		ctx, outer := tracer.Start(t.Context(), "main")
		b.must(h.Start(ctx))
		time.Sleep(time.Second)
		b.must(h.Stop(ctx))
		outer.End()

		var got []string
		byID := map[trace.SpanID]sdktrace.ReadOnlySpan{}
		for _, s := range b.spans.Ended() {
			byID[s.SpanContext().SpanID()] = s
		}
		for _, s := range b.spans.Ended() {
			parent := "-"
			if p, ok := byID[s.Parent().SpanID()]; ok {
				parent = p.Name()
			}
			got = append(got, fmt.Sprint(s.Name(), " in ", parent, " ", s.Status().Code))
		}
		slices.Sort(got)
		want := []string{
			"inner in p run Unset", "inner in p run Unset", "inner in p run Unset",
			"long start in main Unset", "long stop in main Unset", "main in - Unset",
			"p run in - Error", "p run in - Error", "p run in - Unset",
			"p start in main Unset", "p stop in main Unset",
		}
		if !slices.Equal(got, want) {
			t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	})
}

// A task has a span with its wait and its run if it was offloaded within one.
func TestTaskSpans(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBench(t)
		tracer := sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(b.spans)).Tracer("test")
		pool, err := offload.New(offload.Size(1), offload.WithObserver(b.telemetry.Tasks("cpu")))
		b.must(err)
		work := func(context.Context) (int, error) { time.Sleep(3 * time.Second); return 0, errors.New("broken") }
		untraced := offload.Go(t.Context(), pool, "a", work)
		ctx, outer := tracer.Start(t.Context(), "request")
		if _, err := offload.Do(ctx, pool, "b", work); err == nil {
			t.Error("no error")
		}
		<-untraced
		outer.End()
		spans := b.spans.Ended()
		if len(spans) != 2 || spans[0].Name() != "offload cpu" || spans[0].Parent().SpanID() != outer.SpanContext().SpanID() {
			t.Fatalf("got %v", spans)
		}
		s := spans[0]
		admitted := s.Events()[0].Time
		if s.EndTime().Sub(admitted) != 3*time.Second || admitted.Sub(s.StartTime()) != 3*time.Second || s.Status().Code != codes.Error {
			t.Errorf("waited %v, ran %v, %v", admitted.Sub(s.StartTime()), s.EndTime().Sub(admitted), s.Status())
		}
	})
}

func TestBadUse(t *testing.T) {
	if _, err := otelhost.New(nil, otelhost.WithMeterProvider(nil), otelhost.WithTracerProvider(nil)); err == nil || strings.Count(err.Error(), "nil") != 3 {
		t.Errorf("got %v", err)
	}
	b := newBench(t)
	for _, err := range []error{b.telemetry.WatchHost(nil), b.telemetry.WatchPool("p", nil), b.telemetry.WatchScopes("s", nil)} {
		if err == nil {
			t.Error("nil accepted")
		}
	}
	if _, err := otelhost.New(); err != nil { // with the providers of the process, which do nothing by default
		t.Error(err)
	}
}
