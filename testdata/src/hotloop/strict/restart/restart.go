// Package restart runs a service again and again.
package restart

import (
	"context"
	"log"
	"time"
)

type worker struct {
	jobs chan func()
	ctx  context.Context
}

func (w *worker) supervise() {
	for {
		func() { // want `after a panic the work is started again at once and without limit`
			defer func() { log.Print(recover()) }()
			for job := range w.jobs {
				job()
			}
		}()
	}
}

func (w *worker) safely() {
	defer func() { log.Print(recover()) }()
	for job := range w.jobs {
		job()
	}
}

func (w *worker) superviseNamed() {
	for {
		w.safely() // want `after a panic \(\*worker\).safely is started again at once`
	}
}

func (w *worker) pauses() {
	for {
		w.safely()
		time.Sleep(time.Second)
	}
}

func (w *worker) leaves() {
	for w.ctx.Err() == nil {
		w.safely()
		select {
		case <-w.ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// One job per turn: the job is gone with its panic.
func (w *worker) each() {
	for job := range w.jobs {
		w.once(job)
	}
}

func (w *worker) once(job func()) {
	defer func() { log.Print(recover()) }()
	job()
}
