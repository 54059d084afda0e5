package hosttest_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

func ExampleLifetime() {
	lifetime := &hosttest.Lifetime{}
	h, err := host.New(host.WithLifetime(lifetime), host.WithLogger(slog.New(slog.DiscardHandler)))
	if err != nil {
		panic(err)
	}
	var calls hosttest.Recorder
	service := &hosttest.Service{Name: "s", Record: &calls, OnStop: hosttest.Failing(errors.New("broken"))}
	if err := h.Add("s", service.Basic()); err != nil {
		panic(err)
	}
	if err := h.Start(context.Background()); err != nil {
		panic(err)
	}
	_ = lifetime.Signal(&host.SignalError{})
	fmt.Println(h.WaitForShutdown(context.Background()))
	fmt.Println(calls.Events())
	fmt.Println(lifetime.States())
	// Output:
	// service "s": stop: broken
	// [s start s stop]
	// [running draining stopping stopped]
}

func ExampleConformance() {
	// In a test function with its t:
	_ = func(t *testing.T) {
		hosttest.Conformance(t, func(opts ...host.Option) (hosttest.Host, error) {
			return host.New(append(opts, host.DrainDelay(0))...)
		})
	}
}
