package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Session is one unit of work on a connection of its own.
type Session struct {
	conn *sql.Conn
}

// Session begins a unit of work; the caller closes it.
func (s *Store) Session(ctx context.Context) (*Session, error) {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("begin session: %w", err)
	}
	return &Session{conn: conn}, nil
}

// Close ends the unit of work.
func (s *Session) Close() error { return s.conn.Close() }

// SetLevel records what the supplier says about an article.
func (s *Session) SetLevel(ctx context.Context, l Level) error {
	_, err := s.conn.ExecContext(ctx,
		`INSERT INTO stock (sku, on_hand, price) VALUES (?, ?, ?)
		ON CONFLICT (sku) DO UPDATE SET on_hand = excluded.on_hand, price = excluded.price`,
		l.SKU, l.OnHand, l.Price)
	return err
}
