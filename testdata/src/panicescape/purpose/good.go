// Package purpose starts one kind of goroutine in a way of its own.
package purpose

import (
	"context"
	"database/sql"
	"log"
	"time"
)

type handle struct{ done chan struct{} }

// begin is made for one purpose: it hands something back.
func begin(f func()) *handle {
	h := &handle{make(chan struct{})}
	go func() {
		defer close(h.done)
		defer func() { _ = recover() }()
		f()
	}()
	return h
}

type svc struct {
	db   *sql.DB
	last *handle
}

func (s *svc) Start(ctx context.Context, hook func()) {
	s.last = begin(hook)
	go s.loop(ctx)
}

func (s *svc) loop(ctx context.Context) {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if _, err := s.db.ExecContext(ctx, "delete from sessions"); err != nil {
				log.Print(err)
			}
		}
	}
}
