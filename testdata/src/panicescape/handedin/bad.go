// Package handedin runs code that others handed in.
package handedin

import (
	"context"
	"log"
	"sync"
	"time"
)

// A home-made scheduler: the job is a field of an element of a kept collection.
type Cron struct {
	mu   sync.Mutex
	jobs []*Job
}

type Job struct {
	id string
	fn func()
}

func (j *Job) Run() {
	if j.fn != nil {
		j.fn()
	}
}

func (c *Cron) MustAdd(id string, run func()) {
	if err := c.Add(id, run); err != nil {
		panic(err)
	}
}

func (c *Cron) Add(id string, fn func()) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.jobs = append(c.jobs, &Job{id: id, fn: fn})
	return nil
}

func (c *Cron) Start() {
	go func() {
		for range time.Tick(time.Minute) {
			c.runDue()
		}
	}()
}

func (c *Cron) runDue() {
	for _, j := range c.jobs {
		go j.Run() // want `\(\*Job\)\.Run runs code that others handed in \(the callback j\.fn\)`
	}
}

// A map of handlers.
type Queue struct {
	in       chan Message
	handlers map[string]func(Message)
}

type Message struct{ Kind string }

func (q *Queue) Handle(kind string, h func(Message)) { q.handlers[kind] = h }

func (q *Queue) Start() {
	go func() { // want `this goroutine runs code that others handed in \(the callback q\.handlers`
		for m := range q.in {
			q.handlers[m.Kind](m)
		}
	}()
}

// An option that is a function, and one that is an interface.
type Options struct {
	OnBatch func([]Message) error
	Health  func(error)
	Merger  Merger
}

type Merger interface {
	Merge([]Message) Message
}

// MergerFunc is an adapter and no implementation.
type MergerFunc func([]Message) Message

func (f MergerFunc) Merge(m []Message) Message { return f(m) }

type Batcher struct {
	in     chan []Message
	batch  func([]Message) error
	health func(error)
	merger Merger
}

func New(o Options) *Batcher {
	return &Batcher{batch: o.OnBatch, health: o.Health, merger: o.Merger}
}

func (b *Batcher) Start(ctx context.Context) {
	go func() { // want `this goroutine runs code that others handed in \(the callback b\.batch\)`
		for m := range b.in {
			if err := b.batch(m); err != nil {
				log.Print(err)
			}
		}
	}()
	go func() { // want `this goroutine runs code that others handed in \(the callback b\.health\)`
		for range time.Tick(time.Second) {
			b.health(ctx.Err())
		}
	}()
	go func() { // want `this goroutine runs code that others handed in \(the plugin b\.merger\.Merge\)`
		for m := range b.in {
			log.Print(b.merger.Merge(m))
		}
	}()
}

// A list of plugins that others add to.
type Plugin interface{ Tick() error }

type Registry struct{ plugins []Plugin }

func (r *Registry) Add(p Plugin) { r.plugins = append(r.plugins, p) }

func (r *Registry) Start() {
	go func() { // want `this goroutine runs code that others handed in \(the plugin p\.Tick\)`
		for range time.Tick(time.Second) {
			for _, p := range r.plugins {
				if err := p.Tick(); err != nil {
					log.Print(err)
				}
			}
		}
	}()
}
