// Package jobs is internal to a library, whose public packages pass on what users
// gave them.
package jobs

import (
	"context"
	"log"
	"time"

	"github.com/bgvet/bgvet/testdata/src/panicescape/library/api"
)

// Periodic is registered; its constructor speaks of public types.
type Periodic struct {
	Make func() (*api.Job, error)
	Next func(time.Time) time.Time
}

type RetryPolicy interface{ Retry(job *api.Job) time.Time }

type Config struct {
	Policy RetryPolicy
	Done   func(job *api.Job)
	Tick   func(at []time.Time) // says nothing of users
}

type Runner struct {
	Config   Config
	periodic map[int]*Periodic
	hooks    []api.Hook
	plugins  []any
	jobs     chan *api.Job
}

func (r *Runner) Add(p *Periodic) { r.periodic[len(r.periodic)] = p }

func (r *Runner) Start(ctx context.Context) {
	go func() { // want `the callback p\.Next`
		for range time.Tick(time.Minute) {
			for _, p := range r.periodic {
				log.Print(p.Next(time.Now()))
			}
		}
	}()
	go func() { // want `the plugin r\.Config\.Policy\.Retry`
		for job := range r.jobs {
			log.Print(r.Config.Policy.Retry(job))
		}
	}()
	go func() { // want `the callback r\.Config\.Done`
		for job := range r.jobs {
			r.Config.Done(job)
		}
	}()
	go func() { // want `the plugin hook\.Before`
		for job := range r.jobs {
			for _, hook := range r.hooks {
				log.Print(hook.Before(ctx, job))
			}
		}
	}()
	go func() { // want `the plugin .*Watch`
		for job := range r.jobs {
			for _, p := range r.plugins {
				log.Print(p.(api.Watcher).Watch(job))
			}
		}
	}()
	go func() { // the program's own callback
		for range time.Tick(time.Minute) {
			r.Config.Tick(nil)
		}
	}()
}
