// Package messages works on messages of a broker.
package messages

import (
	"context"

	"github.com/ThreeDotsLabs/watermill/message"
)

type bus struct {
	stored []*message.Message
	out    chan *message.Message
}

func save(ctx context.Context, id string) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-pending[id]:
		return nil
	}
}

var pending map[string]chan struct{}

// A message is not pooled: what it holds stays as it is, until it is acked and after.
func (b *bus) replay() {
	for _, msg := range b.stored {
		go b.send(msg)
	}
}

func (b *bus) send(msg *message.Message) {
	b.out <- msg
	<-msg.Acked()
}

func (b *bus) forward(msg *message.Message) error {
	go func() {
		b.out <- msg
		_ = msg.Payload
	}()
	return nil
}

// The context of a stored message is whatever it was stored with.
func (b *bus) resume() {
	for _, msg := range b.stored {
		go save(msg.Context(), msg.UUID)
	}
}

// Near miss: the context of the message that is handled ends with its ack.
func handle(msg *message.Message) error {
	go save(msg.Context(), msg.UUID) // want `save goes on with msg.Context\(\), which is cancelled as soon as handle returns`
	return nil
}
