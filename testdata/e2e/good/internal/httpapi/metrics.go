package httpapi

import (
	"context"
	"expvar"
	"fmt"
	"net"
)

// Metrics serves the counters of the process on an address of its own.
type Metrics struct {
	addr string
}

// NewMetrics returns a server of counters for the given address.
func NewMetrics(addr string) *Metrics { return &Metrics{addr: addr} }

// Run serves until ctx ends.
func (m *Metrics) Run(ctx context.Context) error {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", m.addr)
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	return Serve(ctx, ln, expvar.Handler())
}
