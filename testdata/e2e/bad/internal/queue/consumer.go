package queue

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const handleBudget = 5 * time.Second

// Consumer reserves the articles of placed orders.
type Consumer struct {
	broker *Broker
	store  *store.Store
	log    *slog.Logger
	cancel context.CancelFunc
}

// NewConsumer returns a consumer of the broker's messages.
func NewConsumer(broker *Broker, db *store.Store, log *slog.Logger) *Consumer {
	return &Consumer{broker: broker, store: db, log: log}
}

// Start begins to consume.
func (c *Consumer) Start(ctx context.Context) error {
	conn, err := c.broker.Dial()
	if err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	ctx, c.cancel = context.WithCancel(context.WithoutCancel(ctx))
	go c.run(ctx, conn) // want trap:panicescape
	return nil
}

// Stop ends the consuming.
func (c *Consumer) Stop(context.Context) error { // want trap:stopwait
	c.cancel()
	return nil
}

func (c *Consumer) run(ctx context.Context, conn *Conn) {
	defer conn.Close()
	db, err := c.store.Conn(ctx) // want trap:captiveloop
	if err != nil {
		c.log.Error("take connection", "err", err)
		return
	}
	defer func() { _ = db.Close() }()
	for {
		select {
		case <-ctx.Done():
			return
		case d := <-conn.Deliveries(): // want trap:hotloop
			err := c.handle(ctx, db, d)
			if errors.Is(err, context.Canceled) {
				return // want trap:stoperror?
			}
			if err != nil {
				c.log.Error("handle delivery", "key", d.Key, "err", err)
			}
		}
	}
}

func (c *Consumer) handle(ctx context.Context, db *sql.Conn, d Delivery) error {
	var fields map[string]any
	if err := json.Unmarshal(d.Body, &fields); err != nil {
		return fmt.Errorf("decode: %w", err)
	}
	orderID := fields["order_id"].(string)
	ctx, cancel := context.WithTimeout(ctx, handleBudget)
	defer cancel()
	return store.Reserve(ctx, db, orderID)
}
