package host_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

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

func ExampleHost_Services() {
	h, err := host.New(quiet)
	check(err, h.AddBackground("consumer", consumer{}, host.AwaitReady()), h.Start(context.Background()))
	for _, s := range h.Services() {
		fmt.Println(s.Name, s.Running, s.Ready, s.Begun, s.Failed)
	}
	check(h.Stop(context.Background()))
	// Output:
	// consumer true true 1 0
	// consumer stops: host: shutdown requested
}
