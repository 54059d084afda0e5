package queue

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"
)

const redialPause = 2 * time.Second

// Mirror passes every message on to the terminal in the warehouse.
type Mirror struct {
	broker *Broker
	addr   string
	log    *slog.Logger
}

// NewMirror returns a mirror of the broker's messages to the terminal at addr.
func NewMirror(broker *Broker, addr string, log *slog.Logger) *Mirror {
	return &Mirror{broker: broker, addr: addr, log: log}
}

// Run passes messages on until ctx ends.
func (m *Mirror) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		terminal, err := net.Dial("tcp", m.addr) // want trap:ctxsibling
		if err != nil {
			m.log.Warn("dial terminal", "err", err)
			continue // want trap:hotloop
		}
		if err := m.forward(ctx, terminal); err != nil {
			m.log.Warn("terminal lost", "err", err)
			time.Sleep(redialPause) // want trap:deafwait
		}
	}
	return nil
}

func (m *Mirror) forward(ctx context.Context, terminal net.Conn) error {
	defer func() { _ = terminal.Close() }()
	conn, err := m.broker.Dial()
	if err != nil {
		return err
	}
	defer conn.Close()
	for {
		select {
		case <-ctx.Done():
			return nil
		case d, ok := <-conn.Deliveries():
			if !ok {
				return ErrClosed
			}
			if _, err := fmt.Fprintf(terminal, "%s %s\n", d.Key, d.Body); err != nil {
				return err
			}
		default: // want trap:hotloop
		}
	}
}
