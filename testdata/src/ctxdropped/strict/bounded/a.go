package bounded

import (
	"context"
	"database/sql"
	"time"
)

type Store struct{ db *sql.DB }

func (s *Store) Save(ctx context.Context) error {
	own, cancel := context.WithTimeout(context.Background(), time.Minute) // want `pass ctx`
	defer cancel()
	return s.db.PingContext(own)
}

// Meant to be so, and it says why.
func (s *Store) Explained(ctx context.Context) error {
	// The row must be written even if the client has gone: a context of its own.
	own, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return s.db.PingContext(own)
}

// So does the name.
func (s *Store) Named(ctx context.Context) error {
	detached, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	return s.db.PingContext(detached)
}

// Clean-up after an error.
func (s *Store) Undo(ctx context.Context) error {
	err := s.db.PingContext(ctx)
	if err != nil {
		own, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		s.db.ExecContext(own, "delete from t")
	}
	return err
}

// Clean-up without a limit.
func (s *Store) Close() error {
	return s.db.PingContext(context.Background()) // want `s\.db\.PingContext cleans up without a limit, so a peer that hangs keeps the process from stopping; give it a timeout: context\.WithTimeout\(context\.Background\(\), \.\.\.\)`
}

// A name that nothing uses.
func (s *Store) Sync(ctx context.Context) error { // want `nothing in \(\*Store\)\.Sync looks at ctx, so it goes on when its caller has given up; pass it on to what waits \(\(\*Store\)\.Sync -> \(\*Store\)\.load -> \(\*sql\.DB\)\.Ping\)`
	return s.load()
}

func (s *Store) load() error { return s.db.Ping() }
