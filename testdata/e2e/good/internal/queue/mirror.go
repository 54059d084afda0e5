package queue

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const (
	mirrorPause  = 2 * time.Second
	writeTimeout = 5 * time.Second
)

// Mirror passes every message on to the terminal in the warehouse. The terminal
// is a mere display, which may miss a message.
type Mirror struct {
	broker *Broker
	addr   string
	log    *slog.Logger
}

// NewMirror returns a mirror of the broker's messages to the terminal at addr.
func NewMirror(broker *Broker, addr string, log *slog.Logger) *Mirror {
	return &Mirror{broker: broker, addr: addr, log: log}
}

// Run passes messages on until ctx ends, and dials again when the terminal is
// lost.
func (m *Mirror) Run(ctx context.Context) error {
	for {
		err := supervise.Call(func() error { return m.session(ctx) })
		if ctx.Err() != nil {
			return nil
		}
		m.log.Warn("terminal lost", "err", err)
		supervise.Pause(ctx, mirrorPause)
	}
}

func (m *Mirror) session(ctx context.Context) error {
	terminal, err := new(net.Dialer).DialContext(ctx, "tcp", m.addr)
	if err != nil {
		return err
	}
	defer func() { _ = terminal.Close() }()
	conn, err := m.broker.Dial(ctx)
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
				return ErrConnectionLost
			}
			if err := pass(terminal, d); err != nil {
				return err
			}
		}
	}
}

func pass(terminal net.Conn, d Delivery) error {
	if err := terminal.SetWriteDeadline(time.Now().Add(writeTimeout)); err != nil {
		return err
	}
	_, err := fmt.Fprintf(terminal, "%s\n", d.Body)
	return err
}
