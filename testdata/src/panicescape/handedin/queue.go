package handedin

import (
	"context"
	"log"
	"sync"
)

// A pool: the tasks come over a channel.
type Pool struct {
	tasks chan func()
	jobs  chan *Task
	runs  chan Runner
}

type Task struct{ fn func() error }

type Runner interface {
	Run(ctx context.Context) error
}

func (p *Pool) Submit(task func()) { p.tasks <- task }

func (p *Pool) Enqueue(fn func() error) { p.jobs <- &Task{fn: fn} }

func (p *Pool) Put(r Runner) { p.runs <- r }

func (p *Pool) Start(ctx context.Context) {
	go func() { // want `this goroutine runs code that others handed in \(the callback task\)`
		for task := range p.tasks {
			task()
		}
	}()
	go func() { // want `\(the callback job\.fn\)`
		for job := range p.jobs {
			log.Print(job.fn())
		}
	}()
	go func() { // want `\(the plugin r\.Run\)`
		for {
			select {
			case <-ctx.Done():
				return
			case r := <-p.runs:
				log.Print(r.Run(ctx))
			}
		}
	}()
}

// A subscription: what it is given runs in the goroutine that it starts.
type Observer interface{ Observe(m Message) error }

func (q *Queue) Subscribe(handler func(Message), o Observer) {
	go func() { // want `\(the callback handler\)`
		for m := range q.in {
			handler(m)
		}
	}()
	go func() { // want `\(the plugin o\.Observe\)`
		for m := range q.in {
			log.Print(o.Observe(m))
		}
	}()
}

// What is handed in is started itself.
func (p *Pool) Flush(hooks *Hooks) {
	var wg sync.WaitGroup
	for _, hook := range hooks.list {
		wg.Go(hook) // want `what \(\*sync\.WaitGroup\)\.Go starts runs code that others handed in \(the callback hook\)`
	}
	wg.Wait()
}

type Hooks struct{ list []func() }

func (h *Hooks) Add(hook func()) { h.list = append(h.list, hook) }

// On the spot, it is the caller's own code on the caller's own goroutine.
func (q *Queue) Each(handler func(Message)) {
	func() {
		for m := range q.in {
			handler(m)
		}
	}()
}

// The tasks are this package's own.
type own2 struct{ tasks chan func() }

func (o *own2) start() {
	go func() {
		for task := range o.tasks {
			task()
		}
	}()
	o.tasks <- func() { log.Print("tick") }
}

func (q *Queue) count() {
	go q.Each(func(m Message) { log.Print(m.Kind) })
}
