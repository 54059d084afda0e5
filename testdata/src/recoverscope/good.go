package recoverscope

import (
	"context"
	"log"
)

type Steady struct {
	jobs    chan Job
	handler Handler
}

func NewSteady(h Handler) *Steady {
	s := &Steady{jobs: make(chan Job), handler: h}
	go s.run(context.Background())
	return s
}

// docs:good
func (s *Steady) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-s.jobs:
			s.handle(ctx, job)
		}
	}
}

func (s *Steady) handle(ctx context.Context, job Job) {
	defer func() {
		if r := recover(); r != nil {
			log.Printf("job %d: %v", job.ID, r)
		}
	}()
	if err := s.handler.Handle(ctx, job); err != nil {
		log.Print(err)
	}
}

// docs:end
