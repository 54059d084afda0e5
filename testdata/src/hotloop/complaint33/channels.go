// Package complaint33 receives in a loop from channels that are closed.
package complaint33

import (
	"context"
	"log"
	"sync"
	"time"
)

type event struct {
	name string
	err  error
}

type hub struct {
	events chan event
	errs   chan error
	ptrs   chan *event
	stop   chan struct{}
	done   chan struct{}
	wake   chan struct{}
	never  chan event
	flags  chan bool
	names  chan string
	anys   chan any
	n      int
}

func (h *hub) Close() {
	close(h.events)
	close(h.errs)
	close(h.ptrs)
	close(h.stop)
	close(h.wake)
	close(h.flags)
	close(h.names)
	close(h.anys)
}

func handle(event) {}

func (h *hub) inSelect(tick *time.Ticker) {
	for {
		select {
		case e := <-h.events: // want `once h.events is closed`
			handle(e)
		case <-tick.C:
			h.n++
		}
	}
}

func (h *hub) bare() {
	for {
		handle(<-h.events) // want `once h.events is closed`
	}
}

func (h *hub) bareAssigned() {
	for {
		e := <-h.events // want `once h.events is closed`
		handle(e)
	}
}

// A closed channel of errors gives nil, which looks like all is well.
func (h *hub) nilErrors() {
	for {
		select {
		case err := <-h.errs: // want `once h.errs is closed`
			if err != nil {
				log.Print(err)
				return
			}
		}
	}
}

// The zero value skips the turn, and the next one.
func (h *hub) skipsNil() {
	for {
		p := <-h.ptrs // want `once h.ptrs is closed`
		if p == nil {
			continue
		}
		handle(*p)
	}
}

// What is received is handed on.
func (h *hub) forward(out chan<- event) {
	for {
		select {
		case e := <-h.events: // want `once h.events is closed`
			out <- e
		}
	}
}

// A signal without a value can be closed, too.
func (h *hub) woken() {
	for {
		<-h.wake // want `once h.wake is closed`
		h.n++
	}
}

// The case stops others and does not leave the loop itself.
func (h *hub) staysOnStop(results <-chan event) {
	for {
		select {
		case <-h.stop: // want `once h.stop is closed`
			log.Print("stopping")
		case e := <-results:
			handle(e)
		}
	}
}

func staysOnDone(ctx context.Context, results <-chan event) {
	for {
		select {
		case <-ctx.Done(): // want `once ctx.Done\(\) is closed this case is ready in every turn`
			log.Print(ctx.Err())
		case e := <-results:
			handle(e)
		}
	}
}

func breaksTheSelect(ctx context.Context, results <-chan event) {
	for {
		select {
		case <-ctx.Done(): // want `this break leaves only the select: once ctx.Done\(\) is closed`
			log.Print(ctx.Err())
			break
		case e := <-results:
			handle(e)
		}
	}
}

type pages struct{ left int }

func (p *pages) more() bool { return p.left > 0 }

// The loop ends with its own work, but no longer once this case is ready.
func breaksWithWorkLeft(ctx context.Context, p *pages, slots chan bool) (err error) {
	for p.more() {
		select {
		case <-ctx.Done(): // want `this break leaves only the select: once ctx.Done\(\) is closed`
			err = ctx.Err()
			break
		case <-slots:
			p.left--
		}
	}
	return err
}

type worker struct{ in <-chan event }

func newWorker() (*worker, func()) {
	ch := make(chan event)
	return &worker{in: ch}, func() { close(ch) }
}

type router struct {
	term   chan bool
	sorted []event
}

func stopAll(all []*router) {
	for _, r := range all {
		close(r.term)
	}
}

// What is set does not decide whether the loop goes on, only what a turn does.
func (r *router) route(in <-chan event, stopped chan int, stop func()) {
	flush, exit := false, false
	for {
		select {
		case <-stopped:
			flush, exit = true, true
		case <-r.term: // want `once r.term is closed`
			stop()
			flush = true
		case e := <-in:
			r.sorted = append(r.sorted, e)
		}
		if flush {
			if len(r.sorted) > 10 {
				log.Fatal("too many")
			}
			flush = false
		}
		if exit {
			return
		}
	}
}

// The close is in a closure, under another name.
func (w *worker) run() {
	for {
		select {
		case e := <-w.in: // want `once w.in is closed`
			handle(e)
		}
	}
}

type routine struct{ out chan event }

func (r *routine) next() chan event { return r.out }

func (r *routine) finish() { end(r.out) }

func end(ch chan event) { close(ch) }

// The channel comes from an accessor, and is closed by a function that it is
// handed to.
func accessor(r *routine) {
	for {
		e := <-r.next() // want `once r.next\(\) is closed`
		handle(e)
	}
}

func parameter(in <-chan event) {
	for {
		select {
		case e := <-in: // want `once in is closed`
			handle(e)
		}
	}
}

func start() {
	in := make(chan event)
	go parameter(in)
	in <- event{}
	close(in)
}

// A struct is zero, so its error is nil.
func (h *hub) errorInside() {
	for {
		select {
		case e := <-h.events: // want `once h.events is closed`
			if e.err != nil {
				return
			}
			handle(e)
		}
	}
}

// The type of a nil interface is none of these.
func typed(h *hub) {
	for {
		select {
		case v := <-h.anys: // want `once h.anys is closed`
			switch v := v.(type) {
			case event:
				handle(v)
				return
			}
		}
	}
}

// Sends are no pause when what is sent on is taken as fast.
func spawn(h *hub, wg *sync.WaitGroup) {
	for {
		select {
		case e := <-h.events: // want `once h.events is closed`
			go handle(e)
		}
	}
}
