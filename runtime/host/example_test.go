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

func ExampleHost_AddPeriodic() {
	h, err := host.New(quiet)
	check(err)
	n := 0
	check(h.AddPeriodic("mail", host.Periodic{
		Interval: time.Millisecond, // from the end of one iteration to the start of the next
		Do: func(ctx context.Context) error {
			switch n++; n {
			case 2:
				return errors.New("no connection") // logged; the next try follows after a backoff
			case 3:
				panic("bug") // the same
			case 4:
				fmt.Println("still sending")
				h.Shutdown(nil)
			}
			return nil
		},
	}, host.Restart(host.RestartPolicy{Backoff: host.Backoff{Initial: time.Millisecond}})))
	fmt.Println(h.Run(context.Background()))
	// Output:
	// still sending
	// <nil>
}

func ExamplePeriodic_fixedRate() {
	h, err := host.New(quiet)
	check(err)
	report := host.Periodic{
		Interval: time.Hour,
		Mode:     host.FixedRate, // on the hour after the start, however long a report takes
		Do:       func(context.Context) error { return nil },
	}
	fmt.Println(h.AddPeriodic("report", report))
	report.Misfire = host.FireOnce // one late report stands for all that were missed
	fmt.Println(h.AddPeriodic("report", report))
	// Output:
	// host: service "report": a fixed rate needs a misfire rule: FireOnce, FireAll or Skip
	// <nil>
}

func ExampleRestart() {
	h, err := host.New(quiet)
	check(err)
	tries := 0
	connect := host.BackgroundFunc(func(context.Context) error {
		tries++
		return fmt.Errorf("try %d: connection refused", tries)
	})
	check(h.AddBackground("feed", connect, host.Restart(host.RestartPolicy{
		Backoff:     host.Backoff{Initial: time.Millisecond, Max: 10 * time.Millisecond},
		ResetAfter:  time.Minute, // of health, before earlier failures are forgotten
		MaxFailures: 3,           // within Window; then the host stops
		Window:      time.Minute,
	})))
	fmt.Println(h.Run(context.Background()))
	// Output:
	// service "feed": run, attempt 3: try 3: connection refused
}

func ExampleOnComplete() {
	h, err := host.New(quiet)
	check(err)
	job := host.BackgroundFunc(func(context.Context) error { fmt.Println("import done"); return nil })
	check(h.AddBackground("import", job, host.OnComplete(host.StopHost)))
	fmt.Println(h.Run(context.Background()))
	// Output:
	// import done
	// <nil>
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

func ExampleAwaitReady() {
	h, err := host.New(quiet)
	check(err)
	index := host.BackgroundFunc(func(ctx context.Context) error {
		fmt.Println("index is loaded")
		host.MarkReady(ctx)
		<-ctx.Done()
		return nil
	})
	check(
		h.AddBackground("index", index, host.AwaitReady()),
		h.Add("web", host.OnStart(func(context.Context) error { fmt.Println("web starts"); return nil })))
	check(h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// index is loaded
	// web starts
}

func ExampleStallAfter() {
	h, err := host.New(quiet)
	check(err)
	hang := make(chan struct{})
	check(h.AddPeriodic("sync", host.Periodic{Interval: time.Millisecond, Do: func(ctx context.Context) error {
		host.Beat(ctx) // a long iteration beats after each step
		<-hang
		return nil
	}}, host.StallAfter(5*time.Millisecond)), h.Start(context.Background()))
	checks := h.Liveness(context.Background())
	for ; checks[1].Err == nil; checks = h.Liveness(context.Background()) {
		time.Sleep(time.Millisecond)
	}
	for _, c := range checks {
		fmt.Println(c.Name, c.Err)
	}
	close(hang)
	check(h.Stop(context.Background()))
	// Output:
	// host <nil>
	// sync no beat for more than 5ms
}

func ExampleUnstoppedError() {
	h, err := host.New(quiet, host.ShutdownTimeout(10*time.Millisecond))
	check(err)
	hang := make(chan struct{})
	deaf := host.BackgroundFunc(func(ctx context.Context) error {
		host.MarkReady(ctx)
		<-hang
		return nil
	})
	check(h.AddBackground("deaf", deaf, host.AwaitReady()), h.Start(context.Background()))

	var unstopped *host.UnstoppedError
	if errors.As(h.Stop(context.Background()), &unstopped) {
		for _, u := range unstopped.Services {
			fmt.Println(u.Service, u.Phase, u.Waited >= 10*time.Millisecond, u.Stack != "")
		}
	}
	close(hang)
	// Output:
	// deaf stop true true
}

func ExampleDetectLeaks() {
	h, err := host.New(quiet, host.DetectLeaks())
	check(err)
	forgotten := make(chan struct{})
	check(h.Add("cache", host.OnStart(func(context.Context) error {
		go func() { <-forgotten }()
		return nil
	})))
	check(h.Start(context.Background()))
	fmt.Println(h.Stop(context.Background()))
	close(forgotten)
	// Output:
	// host: goroutines left behind by service "cache"
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
type lock struct{ lost chan struct{} }

func (l lock) Acquire(context.Context) (host.Lease, error) { return l, nil }
func (l lock) Lost() <-chan struct{}                       { return l.lost }
func (l lock) Release(context.Context) error               { fmt.Println("lease released"); return nil }

func ExampleLeaderOnly() {
	h, err := host.New(quiet)
	leader := host.LeaderOnly(lock{make(chan struct{})}, consumer{})
	check(err, h.AddBackground("billing", leader, host.Restart(host.RestartPolicy{}), host.AwaitReady()))
	go func() { <-h.Started(); h.Shutdown(nil) }()
	check(h.Run(context.Background()))
	// Output:
	// consumer stops: host: shutdown requested
	// lease released
}

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
type queue struct{ cache }

func (queue) Ready(context.Context) error { return errors.New("not connected") }

func ExampleReadinessChecker() {
	h, err := host.New(quiet)
	check(err, h.Add("queue", queue{}), h.Start(context.Background()))
	for _, c := range h.Readiness(context.Background()) {
		fmt.Println(c.Name, c.Err)
	}
	check(h.Stop(context.Background()))
	// Output:
	// cache is warm
	// host <nil>
	// queue not connected
	// cache is flushed
}

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
	// msg="host draining"
	// msg="host stopping"
	// msg="host stopped"
}
