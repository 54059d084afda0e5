package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/orders"
)

// ErrNotFound says that there is no such row.
var ErrNotFound = errors.New("not found")

// PlaceOrder records an order and the jobs it calls for in one transaction.
func (s *Store) PlaceOrder(ctx context.Context, o orders.Order) error {
	return s.transact(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx,
			`INSERT INTO orders (id, customer, sku, quantity, total, placed_at) VALUES (?, ?, ?, ?, ?, ?)`,
			o.ID, o.Customer, o.SKU, o.Quantity, o.Total, o.PlacedAt.UnixMilli())
		if err != nil {
			return err
		}
		for _, kind := range [...]Kind{Mail, Receipt, Reserve} {
			_, err := tx.ExecContext(ctx,
				`INSERT INTO jobs (kind, order_id, due_at) VALUES (?, ?, ?)`,
				kind, o.ID, o.PlacedAt.UnixMilli())
			if err != nil {
				return fmt.Errorf("add %s job: %w", kind, err)
			}
		}
		return nil
	})
}

// Order returns the order with the given id.
func (s *Store) Order(ctx context.Context, id string) (orders.Order, error) {
	row := s.db.QueryRowContext(ctx,
		`SELECT id, customer, sku, quantity, total, placed_at FROM orders WHERE id = ?`, id)
	var o orders.Order
	var placed int64
	err := row.Scan(&o.ID, &o.Customer, &o.SKU, &o.Quantity, &o.Total, &placed)
	if err != nil {
		return orders.Order{}, orNotFound(err)
	}
	o.PlacedAt = time.UnixMilli(placed)
	return o, nil
}

// OrderStatus tells how far the order with the given id has come.
func (s *Store) OrderStatus(ctx context.Context, id string) (orders.Status, error) {
	row := s.db.QueryRowContext(ctx,
		`SELECT id, mailed_at IS NOT NULL, reserved_at IS NOT NULL, receipt IS NOT NULL FROM orders WHERE id = ?`, id)
	var status orders.Status
	err := row.Scan(&status.ID, &status.Mailed, &status.Reserved, &status.Receipt)
	return status, orNotFound(err)
}

// ReceiptOf returns the PDF receipt of an order.
func (s *Store) ReceiptOf(ctx context.Context, id string) ([]byte, error) {
	var pdf []byte
	row := s.db.QueryRowContext(ctx, `SELECT receipt FROM orders WHERE id = ? AND receipt IS NOT NULL`, id)
	err := row.Scan(&pdf)
	return pdf, orNotFound(err)
}

func orNotFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
