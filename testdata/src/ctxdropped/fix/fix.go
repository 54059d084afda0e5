// Package fix passes the context in reach.
package fix

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type Store struct{ db *sql.DB }

func (s *Store) Param(ctx context.Context) error {
	return s.db.PingContext(context.Background()) // want `pass ctx`
}

func (s *Store) Serve(w http.ResponseWriter, r *http.Request) {
	s.db.PingContext(context.TODO()) // want `pass r\.Context\(\)`
}

func (s *Store) Variable(ctx context.Context) error {
	own := context.WithValue(context.Background(), key{}, 1) // want `pass ctx`
	return s.db.PingContext(own)
}

type key struct{}

// No fix: the variable would be assigned to itself.
func (s *Store) Itself(ctx context.Context) error {
	ctx = context.Background() // want `pass ctx`
	return s.db.PingContext(ctx)
}

func (s *Store) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			s.db.PingContext(context.Background()) // want `pass ctx`
		}
	}
}
