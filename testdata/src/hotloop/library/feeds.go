// Package library receives from channels that libraries close.
package library

import (
	"context"
	"log"

	"github.com/IBM/sarama"
	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

func handle(amqp.Delivery) {}

// The broker closes the channel of deliveries when the connection is lost.
func consume(ctx context.Context, ch *amqp.Channel) error {
	msgs, err := ch.Consume("orders", "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case msg := <-msgs: // want `once msgs is closed this receive is always ready`
			handle(msg)
		}
	}
}

func consumeWell(ctx context.Context, ch *amqp.Channel) error {
	msgs, err := ch.Consume("orders", "", false, false, false, false, nil)
	if err != nil {
		return err
	}
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case msg, ok := <-msgs:
			if !ok {
				return amqp.ErrClosed
			}
			handle(msg)
		}
	}
}

type client struct {
	conn   *amqp.Connection
	closed chan *amqp.Error
}

// A channel that was handed to NotifyClose is closed with the connection.
func (c *client) watch(ctx context.Context) {
	c.closed = make(chan *amqp.Error, 1)
	c.conn.NotifyClose(c.closed)
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-c.closed: // want `once c.closed is closed`
			log.Print(err)
		}
	}
}

func (c *client) reconnect() { c.closed = c.conn.NotifyClose(make(chan *amqp.Error, 1)) }

// The next turn waits for the new connection.
func (c *client) watchAgain(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-c.closed:
			log.Print(err)
			c.reconnect()
		}
	}
}

func (c *client) leaves() error {
	closed := c.conn.NotifyClose(make(chan *amqp.Error, 1))
	for {
		select {
		case err := <-closed:
			return err
		}
	}
}

// A rebalance ends the claim.
func claim(session sarama.ConsumerGroupSession, c sarama.ConsumerGroupClaim) error {
	for {
		select {
		case msg := <-c.Messages(): // want `once c.Messages\(\) is closed`
			session.MarkMessage(msg, "")
		case <-session.Context().Done():
			return nil
		}
	}
}

// Channels of subscriptions stay open.
func subscribe(nc *nats.Conn, msgs chan *nats.Msg) error {
	if _, err := nc.ChanSubscribe("orders", msgs); err != nil {
		return err
	}
	for {
		select {
		case m := <-msgs:
			log.Print(m.Subject)
		}
	}
}
