// Package ignored has context parameters that nothing uses.
package ignored

import (
	"context"
	"database/sql"
	"net/http"
)

type Store struct{ db *sql.DB }

func (s *Store) Compact(_ context.Context) error {
	_, err := s.db.Exec("VACUUM") // want `the context that \(\*Store\)\.Compact is given has no name, so it goes on in s\.db\.Exec when its caller has given up; name it and pass it on`
	return err
}

func (s *Store) Ping(context.Context) error {
	return s.db.PingContext(context.Background()) // want `the context that \(\*Store\)\.Ping is given has no name`
}

// A handler gets it from its framework.
var Fetch = func(_ context.Context, url string) (*http.Response, error) {
	return http.Get(url) // want `the context that .* is given has no name, so it goes on in http\.Get`
}

// The interface forces the parameter, and the body does not wait.
type Closer interface {
	Name(ctx context.Context) string
}

func (s *Store) Name(_ context.Context) string { return "store" }

// Stop may do as it likes.
func (s *Store) Stop(_ context.Context) error {
	_, err := s.db.Exec("VACUUM")
	return err
}

// A form with a name is another check's.
func (s *Store) Named(ctx context.Context) error {
	_, err := s.db.Exec("VACUUM")
	return err
}
