// Package left leaves work to goroutines, and is reviewed.
package left

import (
	"context"
	"database/sql"
	"log/slog"
)

type Hub struct {
	db *sql.DB
	in chan string
}

func (h *Hub) Leave(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-h.in:
			go func() {
				_, err := h.db.ExecContext(context.Background(), "insert into reports values ($1)", m) // want `h\.db\.ExecContext runs under context\.Background\(\), so it goes on after the stop, and nobody waits for it; pass ctx`
				slog.InfoContext(ctx, "reported", "error", err)
			}()
		}
	}
}
