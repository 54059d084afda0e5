package parts

import (
	"context"
	"log"
	"time"

	"github.com/bgvet/bgvet/testdata/src/panicescape/parts/clock"
	"github.com/bgvet/bgvet/testdata/src/panicescape/parts/fetch"
	"github.com/bgvet/bgvet/testdata/src/panicescape/parts/store"
)

// Each turn is recovered, by a helper that is given what to run.
func (s *Syncer) StartSafely(ctx context.Context) {
	go func() {
		for range time.Tick(time.Minute) {
			s.guarded("sync", func() { log.Print(s.once(ctx)) })
		}
	}()
}

func (s *Syncer) guarded(name string, run func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(name, r)
		}
	}()
	run()
}

// Two parts; one recovers by itself, one only computes and wraps, one runs what it is given.
func (s *Syncer) StartSmall(ctx context.Context) {
	go func() {
		for range time.Tick(time.Minute) {
			raw, err := s.source.Fetch(ctx)
			if err != nil {
				continue
			}
			id, _ := fetch.Guarded(raw)
			err = store.Tx(func() error { return s.sender.Send(id) })
			log.Print(clock.Wrap(err, "store"), clock.Seconds())
		}
	}()
}

// What runs once before the loop ends the start, not the service.
func (s *Syncer) StartOnce(ctx context.Context) {
	go func() {
		if err := s.once(ctx); err != nil {
			return
		}
		for range time.Tick(time.Minute) {
			log.Print(clock.Seconds())
		}
	}()
}
