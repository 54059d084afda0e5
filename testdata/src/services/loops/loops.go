// Package loops: kinds of loops, and what ends them.
package loops

import (
	"context"
	"os"
	"os/signal"
	"sync/atomic"
	"time"
)

var stopped atomic.Bool

func step() error          { return nil }
func ready() (bool, error) { return true, nil }

// RunFlag reads a flag.
func RunFlag() {
	for !stopped.Load() { // want "^loop service, stop flag:stopped.Load"
		step()
	}
}

// RunErr asks the context.
func RunErr(ctx context.Context) {
	for ctx.Err() == nil { // want "^loop service, stop ctx"
		step()
	}
}

// RunLocal stops on a local flag that a case sets.
func RunLocal(quit chan struct{}, in chan int) {
	exit := false
	for { // want "^loop service, stop channel:quit"
		select {
		case <-quit:
			exit = true
		case <-in:
			step()
		}
		if exit {
			break
		}
	}
}

// RunReady looks for something, until it is told to stop.
func RunReady(ctx context.Context) {
	for { // want "^loop service, stop ctx"
		if ok, err := ready(); ok && err == nil {
			break
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Second):
		}
	}
}

// RunTries looks for something a few times.
func RunTries() {
	for i := 0; i < 3; i++ { // want "^loop call, stop none"
		time.Sleep(time.Second)
	}
}

// RunPush waits for room.
func RunPush(slots chan struct{}) {
	for i := 0; i < cap(slots); i++ { // want "^loop call, stop none"
		slots <- struct{}{}
	}
}

// RunSignals is told by the system.
func RunSignals() {
	sigs := make(chan os.Signal, 1)
	signal.Notify(sigs)
	for { // want "^loop service, stop source closed:sigs"
		sig := <-sigs
		if sig == os.Interrupt {
			continue
		}
		break
	}
}

// Fetch goes back once.
func Fetch() error {
retry: // want "^loop call, stop ends by itself"
	if err := step(); err != nil {
		goto retry
	}
	return nil
}

// RunScan goes back within a turn.
func RunScan(in chan int, exit chan int) {
	for { // want "^loop service, stop channel:exit"
		select {
		case <-exit:
			goto end
		case <-in:
		}
	again: // want "^loop iteration, stop ends by itself"
		if ok, _ := ready(); !ok {
			goto again
		}
	}
end:
}
