// Package items: a goroutine for one of the things that a turn received lives per
// message; one for the turn itself lives per turn.
package items

import "time"

type job struct{ id string }

type broker interface {
	Take() (*job, error)
	Batch() ([]*job, error)
}

type worker struct {
	broker broker
	stop   chan struct{}
	now    chan time.Time
	jobs   chan *job
}

func (w *worker) Start() {
	go w.run() // want "^go service, stop channel:w.stop"
}

func (w *worker) run() {
	for { // want "^loop service, stop channel:w.stop"
		select {
		case <-w.stop:
			return
		case t := <-w.now:
			go w.tick(t) // want "^go iteration, stop ends by itself"
		default:
			w.one()
			w.batch()
		}
	}
}

func (w *worker) one() {
	j, err := w.broker.Take()
	if err != nil {
		return
	}
	go w.do(j) // want "^go request, stop ends by itself"
}

func (w *worker) batch() {
	all, _ := w.broker.Batch()
	for _, j := range all {
		go func() { w.do(j) }() // want "^go request, stop ends by itself"
	}
	j := <-w.jobs
	go func() { // want "^go request, stop ends by itself"
		w.do(j)
	}()
	go w.tick(time.Time{}) // want "^go iteration, stop ends by itself"
}

func (w *worker) do(*job)        {}
func (w *worker) tick(time.Time) {}
