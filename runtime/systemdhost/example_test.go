package systemdhost_test

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/systemdhost"
)

func ExampleNew() {
	h, err := host.New(
		host.WithLifetime(systemdhost.New(host.NewConsole())),
		host.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		panic(err)
	}
	// Under systemd, with Type=notify, Start sends READY=1 and Stop STOPPING=1.
	fmt.Println(h.Start(context.Background()), h.Stop(context.Background()))
	// Output:
	// <nil> <nil>
}
