// Package nats is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package nats

import (
	"context"
	"time"
)

func Connect(url string, options ...Option) (*Conn, error) { return nil, nil }

type Option func(*Options) error

type Options struct {
	Url          string
	MaxReconnect int
}

func MaxReconnects(max int) Option { return nil }

func ErrorHandler(cb ErrHandler) Option { return nil }

type ErrHandler func(*Conn, *Subscription, error)

func ClosedHandler(cb ConnHandler) Option { return nil }

type ConnHandler func(*Conn)

type Status int

type Conn struct {
}

func (nc *Conn) RequestWithContext(ctx context.Context, subj string, data []byte) (*Msg, error) {
	return nil, nil
}

func (nc *Conn) FlushWithContext(ctx context.Context) error { return nil }

func (nc *Conn) Publish(subj string, data []byte) error { return nil }

func (nc *Conn) PublishMsg(m *Msg) error { return nil }

func (nc *Conn) Request(subj string, data []byte, timeout time.Duration) (*Msg, error) {
	return nil, nil
}

func (nc *Conn) Subscribe(subj string, cb MsgHandler) (*Subscription, error) { return nil, nil }

func (nc *Conn) ChanSubscribe(subj string, ch chan *Msg) (*Subscription, error) { return nil, nil }

func (nc *Conn) SubscribeSync(subj string) (*Subscription, error) { return nil, nil }

func (nc *Conn) QueueSubscribe(subj string, queue string, cb MsgHandler) (*Subscription, error) {
	return nil, nil
}

func (nc *Conn) QueueSubscribeSync(subj string, queue string) (*Subscription, error) { return nil, nil }

func (nc *Conn) Flush() error { return nil }

func (nc *Conn) Close() {}

func (nc *Conn) IsClosed() bool { return false }

func (nc *Conn) Drain() error { return nil }

func (nc *Conn) StatusChanged(statuses ...Status) chan Status { return nil }

type Msg struct {
	Subject string
	Reply   string
	Header  Header
	Data    []byte
	Sub     *Subscription
}

func (m *Msg) Ack(opts ...AckOpt) error { return nil }

func (m *Msg) Nak(opts ...AckOpt) error { return nil }

func (m *Msg) Term(opts ...AckOpt) error { return nil }

func (m *Msg) InProgress(opts ...AckOpt) error { return nil }

func (m *Msg) Respond(data []byte) error { return nil }

type Header map[string][]string

func (h Header) Add(key string, value string) {}

func (h Header) Set(key string, value string) {}

func (h Header) Get(key string) string { return "" }

func (h Header) Values(key string) []string { return nil }

func (h Header) Del(key string) {}

type Subscription struct {
	Subject string
}

func (s *Subscription) NextMsgWithContext(ctx context.Context) (*Msg, error) { return nil, nil }

func (sub *Subscription) Fetch(batch int, opts ...PullOpt) ([]*Msg, error) { return nil, nil }

func (s *Subscription) IsValid() bool { return false }

func (s *Subscription) Drain() error { return nil }

func (s *Subscription) Unsubscribe() error { return nil }

func (s *Subscription) NextMsg(timeout time.Duration) (*Msg, error) { return nil, nil }

type MsgHandler func(msg *Msg)

type AckOpt interface {
}

type PullOpt interface {
}

const DefaultURL = "nats://127.0.0.1:4222"

var ErrTimeout error

var ErrConnectionClosed error

var ErrBadSubscription error
