package health

import (
	"log/slog"
	"strings"
	"testing"

	"github.com/bgvet/bgvet/runtime/host"
)

// A server whose socket is closed under it stops the host, with the reason.
func TestClosedSocketStopsHost(t *testing.T) {
	h, err := host.New(host.WithLifetime(host.NullLifetime{}), host.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		t.Fatal(err)
	}
	srv, err := NewServer(h, "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Add("health", srv, host.Outermost()); err != nil {
		t.Fatal(err)
	}
	if err := h.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	srv.listener.Close()
	if err := h.WaitForShutdown(t.Context()); err == nil || !strings.Contains(err.Error(), "server failed") {
		t.Errorf("got %v", err)
	}
}
