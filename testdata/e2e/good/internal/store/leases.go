package store

import (
	"context"
	"time"
)

// TakeLease makes holder the only one to do the named work until ttl has
// passed. It reports false while somebody else holds the lease.
func (s *Store) TakeLease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error) {
	now := time.Now()
	res, err := s.db.ExecContext(ctx,
		`INSERT INTO leases (name, holder, until) VALUES (?, ?, ?)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
		WHERE leases.until < ? OR leases.holder = excluded.holder`,
		name, holder, now.Add(ttl).UnixMilli(), now.UnixMilli())
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n == 1, err
}

// Beat notes that a worker is alive.
func (s *Store) Beat(ctx context.Context, worker string) error {
	_, err := s.db.ExecContext(ctx,
		`INSERT INTO beats (worker, at) VALUES (?, ?) ON CONFLICT (worker) DO UPDATE SET at = excluded.at`,
		worker, time.Now().UnixMilli())
	return err
}
