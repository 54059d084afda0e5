package recoverscope

import (
	"context"
	"log"
)

type Job struct{ ID int }

type Handler interface {
	Handle(ctx context.Context, job Job) error
}

type Worker struct {
	jobs     chan Job
	handlers map[string]Handler
	handler  Handler
}

func NewWorker(h Handler) *Worker {
	w := &Worker{jobs: make(chan Job), handler: h}
	go w.run(context.Background())
	return w
}

// docs:bad
func (w *Worker) run(ctx context.Context) {
	defer func() { // want `this recover is around the loop of \(\*Worker\)\.run, not in it, so the first panic ends the loop for good while the process stays healthy; recover in a function that runs one turn, or start the loop again`
		if r := recover(); r != nil {
			log.Printf("worker: %v", r)
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-w.jobs:
			if err := w.handler.Handle(ctx, job); err != nil {
				log.Print(err)
			}
		}
	}
}

// docs:end
