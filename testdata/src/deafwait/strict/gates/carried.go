package gates

import (
	"context"
	"time"
)

type message struct{ ctx context.Context }

func (m *message) Context() context.Context { return m.ctx }

type handler func(*message) error

// retry sleeps between two tries, whatever becomes of the message.
func retry(h handler, wait time.Duration) handler {
	return func(m *message) error {
		for {
			err := h(m)
			if err == nil {
				return nil
			}
			time.Sleep(wait) // want `cannot be stopped while time\.Sleep lasts: it does not hear m\.Context\(\)\.Done\(\); wait in a select on that and a timer`
		}
	}
}

func retryHearing(h handler, wait time.Duration) handler {
	return func(m *message) error {
		for {
			err := h(m)
			if err == nil {
				return nil
			}
			select {
			case <-time.After(wait):
			case <-m.Context().Done():
				return m.Context().Err()
			}
		}
	}
}
