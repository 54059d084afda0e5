package store

import (
	"context"
	"database/sql"
	"time"
)

// Level is the supplier's word on one article.
type Level struct {
	SKU    string
	OnHand int
	Price  int64
}

// Reserve takes the articles of an order out of the stock.
func Reserve(ctx context.Context, conn *sql.Conn, orderID string) error {
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	_, err = tx.ExecContext(ctx,
		`UPDATE stock SET reserved = reserved + o.quantity FROM orders o WHERE o.id = ? AND stock.sku = o.sku`, orderID)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `UPDATE orders SET reserved_at = ? WHERE id = ?`, time.Now().UnixMilli(), orderID)
	if err != nil {
		return err
	}
	return tx.Commit()
}

// Scarce lists the articles of which fewer than least pieces are free.
func (s *Store) Scarce(ctx context.Context, least int) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT sku FROM stock WHERE on_hand - reserved < ?`, least) // want trap:scopeleak
	if err != nil {
		return nil, err
	}
	var skus []string
	for rows.Next() {
		var sku string
		if err := rows.Scan(&sku); err != nil {
			return nil, err
		}
		skus = append(skus, sku)
	}
	if err := rows.Close(); err != nil {
		return nil, err
	}
	return skus, rows.Err()
}

// Note adds an event to the shop's diary.
func (s *Store) Note(ctx context.Context, text string) error {
	_, err := s.db.ExecContext(ctx, `INSERT INTO events (at, text) VALUES (?, ?)`, time.Now().UnixMilli(), text)
	return err
}

// PurgeEvents deletes the events before the given time.
func (s *Store) PurgeEvents(ctx context.Context, before time.Time) (int64, error) {
	res, err := s.db.ExecContext(ctx, `DELETE FROM events WHERE at < ?`, before.UnixMilli())
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// Beat notes that a worker is alive.
func (s *Store) Beat(worker string) error {
	_, err := s.db.ExecContext(context.Background(),
		`INSERT INTO beats (worker, at) VALUES (?, ?) ON CONFLICT (worker) DO UPDATE SET at = excluded.at`,
		worker, time.Now().UnixMilli())
	return err
}
