// Package spins has loops that hotloop reports by default: they do not only go on,
// they spin.
package spins

import (
	"context"
	"time"
)

type worker struct {
	quit chan struct{}
	jobs chan int
}

func (w *worker) Start(ctx context.Context) {
	go w.run(ctx)
	go w.watch()
}

func (w *worker) Stop() { close(w.quit) }

func (w *worker) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			continue // want `goes on after ctx\.Done\(\), since this continue starts the next turn`
		case <-w.jobs:
			time.Sleep(time.Second)
		}
	}
}

func (w *worker) watch() {
	for {
		select {
		case <-w.quit: // want `goes on after w\.quit, since nothing in this case leaves it`
		case <-w.jobs:
			time.Sleep(time.Second)
		}
	}
}
