package ctxdropped

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type Shop struct{ db *sql.DB }

// docs:bad
func (s *Shop) Serve(w http.ResponseWriter, r *http.Request) {
	rows, err := s.db.QueryContext(context.Background(), "select name from goods") // want `s\.db\.QueryContext runs under context\.Background\(\), so it goes on for a client that is gone; pass r\.Context\(\)`
	if err != nil {
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	s.write(w, rows)
}

func (s *Shop) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			s.restock()
		}
	}
}

func (s *Shop) restock() error {
	_, err := s.db.ExecContext(context.Background(), "update goods set ordered = true where low") // want `s\.db\.ExecContext runs under context\.Background\(\), so it goes on when ctx of \(\*Shop\)\.Run is done, and a stop waits for it; let \(\*Shop\)\.restock accept a context and pass it on \(\(\*Shop\)\.Run -> \(\*Shop\)\.restock\)`
	return err
}

// docs:end

func (s *Shop) write(w http.ResponseWriter, rows *sql.Rows) { rows.Close() }
