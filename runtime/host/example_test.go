package host_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// quiet keeps the host's log out of the examples' output.
var quiet = host.WithLogger(slog.New(slog.DiscardHandler))

// check ends an example that cannot go on.
func check(errs ...error) {
	if err := errors.Join(errs...); err != nil {
		panic(err)
	}
}

// cache is a hosted service: Start and Stop both return.
type cache struct{}

func (cache) Start(context.Context) error { fmt.Println("cache is warm"); return nil }
func (cache) Stop(context.Context) error  { fmt.Println("cache is flushed"); return nil }

// consumer is a background service: Run blocks until it is told to stop.
type consumer struct{}

func (consumer) Run(ctx context.Context) error {
	host.MarkReady(ctx)
	<-ctx.Done()
	fmt.Println("consumer stops:", context.Cause(ctx))
	return ctx.Err()
}

func ExampleHost() {
	h, err := host.New(quiet, host.ShutdownTimeout(20*time.Second))
	check(err,
		h.Add("cache", cache{}),
		h.AddBackground("consumer", consumer{}, host.AwaitReady()))

	go func() { <-h.Started(); h.Shutdown(nil) }() // a signal does the same
	err = h.Run(context.Background())
	fmt.Println("exit code", host.ExitCode(err))
	// Output:
	// cache is warm
	// consumer stops: host: shutdown requested
	// cache is flushed
	// exit code 0
}

func ExampleAfter() {
	h, err := host.New(quiet)
	check(err)
	say := func(name string) host.HostedService {
		return host.OnStart(func(context.Context) error { fmt.Println(name); return nil })
	}
	check(
		h.Add("web", say("web"), host.After("db", "cache")),
		h.Add("cache", say("cache")),
		h.Add("db", say("db")))
	check(h.Start(context.Background()), h.Stop(context.Background()))

	h, err = host.New(quiet)
	check(err,
		h.Add("a", say("a"), host.After("b")),
		h.Add("b", say("b"), host.After("a")))
	fmt.Println(h.Validate())
	// Output:
	// db
	// cache
	// web
	// host: services wait for each other: "a" after "b" after "a"
}

func ExampleOutermost() {
	h, err := host.New(quiet)
	check(err)
	flush := host.OnStop(func(context.Context) error { fmt.Println("telemetry flushed"); return nil })
	check(
		h.Add("cache", cache{}),
		h.Add("telemetry", flush, host.Outermost())) // starts first, stops last
	check(h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// cache is warm
	// cache is flushed
	// telemetry flushed
}

func ExampleStopTimeout() {
	h, err := host.New(quiet)
	check(err)
	slow := host.OnStop(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	check(h.Add("slow", slow, host.StopTimeout(time.Millisecond)), h.Start(context.Background()))
	fmt.Println(h.Stop(context.Background()))
	// Output:
	// service "slow": stop: context deadline exceeded
}

func ExampleFromEnvironment() {
	check(os.Setenv("ORDERS_HOST_SHUTDOWN_TIMOUT", "1m"))
	defer os.Unsetenv("ORDERS_HOST_SHUTDOWN_TIMOUT")
	_, err := host.New(host.FromEnvironment("ORDERS_HOST_"))
	fmt.Println(err)
	// Output:
	// host: environment variable ORDERS_HOST_SHUTDOWN_TIMOUT: unknown host option
}

func ExampleOnState() {
	h, err := host.New(quiet,
		host.DrainDelay(time.Millisecond), // not ready any more, but still working
		host.OnState(func(s host.State) { fmt.Println(s) }))
	check(err, h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// starting
	// running
	// draining
	// stopping
	// stopped
}

func ExampleConcurrentStart() {
	h, err := host.New(quiet, host.ConcurrentStart(), host.ConcurrentStop(), host.StartupTimeout(time.Minute))
	check(err)
	slow := host.OnStart(func(context.Context) error { time.Sleep(100 * time.Millisecond); return nil })
	for i := range 20 {
		check(h.Add(fmt.Sprint("replica ", i), slow))
	}
	began := time.Now()
	check(h.Start(context.Background()))
	fmt.Println(time.Since(began) < time.Second)
	check(h.Stop(context.Background()))
	// Output:
	// true
}

func ExampleHost_Shutdown() {
	h, err := host.New(quiet)
	check(err, h.AddBackground("consumer", consumer{}, host.AwaitReady()))
	go func() { <-h.Started(); h.Shutdown(errors.New("licence revoked")) }()
	fmt.Println("run:", h.Run(context.Background()))
	// Output:
	// consumer stops: licence revoked
	// run: licence revoked
}

func ExampleHost_Remove() {
	h, err := host.New(quiet)
	check(err, h.Start(context.Background()))
	check(h.Add("cache", cache{})) // the host is running: starts at once
	check(h.Remove(context.Background(), "cache"))
	check(h.Stop(context.Background()))
	// Output:
	// cache is warm
	// cache is flushed
}

// durations is an observer that could feed a histogram.
type durations struct{}

func (durations) Observe(e host.Event) { fmt.Println(e.Service, e.Kind, e.Iteration, e.Err) }

func ExampleWithObserver() {
	h, err := host.New(quiet, host.WithObserver(durations{}))
	check(err)
	check(h.AddPeriodic("tick", host.Periodic{Interval: time.Hour, Do: func(ctx context.Context) error {
		host.MarkReady(ctx)
		return nil
	}}, host.AwaitReady()), h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// tick done 1 <nil>
	// tick stopped 0 <nil>
}

// lock is an Elector for a single replica; others ask a database or Kubernetes.
// migration has some of the optional hooks.
type migration struct{}

func (migration) Starting(context.Context) error { fmt.Println("before any service"); return nil }
func (migration) Start(context.Context) error    { fmt.Println("migrated"); return nil }
func (migration) Started(context.Context) error  { fmt.Println("all services are up"); return nil }
func (migration) Stop(context.Context) error     { return nil }
func (migration) Stopped(context.Context) error  { fmt.Println("all services are down"); return nil }

func ExampleStartedHook() {
	h, err := host.New(quiet)
	check(err, h.Add("migration", migration{}), h.Add("cache", cache{}))
	check(h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// before any service
	// migrated
	// cache is warm
	// all services are up
	// cache is flushed
	// all services are down
}

// queue says that it is not ready while it has no connection.
func ExampleStartupTimeout() {
	h, err := host.New(quiet, host.StartupTimeout(10*time.Millisecond))
	check(err)
	slow := host.OnStart(func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() })
	check(h.Add("cache", cache{}), h.Add("slow", slow))
	var failed *host.ServiceError
	if errors.As(h.Run(context.Background()), &failed) {
		fmt.Println(failed.Service, failed.Phase, failed.Err)
	}
	// Output:
	// cache is warm
	// cache is flushed
	// slow start context deadline exceeded
}

func ExampleLogger() {
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey || a.Key == slog.LevelKey {
			return slog.Attr{}
		}
		return a
	}}))
	h, err := host.New(host.WithLogger(log))
	check(err)
	check(h.AddPeriodic("mail", host.Periodic{Interval: time.Hour, Do: func(ctx context.Context) error {
		host.Logger(ctx).Info("batch sent", "mails", 3)
		host.MarkReady(ctx)
		return nil
	}}, host.AwaitReady()), h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// msg="host starting"
	// msg="batch sent" service=mail iteration=1 mails=3
	// msg="host running"
	// msg="host draining" cause="host: shutdown requested"
	// msg="host stopping"
	// msg="host stopped"
}

func ExampleWithInterceptor() {
	h, err := host.New(quiet, host.WithInterceptor(
		func(ctx context.Context, c host.Call, next func(context.Context) error) error {
			fmt.Println("begin", c.Service, c.Phase) // a span could begin here, and travel in ctx
			defer fmt.Println("end", c.Service, c.Phase)
			return next(ctx)
		}))
	check(err, h.Add("cache", cache{}), h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// begin cache start
	// cache is warm
	// end cache start
	// begin cache stop
	// cache is flushed
	// end cache stop
}
