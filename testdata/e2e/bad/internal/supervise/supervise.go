// Package supervise keeps the shop's services running.
package supervise

import (
	"context"
	"log/slog"
	"sync"
)

// Keep runs a service and starts it again after a panic.
func Keep(ctx context.Context, log *slog.Logger, name string, run func(context.Context) error) {
	for { // want trap:hotloop?
		if !panicked(ctx, log, name, run) {
			return
		}
		log.Warn("starting service again", "service", name)
	}
}

func panicked(ctx context.Context, log *slog.Logger, name string, run func(context.Context) error) (caught bool) {
	defer func() {
		if r := recover(); r != nil {
			log.Error("service panicked", "service", name, "panic", r)
			caught = true
		}
	}()
	if err := run(ctx); err != nil {
		log.Error("service ended", "service", name, "err", err)
	}
	return false
}

// Go runs fn in the background.
func Go(log *slog.Logger, name string, fn func()) {
	go func() {
		defer func() { logPanic(log, name) }() // want trap:recoverscope
		fn()
	}()
}

func logPanic(log *slog.Logger, name string) {
	if r := recover(); r != nil {
		log.Error("panic in the background", "task", name, "panic", r)
	}
}

// Hooks collects what is to be done at the end.
type Hooks struct {
	mu    sync.Mutex
	hooks []func()
}

// Add registers a hook.
func (h *Hooks) Add(hook func()) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.hooks = append(h.hooks, hook)
}

// Run calls all hooks side by side and waits for them.
func (h *Hooks) Run() {
	defer recover() // want trap:recoverscope
	var wg sync.WaitGroup
	for _, hook := range h.hooks {
		wg.Go(hook) // want trap:panicescape
	}
	wg.Wait()
}
