// Package queue carries the news of placed orders to the stock.
package queue

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const depth = 64

// ErrConnectionLost says that the broker has ended the connection.
var ErrConnectionLost = errors.New("connection to the broker lost")

// Delivery is one message in the hands of a consumer.
type Delivery struct {
	Body []byte
}

// Broker is an in-process stand-in for a message broker. It may lose messages:
// what must arrive is published again until it is done.
type Broker struct {
	messages chan []byte
	age      time.Duration
	log      *slog.Logger
}

// NewBroker returns a broker that ends each connection at the given age.
func NewBroker(age time.Duration, log *slog.Logger) *Broker {
	return &Broker{messages: make(chan []byte, depth), age: age, log: log}
}

// Offer publishes a message that may be lost: a full broker drops it.
func (b *Broker) Offer(body []byte) {
	select {
	case b.messages <- body:
	default:
		b.log.Debug("message dropped")
	}
}

// Publish waits until the broker has taken the message.
func (b *Broker) Publish(ctx context.Context, body []byte) error {
	select {
	case b.messages <- body:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Conn is a consumer's connection.
type Conn struct {
	deliveries chan Delivery
	closed     chan struct{}
	closing    sync.Once
	pumped     sync.WaitGroup
}

// Dial opens a connection. It lasts until Close, the end of ctx or the broker's
// age limit.
func (b *Broker) Dial(ctx context.Context) (*Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	conn := &Conn{deliveries: make(chan Delivery), closed: make(chan struct{})}
	conn.pumped.Go(func() {
		defer close(conn.deliveries)
		if err := supervise.Call(func() error { return b.pump(ctx, conn) }); err != nil {
			b.log.Warn("broker connection ended", "err", err)
		}
	})
	return conn, nil
}

// Deliveries returns the messages. The channel is closed when the connection
// is lost.
func (c *Conn) Deliveries() <-chan Delivery { return c.deliveries }

// Close ends the connection.
func (c *Conn) Close() {
	c.closing.Do(func() { close(c.closed) })
	c.pumped.Wait()
}

func (b *Broker) pump(ctx context.Context, conn *Conn) error {
	old := time.NewTimer(b.age)
	defer old.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-conn.closed:
			return nil
		case <-old.C:
			return ErrConnectionLost
		case body := <-b.messages:
			if !conn.deliver(ctx, body) {
				return nil
			}
		}
	}
}

func (c *Conn) deliver(ctx context.Context, body []byte) bool {
	select {
	case c.deliveries <- Delivery{Body: body}:
		return true
	case <-c.closed:
		return false
	case <-ctx.Done():
		return false
	}
}
