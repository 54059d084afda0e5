// Package tested has hooks that only its tests set to something that panics, and
// what is told of a panic by the function that recovers.
package tested

import (
	"context"
	"log"
)

type event struct{ name string }

type store interface {
	save(event)
}

type handler struct {
	in    chan event
	on    func(event)
	other func(event)
	store store
}

// run recovers for what it starts, and tells the second function, if there is one.
func run(work func(), recovered func(any)) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
				if recovered != nil {
					recovered(r)
				}
			}
		}()
		work()
	}()
}

func (h *handler) start(ctx context.Context) { run(func() { h.loop(ctx) }, nil) }

func (h *handler) loop(ctx context.Context) {
	for {
		select {
		case e := <-h.in:
			h.on(e)
			h.store.save(e)
		case <-ctx.Done():
			return
		}
	}
}

func newOther(ctx context.Context) *handler {
	h := &handler{other: func(e event) { panic("no handler for " + e.name) }}
	run(func() { h.loopOther(ctx) }, nil) // want `this recover is around the loop of \(\*handler\)\.loopOther, not in it`
	return h
}

// newTold closes the handler when its loop has panicked.
func newTold(ctx context.Context) *handler {
	h := &handler{other: func(e event) { panic("no handler for " + e.name) }}
	run(func() { h.loopTold(ctx) }, func(any) { _ = h.close() })
	return h
}

func (h *handler) close() error {
	close(h.in)
	return nil
}

func (h *handler) loopOther(ctx context.Context) {
	for {
		select {
		case e := <-h.in:
			h.other(e)
		case <-ctx.Done():
			return
		}
	}
}

func (h *handler) loopTold(ctx context.Context) {
	for {
		select {
		case e := <-h.in:
			h.other(e)
		case <-ctx.Done():
			return
		}
	}
}
