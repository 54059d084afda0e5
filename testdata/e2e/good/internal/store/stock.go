package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Level is the supplier's word on one article.
type Level struct {
	SKU    string
	OnHand int
	Price  int64
}

// SetLevels records what the supplier says.
func (s *Store) SetLevels(ctx context.Context, levels []Level) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		for _, l := range levels {
			_, err := tx.ExecContext(ctx,
				`INSERT INTO stock (sku, on_hand, price) VALUES (?, ?, ?)
				ON CONFLICT (sku) DO UPDATE SET on_hand = excluded.on_hand, price = excluded.price`,
				l.SKU, l.OnHand, l.Price)
			if err != nil {
				return fmt.Errorf("level of %s: %w", l.SKU, err)
			}
		}
		return nil
	})
}

// Free returns how many pieces of an article are neither sold nor reserved.
func (s *Store) Free(ctx context.Context, sku string) (int, error) {
	var free int
	row := s.db.QueryRowContext(ctx, `SELECT on_hand - reserved FROM stock WHERE sku = ?`, sku)
	err := row.Scan(&free)
	return free, orNotFound(err)
}

// Price returns what an article costs now.
func (s *Store) Price(ctx context.Context, sku string) (int64, error) {
	var price int64
	row := s.db.QueryRowContext(ctx, `SELECT price FROM stock WHERE sku = ?`, sku)
	err := row.Scan(&price)
	return price, orNotFound(err)
}

// Cheapest returns the lowest price on the list.
func (s *Store) Cheapest(ctx context.Context) (int64, error) {
	var price int64
	row := s.db.QueryRowContext(ctx, `SELECT MIN(price) FROM stock`)
	err := row.Scan(&price)
	return price, err
}

// Scarce lists the articles of which fewer than least pieces are free.
func (s *Store) Scarce(ctx context.Context, least int) (skus []string, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT sku FROM stock WHERE on_hand - reserved < ?`, least)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var sku string
		if err := rows.Scan(&sku); err != nil {
			return nil, err
		}
		skus = append(skus, sku)
	}
	return skus, rows.Err()
}
