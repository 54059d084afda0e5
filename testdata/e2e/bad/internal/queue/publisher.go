package queue

import (
	"context"
	"encoding/json"
	"log/slog"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/orders"
)

// Publisher spreads the news of placed orders.
type Publisher struct {
	brokers []*Broker
	log     *slog.Logger
}

// NewPublisher returns a publisher to the given brokers.
func NewPublisher(log *slog.Logger, brokers ...*Broker) *Publisher {
	return &Publisher{brokers: brokers, log: log}
}

// Announce tells all brokers about an order.
func (p *Publisher) Announce(ctx context.Context, order orders.Order) {
	body, err := json.Marshal(map[string]any{"order_id": order.ID, "total": order.Total})
	if err != nil {
		p.log.ErrorContext(ctx, "encode order", "order", order.ID, "err", err)
		return
	}
	for _, broker := range p.brokers {
		if err := broker.Publish("order.placed", body); err != nil {
			p.log.ErrorContext(ctx, "publish order", "order", order.ID, "err", err)
		}
	}
}
