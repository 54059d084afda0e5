// Package message is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package message

import (
	"context"
	"time"

	"github.com/ThreeDotsLabs/watermill"
)

type Message struct {
	UUID     string
	Metadata Metadata
	Payload  Payload
}

func (m *Message) Ack() bool { return false }

func (m *Message) Nack() bool { return false }

func (m *Message) Acked() <-chan struct{} { return nil }

func (m *Message) Nacked() <-chan struct{} { return nil }

func (m *Message) Context() context.Context { return nil }

func (m *Message) SetContext(ctx context.Context) {}

func (m *Message) Copy() *Message { return nil }

type Payload []byte

type Metadata map[string]string

func (m Metadata) Get(key string) string { return "" }

func (m Metadata) Set(key string, value string) {}

func NewMessage(uuid string, payload Payload) *Message { return nil }

type Messages []*Message

type Publisher interface {
	Close() error
	Publish(topic string, messages ...*Message) error
}

type Subscriber interface {
	Close() error
	Subscribe(ctx context.Context, topic string) (<-chan *Message, error)
}

type HandlerFunc func(msg *Message) ([]*Message, error)

type NoPublishHandlerFunc func(msg *Message) error

type HandlerMiddleware func(h HandlerFunc) HandlerFunc

type Router struct {
}

func (r *Router) AddMiddleware(m ...HandlerMiddleware) {}

func (r *Router) AddHandler(handlerName string, subscribeTopic string, subscriber Subscriber, publishTopic string, publisher Publisher, handlerFunc HandlerFunc) *Handler {
	return nil
}

func (r *Router) AddConsumerHandler(handlerName string, subscribeTopic string, subscriber Subscriber, handlerFunc NoPublishHandlerFunc) *Handler {
	return nil
}

func (r *Router) AddNoPublisherHandler(handlerName string, subscribeTopic string, subscriber Subscriber, handlerFunc NoPublishHandlerFunc) *Handler {
	return nil
}

func (r *Router) Run(ctx context.Context) (err error) { return nil }

func (r *Router) Running() chan struct{} { return nil }

func (r *Router) Close() error { return nil }

type RouterConfig struct {
	CloseTimeout time.Duration
}

func NewRouter(config RouterConfig, logger watermill.LoggerAdapter) (*Router, error) { return nil, nil }

func NewDefaultRouter(logger watermill.LoggerAdapter) *Router { return nil }

type Handler struct {
}

func (h *Handler) AddMiddleware(m ...HandlerMiddleware) {}

func (h *Handler) Started() chan struct{} { return nil }

func (h *Handler) Stop() {}

func (h *Handler) Stopped() chan struct{} { return nil }
