// Package kept holds functions that are kept and run later: pools, hooks.
package kept

import "sync"

type Pool struct {
	tasks chan func()
	once  sync.Once
}

func (p *Pool) Start(n int) { // want Start:`starts via .*Pool\).worker`
	for range n {
		go p.worker()
	}
}

func (p *Pool) worker() {
	for task := range p.tasks {
		task()
	}
}

func (p *Pool) Submit(task func()) { p.tasks <- task } // want Submit:`arg 0: runs async keeps$`

func (p *Pool) SubmitWait(task func()) { // want SubmitWait:`arg 0: runs async$`
	done := make(chan struct{})
	p.tasks <- func() {
		defer close(done)
		task()
	}
	<-done
}

type job struct {
	name string
	run  func() error
}

// Queue keeps functions in a struct, and recovers around each.
type Queue struct{ jobs chan job }

func (q *Queue) Open() { go q.loop() } // want Open:`starts`

func (q *Queue) loop() {
	for {
		select {
		case j := <-q.jobs:
			q.safely(j.run)
		}
	}
}

func (q *Queue) safely(run func() error) {
	defer func() { recover() }()
	run()
}

func (q *Queue) Add(name string, run func() error) { q.jobs <- job{name, run} } // want Add:`arg 1: runs async guarded keeps$`

// Event is what hooks are told.
type Event struct{ id int }

// Hooks are run in every turn of a loop.
type Hooks struct {
	all   []func(*Event)
	named map[string]func(*Event)
	last  func(*Event)
}

func (h *Hooks) Register(fn func(*Event)) { h.all = append(h.all, fn) } // want Register:`arg 0: runs async repeats keeps$`

func (h *Hooks) Name(name string, fn func(*Event)) { h.named[name] = fn } // want Name:`arg 1: runs keeps$`

func (h *Hooks) OnLast(fn func(*Event)) { h.last = fn } // want OnLast:`arg 0: keeps$`

func (h *Hooks) Serve(n chan *Event) { go h.serve(n) } // want Serve:`starts`

func (h *Hooks) serve(n chan *Event) {
	for i := range n {
		for _, fn := range h.all {
			fn(i)
		}
	}
}

func (h *Hooks) Call(name string, n *Event) { // want Call:`foreign`
	if fn, ok := h.named[name]; ok {
		fn(n)
	}
}

// Direct calls an element without a name.
func (h *Hooks) Direct(name string) { h.named[name](nil) } // want Direct:`foreign`
