// Package restart starts work again after a panic.
package restart

import (
	"log"
	"time"
)

type worker struct {
	jobs     chan func()
	restarts int
}

func (w *worker) run() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
			go w.run() // want `after a panic \(\*worker\).run is started again at once and without limit`
		}
	}()
	for job := range w.jobs {
		job()
	}
}

func (w *worker) paused() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
			time.Sleep(time.Second)
			go w.paused()
		}
	}()
	for job := range w.jobs {
		job()
	}
}

// The number of restarts is limited.
func (w *worker) limited() {
	defer func() {
		if r := recover(); r != nil {
			if w.restarts++; w.restarts > 3 {
				panic(r)
			}
			go w.limited()
		}
	}()
	for job := range w.jobs {
		job()
	}
}

// One that is delayed by a timer.
func (w *worker) delayed() {
	defer func() {
		if r := recover(); r != nil {
			time.AfterFunc(time.Second, w.delayed)
		}
	}()
	for job := range w.jobs {
		job()
	}
}

func (w *worker) onlyRecovers() {
	defer func() { log.Print(recover()) }()
	for job := range w.jobs {
		job()
	}
}
