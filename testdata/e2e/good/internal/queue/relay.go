package queue

import (
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

// republishAfter is how long a message may be under way before it counts as
// lost.
const republishAfter = 2 * time.Second

// Outbox holds the news that is still to be spread.
type Outbox interface {
	ClaimJob(ctx context.Context, kind store.Kind, lease time.Duration) (store.Job, bool, error)
}

// Relay publishes the reservations that are due, again and again until they
// have been made.
type Relay struct {
	outbox  Outbox
	brokers []*Broker
	display *Broker // nil without a terminal in the warehouse
	log     *slog.Logger
	every   time.Duration
}

// NewRelay returns a relay that looks into the outbox at the given interval.
func NewRelay(outbox Outbox, log *slog.Logger, every time.Duration, brokers ...*Broker) *Relay {
	return &Relay{outbox: outbox, brokers: brokers, log: log, every: every}
}

// Show makes the relay offer its messages to the display as well.
func (r *Relay) Show(display *Broker) { r.display = display }

// Run publishes until ctx ends.
func (r *Relay) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		sent, err := r.publishNext(ctx)
		if err != nil && ctx.Err() == nil {
			r.log.Error("publish", "err", err)
		}
		if !sent {
			supervise.Pause(ctx, r.every)
		}
	}
	return nil
}

func (r *Relay) publishNext(ctx context.Context) (sent bool, err error) {
	job, found, err := r.outbox.ClaimJob(ctx, store.Reserve, republishAfter)
	if err != nil || !found {
		return false, err
	}
	body, err := json.Marshal(Placed{JobID: job.ID, OrderID: job.OrderID})
	if err != nil {
		return false, err
	}
	for _, broker := range r.brokers {
		if err := broker.Publish(ctx, body); err != nil {
			return false, err
		}
	}
	if r.display != nil {
		r.display.Offer(body)
	}
	return true, nil
}
