package queue

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// Placed is the news that an order has been placed.
type Placed struct {
	JobID   int64  `json:"job_id"`
	OrderID string `json:"order_id"`
}

// Stockroom sets articles aside for orders.
type Stockroom interface {
	FinishReserve(ctx context.Context, jobID int64, orderID string) error
}

// Reserver sets aside the articles of placed orders.
type Reserver struct {
	stock Stockroom
}

// NewReserver returns a reserver of articles in the stockroom.
func NewReserver(stock Stockroom) *Reserver { return &Reserver{stock: stock} }

// Handle reserves the articles of one order.
func (r *Reserver) Handle(ctx context.Context, d Delivery) error {
	var placed Placed
	if err := json.Unmarshal(d.Body, &placed); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	if placed.OrderID == "" {
		return errors.New("message without an order")
	}
	return r.stock.FinishReserve(ctx, placed.JobID, placed.OrderID)
}
