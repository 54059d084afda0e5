// Package drops goes outside under contexts of its own.
package drops

import (
	"context"
	"database/sql"
	"time"
)

type Store struct{ db *sql.DB }

func (s *Store) Direct() error { // want Direct:`; drops via \(\*sql\.DB\)\.PingContext;`
	return s.db.PingContext(context.Background())
}

func (s *Store) Variable() error { // want Variable:`; drops via \(\*sql\.DB\)\.PingContext;`
	ctx := context.TODO()
	return s.db.PingContext(ctx)
}

// Through reaches callers without a context.
func (s *Store) Through() error { return s.Direct() } // want Through:`; drops via \(\*drops\.Store\)\.Direct -> \(\*sql\.DB\)\.PingContext;`

// With has a context: it is at fault, and not its callers.
func (s *Store) With(ctx context.Context) error { return s.Direct() } // want With:`^asks via [^;]*; detaches via [^;]*; always asks; arg 0: detached$`

// Limited waits for a second at most.
func (s *Store) Limited() error { // want Limited:`^asks via [^;]*; detaches via [^;]*; always asks$`
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.db.PingContext(ctx)
}

// Deferred cleans up.
func (s *Store) Deferred() { // want Deferred:`^asks via [^;]*; detaches via [^;]*$`
	defer s.Direct()
}

// Close may have a context of its own.
func (s *Store) Close() error { return s.Direct() } // want Close:`^asks via [^;]*; detaches via [^;]*; always asks$`

// Load has a form with a context, which callers can use.
func (s *Store) Load() error { return s.LoadContext(context.Background()) } // want Load:`^asks via [^;]*; detaches via [^;]*; always asks$`

func (s *Store) LoadContext(ctx context.Context) error { return s.db.PingContext(ctx) } // want LoadContext:`asks`

// OldContext is no better than Old.
//
// Deprecated: use Load.
func (s *Store) OldContext(ctx context.Context) error { return nil } // want OldContext:`^deprecated; arg 0: detached$`
