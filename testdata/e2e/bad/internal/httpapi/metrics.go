package httpapi

import (
	"context"
	"expvar"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Metrics serves the counters of the process on an address of its own.
type Metrics struct {
	addr   string
	server *http.Server
}

// NewMetrics returns a server of counters for the given address.
func NewMetrics(addr string) *Metrics {
	server := &http.Server{Handler: expvar.Handler(), ReadHeaderTimeout: 5 * time.Second}
	return &Metrics{addr: addr, server: server}
}

// Start begins to serve.
func (m *Metrics) Start(ctx context.Context) error {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", m.addr)
	if err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	return m.server.Serve(ln) // want trap:blockingstart
}

// Stop ends the serving.
func (m *Metrics) Stop(ctx context.Context) error { return m.server.Shutdown(ctx) }
