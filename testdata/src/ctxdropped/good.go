package ctxdropped

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

type GoodShop struct{ db *sql.DB }

// docs:good
func (s *GoodShop) Serve(w http.ResponseWriter, r *http.Request) {
	rows, err := s.db.QueryContext(r.Context(), "select name from goods")
	if err != nil {
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	s.write(w, rows)
}

func (s *GoodShop) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			s.restock(ctx)
		}
	}
}

func (s *GoodShop) restock(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "update goods set ordered = true where low")
	return err
}

// docs:end

func (s *GoodShop) write(w http.ResponseWriter, rows *sql.Rows) { rows.Close() }
