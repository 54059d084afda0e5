// Package left leaves work to goroutines.
package left

import (
	"context"
	"database/sql"
	"sync"
)

type Hub struct {
	db  *sql.DB
	in  chan string
	wg  sync.WaitGroup
	all sync.WaitGroup
}

func (h *Hub) report(ctx context.Context, m string) error {
	_, err := h.db.ExecContext(ctx, "insert into reports values ($1)", m)
	return err
}

// Nobody waits for what it leaves: what has begun is meant to be done.
func (h *Hub) Leave(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-h.in:
			go func() {
				if err := h.report(context.Background(), m); err != nil {
					println(err.Error())
				}
			}()
		}
	}
}

// The same, counted, and nobody waits for the count.
func (h *Hub) Count(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-h.in:
			h.all.Go(func() { _ = h.report(context.Background(), m) })
		}
	}
}

// The stop waits for this one.
func (h *Hub) Join(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			h.wg.Wait()
			return
		case m := <-h.in:
			h.wg.Go(func() {
				_ = h.report(context.Background(), m) // want `and a stop waits for it; pass ctx`
			})
		}
	}
}

// It hears the context already, and forgot it in one place.
func (h *Hub) Forget(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-h.in:
			go func() {
				_ = h.report(ctx, m)
				_ = h.report(context.Background(), m) // want `pass ctx`
			}()
		}
	}
}

// The context was given to it.
func (h *Hub) Give(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case m := <-h.in:
			go h.one(ctx, m)
		}
	}
}

func (h *Hub) one(ctx context.Context, m string) {
	_ = h.report(context.Background(), m) // want `pass ctx`
}

// Its starter waits for the answer, or for the stop.
func (h *Hub) Ask(ctx context.Context, m string) error {
	answer := make(chan error, 1)
	go func() {
		answer <- h.report(context.Background(), m) // want `pass ctx`
	}()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-answer:
		return err
	}
}

// A goroutine that goes on until it is stopped is no piece of work.
func (h *Hub) Start(ctx context.Context) {
	go func() {
		for {
			select {
			case <-ctx.Done():
				return
			case m := <-h.in:
				_ = h.report(context.Background(), m) // want `pass ctx`
			}
		}
	}()
}
