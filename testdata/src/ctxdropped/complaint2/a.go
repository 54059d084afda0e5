package complaint2

import (
	"context"
	"database/sql"
	"time"
)

type Store struct{ db *sql.DB }

// Detached, with a limit.
func (s *Store) Record(ctx context.Context) error {
	own, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	return s.db.PingContext(own)
}

// Detached, without one.
func (s *Store) Forever(ctx context.Context) {
	for ctx.Err() == nil {
		s.db.PingContext(context.WithoutCancel(ctx)) // want `s\.db\.PingContext can neither be cancelled nor times out, so a peer that hangs keeps it, and whoever waits for it, for ever; give it a limit: context\.WithTimeout\(context\.WithoutCancel\(\.\.\.\), \.\.\.\)`
		time.Sleep(time.Second)
	}
}

func Start(ctx context.Context, s *Store) { go s.Forever(ctx) }
