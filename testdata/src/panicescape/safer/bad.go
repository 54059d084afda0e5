// Package safer belongs to a project that has starters that recover.
package safer

import (
	"context"
	"database/sql"
	"log"
	"time"

	"github.com/bgvet/bgvet/testdata/src/panicescape/spawn/safego"
)

type svc struct {
	db    *sql.DB
	group safego.Group
	in    chan string
}

func (s *svc) clean(ctx context.Context) {
	if _, err := s.db.ExecContext(ctx, "delete from sessions"); err != nil {
		log.Print(err)
	}
}

func (s *svc) loop(ctx context.Context) {
	ticker := time.NewTicker(time.Minute)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			s.clean(ctx)
		}
	}
}

// The neighbour of what starts it recovers: a method of the same type, a
// function of the same package.
func (s *svc) Start(ctx context.Context) {
	s.group.Run(func() { s.loop(ctx) }) // want `a panic in this goroutine ends the whole process: \(\*safego\.Group\)\.Run does not recover it, as \(\*safego\.Group\)\.RunWithRecover does for others`
	safego.Bare(func() { s.loop(ctx) }) // want `safego\.Bare does not recover it, as safego\.Go does for others`
}

// What this package starts other goroutines with recovers.
func (s *svc) StartPlain(ctx context.Context) {
	safego.Go("refresh", func() { s.loop(ctx) })
	go s.loop(ctx) // want `a panic in \(\*svc\)\.loop ends the whole process: a plain go statement does not recover it, as safego\.Go does for others; start it with that, or defer a recover in what runs per turn`
}

// StartForgotten only has a comment.
func (s *svc) StartForgotten(ctx context.Context) {
	// TODO: recover panics
	s.group.Run(func() { s.loop(ctx) }) // want `as .*RunWithRecover does for others`
	// clean up once a minute
	s.group.Run(func() { s.loop(ctx) }) // want `as .*RunWithRecover does for others`
}
