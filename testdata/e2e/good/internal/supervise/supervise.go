// Package supervise keeps the shop's services running.
package supervise

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

const (
	firstPause = 100 * time.Millisecond
	lastPause  = 10 * time.Second
	healthyRun = time.Minute
)

// Keep runs a service until ctx ends. A service that fails, panics or returns
// early is started again after a pause that grows with each failure in a row.
func Keep(ctx context.Context, log *slog.Logger, name string, run func(context.Context) error) error {
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		err := Call(func() error { return run(ctx) })
		if ctx.Err() != nil {
			return stopped(ctx, log, name, err)
		}
		if time.Since(began) > healthyRun {
			pause = firstPause
		}
		log.Error("service ended, starting it again", "service", name, "pause", pause, "err", err)
		Pause(ctx, pause)
		pause = min(2*pause, lastPause)
	}
	return stopped(ctx, log, name, nil)
}

// stopped notes the end of a service that was asked to stop. That its context
// has ended is then no failure.
func stopped(ctx context.Context, log *slog.Logger, name string, err error) error {
	log.Info("service stopped", "service", name)
	if err == nil || errors.Is(err, ctx.Err()) {
		return nil
	}
	return fmt.Errorf("stop %s: %w", name, err)
}

// Call runs fn and turns a panic in it into an error.
func Call(fn func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	return fn()
}

// Pause waits for d or for the end of ctx, whichever comes first, and reports
// whether the whole pause has passed.
func Pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
