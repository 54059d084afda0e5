// Package serial: schedulers that were told to run one at a time.
package serial

import (
	"net/http"
	"sync"
	"time"

	"github.com/go-co-op/gocron/v2"
	"github.com/robfig/cron/v3"
)

func work() {
	resp, err := http.Get("http://peer")
	if err == nil {
		resp.Body.Close()
	}
}

func newCron() *cron.Cron {
	c := cron.New(cron.WithChain(cron.SkipIfStillRunning(cron.DefaultLogger)))
	_, _ = c.AddFunc("@every 1m", work)
	return c
}

func jobs(s gocron.Scheduler) {
	_, _ = s.NewJob(gocron.DurationJob(time.Minute), gocron.NewTask(work), gocron.WithSingletonMode(0))
}

type job struct{ mu sync.Mutex }

func (j *job) Run() {
	if !j.mu.TryLock() {
		return
	}
	defer j.mu.Unlock()
	work()
}
