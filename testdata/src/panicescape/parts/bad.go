// Package parts brings the parts of a program together, turn by turn.
package parts

import (
	"context"
	"log"
	"time"

	"github.com/bgvet/bgvet/testdata/src/panicescape/parts/clock"
	"github.com/bgvet/bgvet/testdata/src/panicescape/parts/fetch"
	"github.com/bgvet/bgvet/testdata/src/panicescape/parts/notify"
	"github.com/bgvet/bgvet/testdata/src/panicescape/parts/store"
)

type Syncer struct {
	source fetch.Source
	sender notify.Sender
	in     chan string
}

func (s *Syncer) once(ctx context.Context) error {
	raw, err := s.source.Fetch(ctx)
	if err != nil {
		return err
	}
	id, err := fetch.Decode(raw)
	if err != nil {
		return err
	}
	row := &store.Row{ID: id}
	if err := row.Save(); err != nil {
		return err
	}
	return s.sender.Send(id)
}

func (s *Syncer) Start(ctx context.Context) {
	go s.run(ctx) // want `\(\*Syncer\)\.run runs work of 3 other packages \(fetch, notify, store\) and nothing recovers it, so one panic anywhere in there ends the whole process; defer a recover in what runs per turn or message`
}

func (s *Syncer) StartConsumer(ctx context.Context) { go s.Consume(ctx) }

func (s *Syncer) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			if err := s.once(ctx); err != nil {
				log.Print(err)
			}
		}
	}
}

// One goroutine for each message.
func (s *Syncer) Consume(ctx context.Context) {
	for id := range s.in {
		go func() { // want `this goroutine runs work of 3 other packages`
			if err := s.once(ctx); err != nil {
				log.Print(id, err, clock.Seconds())
			}
		}()
	}
}
