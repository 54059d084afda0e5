package overlap

import (
	"context"
	"net/http"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/robfig/cron/v3"
)

func sync(ctx context.Context) {
	req, err := http.NewRequestWithContext(ctx, "POST", "http://peer/sync", nil)
	if err != nil {
		return
	}
	resp, err := http.DefaultClient.Do(req)
	if err == nil {
		resp.Body.Close()
	}
}

// docs:bad
func run(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			go sync(ctx) // want `sync is started at each tick of tick\.C whether or not the run before has ended: a slow one runs beside the next, and runs pile up; call it on this goroutine, or skip a tick while it runs, for example with TryLock`
		}
	}
}

// docs:end

func ranges(ctx context.Context) {
	for range time.Tick(time.Minute) {
		go func() { sync(ctx) }() // want "is started at each tick"
	}
}

func sleeps(ctx context.Context) {
	for ctx.Err() == nil {
		go sync(ctx) // want "sync is started in each turn of a loop that only sleeps"
		time.Sleep(time.Minute)
	}
}

func waits(ctx context.Context) {
	tick := time.NewTicker(time.Minute)
	for {
		<-tick.C
		go sync(ctx) // want "sync is started at each tick of tick.C"
	}
}

func schedule(c *cron.Cron) {
	_, _ = c.AddFunc("@every 1m", func() { sync(context.Background()) }) // want "starts sync again while the run before may still go on: .*; use SkipIfStillRunning"
}

func jobs(s gocron.Scheduler) {
	_, _ = s.NewJob(gocron.DurationJob(time.Minute), gocron.NewTask(func() { sync(context.Background()) })) // want "starts sync again"
}
