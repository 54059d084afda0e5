package store

import (
	"context"
	"fmt"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/orders"
)

// PlaceOrder records an order and the event of its placing.
func (s *Store) PlaceOrder(ctx context.Context, o orders.Order) error {
	tx, err := s.db.BeginTx(ctx, nil) // want trap:scopeleak
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx,
		`INSERT INTO orders (id, customer, sku, quantity, total, placed_at) VALUES (?, ?, ?, ?, ?, ?)`,
		o.ID, o.Customer, o.SKU, o.Quantity, o.Total, o.PlacedAt.UnixMilli())
	if err != nil {
		return fmt.Errorf("insert order: %w", err)
	}
	_, err = tx.ExecContext(ctx,
		`INSERT INTO events (at, text) VALUES (?, ?)`, o.PlacedAt.UnixMilli(), "placed "+o.ID)
	if err != nil {
		_ = tx.Rollback()
		return fmt.Errorf("insert event: %w", err)
	}
	return tx.Commit()
}

// Order returns the order with the given id.
func (s *Store) Order(ctx context.Context, id string) (orders.Order, error) {
	row := s.db.QueryRow( // want trap:ctxsibling
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

// MarkMailed notes that the customer has been told.
func (s *Store) MarkMailed(ctx context.Context, id string) error {
	_, err := s.db.ExecContext(ctx, `UPDATE orders SET mailed_at = ? WHERE id = ?`, time.Now().UnixMilli(), id)
	return err
}

// KeepReceipt keeps the PDF receipt of an order.
func (s *Store) KeepReceipt(ctx context.Context, id string, pdf []byte) error {
	_, err := s.db.ExecContext(ctx, `UPDATE orders SET receipt = ? WHERE id = ?`, pdf, id)
	return err
}

// ReceiptOf returns the PDF receipt of an order.
func (s *Store) ReceiptOf(ctx context.Context, id string) ([]byte, error) {
	var pdf []byte
	row := s.db.QueryRowContext(ctx, `SELECT receipt FROM orders WHERE id = ? AND receipt IS NOT NULL`, id)
	err := row.Scan(&pdf)
	return pdf, orNotFound(err)
}

// Takings returns the sum of all orders since the given time.
func (s *Store) Takings(ctx context.Context, since time.Time) (int64, error) {
	var sum int64
	row := s.db.QueryRowContext(ctx,
		`SELECT COALESCE(SUM(total), 0) FROM orders WHERE placed_at >= ?`, since.UnixMilli())
	err := row.Scan(&sum)
	return sum, err
}
