package notice

import (
	"context"
	"log"
	"time"
)

type lost struct{ svc }

// Logged and forgotten; a ticker that is stopped tells nobody.
func (s *lost) Start(ctx context.Context) {
	go func() {
		if err := s.poll(ctx); err != nil {
			log.Print(err)
		}
	}()
}

func (s *lost) poll(ctx context.Context) error {
	t := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			if err := s.fetch(); err != nil {
				t.Stop()
				return err // want `a failed s\.fetch ends \(\*lost\)\.poll for good`
			}
		}
	}
}
