// Package groups uses contexts of groups.
package groups

import (
	"context"
	"database/sql"

	"golang.org/x/sync/errgroup"
)

type Store struct{ db *sql.DB }

func (s *Store) All(ctx context.Context) error {
	g, group := errgroup.WithContext(ctx)
	g.Go(func() error { return s.db.PingContext(group) })
	g.Go(func() error {
		return s.db.PingContext(context.Background()) // want `pass group`
	})
	if err := g.Wait(); err != nil {
		return err
	}
	return s.db.PingContext(context.Background()) // want `pass ctx`
}
