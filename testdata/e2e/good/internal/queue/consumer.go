package queue

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const (
	workers      = 4
	redialPause  = 50 * time.Millisecond
	handleBudget = 5 * time.Second
)

// Handler takes one message.
type Handler interface {
	Handle(ctx context.Context, d Delivery) error
}

// Consumer hands the broker's messages to a handler.
type Consumer struct {
	broker  *Broker
	handler Handler
	log     *slog.Logger
}

// NewConsumer returns a consumer of the broker's messages.
func NewConsumer(broker *Broker, handler Handler, log *slog.Logger) *Consumer {
	return &Consumer{broker: broker, handler: handler, log: log}
}

// Run consumes until ctx ends, and dials again when the connection is lost.
func (c *Consumer) Run(ctx context.Context) error {
	for {
		err := c.session(ctx)
		if ctx.Err() != nil {
			return nil
		}
		c.log.Warn("dialling again", "err", err)
		supervise.Pause(ctx, redialPause)
	}
}

// session consumes over one connection until it is lost or ctx ends.
func (c *Consumer) session(ctx context.Context) error {
	conn, err := c.broker.Dial(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			if err := supervise.Call(func() error { return c.drain(ctx, conn.Deliveries()) }); err != nil {
				c.log.Error("consumer worker", "err", err)
			}
		})
	}
	wg.Wait()
	return ErrConnectionLost
}

func (c *Consumer) drain(ctx context.Context, deliveries <-chan Delivery) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case d, ok := <-deliveries:
			if !ok {
				return nil
			}
			if err := supervise.Call(func() error { return c.handle(ctx, d) }); err != nil {
				c.log.Error("delivery left for the next round", "err", err)
			}
		}
	}
}

func (c *Consumer) handle(ctx context.Context, d Delivery) error {
	ctx, cancel := context.WithTimeout(ctx, handleBudget)
	defer cancel()
	return c.handler.Handle(ctx, d)
}
