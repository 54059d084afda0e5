// Package store has functions without a context.
package store

import (
	"context"
	"database/sql"
	"time"
)

type Store struct{ DB *sql.DB }

// Beat makes a context of its own: its callers have none to give.
func (s *Store) Beat() error {
	_, err := s.DB.ExecContext(context.Background(), "update beats set at = now()")
	return err
}

// Tidy does so through a variable and another function.
func (s *Store) Tidy() error { return s.tidy() }

func (s *Store) tidy() error {
	ctx := context.Background()
	return s.DB.PingContext(ctx)
}

// Count has a limit.
func (s *Store) Count() error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return s.DB.PingContext(ctx)
}

// Load has a form for those who have a context.
func (s *Store) Load() error { return s.LoadContext(context.Background()) }

func (s *Store) LoadContext(ctx context.Context) error { return s.DB.PingContext(ctx) }

// Close is right to use one of its own.
func (s *Store) Close() error {
	_, err := s.DB.ExecContext(context.Background(), "update beats set gone = true")
	return err
}
