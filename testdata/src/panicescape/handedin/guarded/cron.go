// Package guarded is a scheduler that recovers its jobs, by way of a method value.
package guarded

import (
	"time"

	"github.com/bgvet/bgvet/testdata/src/panicescape/spawn/safego"
)

type Cron struct{ jobs []*Job }

type Job struct{ fn func() }

func (j *Job) Run() { j.fn() }

func (c *Cron) Add(fn func()) { c.jobs = append(c.jobs, &Job{fn: fn}) }

func (c *Cron) Start() {
	go func() {
		for range time.Tick(time.Minute) {
			for _, j := range c.jobs {
				safego.Go("job", j.Run)
			}
		}
	}()
}
