// Package queue carries the news of placed orders to those who need it.
package queue

import (
	"errors"
	"sync"
	"time"
)

const depth = 64

// ErrClosed says that the broker takes no more messages.
var ErrClosed = errors.New("broker closed")

// Delivery is one message in the hands of a consumer.
type Delivery struct {
	Key  string
	Body []byte
}

// Broker is an in-process stand-in for a message broker with one queue.
type Broker struct {
	messages chan Delivery
	age      time.Duration
	closed   chan struct{}
	closing  sync.Once
}

// NewBroker returns a broker that ends each connection at the given age.
func NewBroker(age time.Duration) *Broker {
	return &Broker{messages: make(chan Delivery, depth), age: age, closed: make(chan struct{})}
}

// Publish waits until the broker has taken the message.
func (b *Broker) Publish(key string, body []byte) error {
	select {
	case b.messages <- Delivery{Key: key, Body: body}:
		return nil
	case <-b.closed:
		return ErrClosed
	}
}

// Close ends all connections.
func (b *Broker) Close() { b.closing.Do(func() { close(b.closed) }) }

// Conn is a consumer's connection.
type Conn struct {
	deliveries chan Delivery
	closed     chan struct{}
	closing    sync.Once
}

// Dial opens a connection. It lasts until it is closed or too old.
func (b *Broker) Dial() (*Conn, error) {
	select {
	case <-b.closed:
		return nil, ErrClosed
	default:
	}
	conn := &Conn{deliveries: make(chan Delivery), closed: make(chan struct{})}
	go b.pump(conn)
	return conn, nil
}

// Deliveries returns the messages. The channel is closed when the connection
// is lost.
func (c *Conn) Deliveries() <-chan Delivery { return c.deliveries }

// Close ends the connection.
func (c *Conn) Close() { c.closing.Do(func() { close(c.closed) }) }

func (b *Broker) pump(conn *Conn) {
	defer close(conn.deliveries)
	old := time.NewTimer(b.age)
	defer old.Stop()
	for {
		select {
		case <-b.closed:
			return
		case <-conn.closed:
			return
		case <-old.C:
			return
		case d := <-b.messages:
			if !b.deliver(conn, d) {
				return
			}
		}
	}
}

func (b *Broker) deliver(conn *Conn, d Delivery) bool {
	select {
	case conn.deliveries <- d:
		return true
	case <-conn.closed:
		return false
	case <-b.closed:
		return false
	}
}
