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
	// The row must be written even if the client has gone.
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

// One that nobody here is seen to run in a service.
func (s *Store) Report(ctx context.Context) error { return s.count() } // (its context is no second finding)

func (s *Store) count() error {
	return s.db.PingContext(context.Background()) // want `let \(\*Store\)\.count accept a context and pass it on \(\(\*Store\)\.Report -> \(\*Store\)\.count\)`
}

// A callee that ends by itself leaves its callers alone.
func (s *Store) Limited(ctx context.Context) error { return s.limited() }

func (s *Store) limited() error {
	own, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.db.PingContext(own)
}

// A comment that only says what the context is for is no reason.
func (s *Store) Described(ctx context.Context) error {
	// the context of the ping
	return s.db.PingContext(context.Background()) // want `pass ctx`
}

// A loop of a service calls what takes no context.
func (s *Store) Loop(ctx context.Context) {
	for ctx.Err() == nil {
		s.touch()
		time.Sleep(time.Second)
	}
}

func (s *Store) touch() error {
	_, err := s.db.Exec("update t set n = 1") // want `s\.db\.Exec waits without a context, so it goes on when ctx of \(\*Store\)\.Loop is done, and a stop waits for it; let \(\*Store\)\.touch accept a context and use ExecContext`
	return err
}
