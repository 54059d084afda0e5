package health_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"

	"github.com/bgvet/bgvet/runtime/health"
	"github.com/bgvet/bgvet/runtime/host"
)

func ExampleNewServer() {
	h, err := host.New(host.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		panic(err)
	}
	srv, err := health.NewServer(h, "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	if err := h.Add("health", srv, host.Outermost()); err != nil {
		panic(err)
	}
	fmt.Println(h.Start(context.Background()), srv.Addr() != nil)
	fmt.Println(h.Stop(context.Background()))
	// Output:
	// <nil> true
	// <nil>
}

func ExampleHandler() {
	h, err := host.New(host.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		panic(err)
	}
	w := httptest.NewRecorder()
	health.Handler(h).ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
	fmt.Print(w.Code, "\n", w.Body)
	// Output:
	// 503
	// [-]host failed: host is new
	// failed
}
