// Package amqp091 is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package amqp091

import (
	"context"
)

func Dial(url string) (*Connection, error) { return nil, nil }

type Connection struct {
}

func (c *Connection) NotifyClose(receiver chan *Error) chan *Error { return nil }

func (c *Connection) Close() error { return nil }

func (c *Connection) IsClosed() bool { return false }

func (c *Connection) Channel() (*Channel, error) { return nil, nil }

type Channel struct {
}

func (ch *Channel) Close() error { return nil }

func (ch *Channel) IsClosed() bool { return false }

func (ch *Channel) NotifyClose(c chan *Error) chan *Error { return nil }

func (ch *Channel) NotifyCancel(c chan string) chan string { return nil }

func (ch *Channel) NotifyPublish(confirm chan Confirmation) chan Confirmation { return nil }

func (ch *Channel) Qos(prefetchCount int, prefetchSize int, global bool) error { return nil }

func (ch *Channel) Cancel(consumer string, noWait bool) error { return nil }

func (ch *Channel) QueueDeclare(name string, durable bool, autoDelete bool, exclusive bool, noWait bool, args Table) (Queue, error) {
	return Queue{}, nil
}

func (ch *Channel) Consume(queue string, consumer string, autoAck bool, exclusive bool, noLocal bool, noWait bool, args Table) (<-chan Delivery, error) {
	return nil, nil
}

func (ch *Channel) ConsumeWithContext(ctx context.Context, queue string, consumer string, autoAck bool, exclusive bool, noLocal bool, noWait bool, args Table) (<-chan Delivery, error) {
	return nil, nil
}

func (ch *Channel) Publish(exchange string, key string, mandatory bool, immediate bool, msg Publishing) error {
	return nil
}

func (ch *Channel) PublishWithContext(ctx context.Context, exchange string, key string, mandatory bool, immediate bool, msg Publishing) error {
	return nil
}

func (ch *Channel) PublishWithDeferredConfirmWithContext(ctx context.Context, exchange string, key string, mandatory bool, immediate bool, msg Publishing) (*DeferredConfirmation, error) {
	return nil, nil
}

func (ch *Channel) Get(queue string, autoAck bool) (msg Delivery, ok bool, err error) {
	return Delivery{}, false, nil
}

func (ch *Channel) Confirm(noWait bool) error { return nil }

func (ch *Channel) Ack(tag uint64, multiple bool) error { return nil }

func (ch *Channel) Nack(tag uint64, multiple bool, requeue bool) error { return nil }

func (ch *Channel) Reject(tag uint64, requeue bool) error { return nil }

type Delivery struct {
	Headers     Table
	ContentType string
	MessageId   string
	Type        string
	DeliveryTag uint64
	Redelivered bool
	Exchange    string
	RoutingKey  string
	Body        []byte
}

func (d Delivery) Ack(multiple bool) error { return nil }

func (d Delivery) Reject(requeue bool) error { return nil }

func (d Delivery) Nack(multiple bool, requeue bool) error { return nil }

type Publishing struct {
	Headers     Table
	ContentType string
	MessageId   string
	Body        []byte
}

type Error struct {
	Code    int
	Reason  string
	Server  bool
	Recover bool
}

func (e *Error) Error() string { return "" }

type Table map[string]any

type Queue struct {
	Name      string
	Messages  int
	Consumers int
}

type Confirmation struct {
	DeliveryTag uint64
	Ack         bool
}

type DeferredConfirmation struct {
	DeliveryTag uint64
}

func (d *DeferredConfirmation) Done() <-chan struct{} { return nil }

func (d *DeferredConfirmation) Acked() bool { return false }

func (d *DeferredConfirmation) Wait() bool { return false }

func (d *DeferredConfirmation) WaitContext(ctx context.Context) (bool, error) { return false, nil }

var ErrClosed *Error
