// Package closed has what the default leaves alone.
package closed

import (
	"context"
	"log"
	"sync"
	"time"
)

type event struct{ name string }

type hub struct {
	events chan event
	ptrs   chan *event
	jobs   chan event
	stop   chan struct{}
	wg     sync.WaitGroup
	left   int
}

func (h *hub) Close() {
	close(h.events)
	close(h.ptrs)
	close(h.stop)
}

func handle(event) {}

// Whoever closes events most likely ends ctx as well.
func (h *hub) otherStop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-h.events: // want `once h.events is closed`
			handle(e)
		}
	}
}

// It gives nil, and that panics.
func (h *hub) dereferenced() {
	for {
		select {
		case p := <-h.ptrs: // want `once h.ptrs is closed this receive is always ready and gives nil, which panics below`
			log.Print(p.name)
		}
	}
}

// It spins until the rest is done.
func (h *hub) drains(results <-chan event) {
	stopping := false
	for {
		select {
		case <-h.stop: // want `once h.stop is closed`
			stopping = true
		case <-results:
			h.left--
		}
		if stopping && h.left == 0 {
			return
		}
	}
}

// The close comes after the end of those who were waited for.
func (h *hub) worker() {
	for {
		select {
		case e := <-h.jobs: // want `once h.jobs is closed`
			handle(e)
		}
	}
}

func (h *hub) finish() {
	h.wg.Wait()
	close(h.jobs)
}

// The default is never taken again.
func (h *hub) takesAll() (all []event) {
	for {
		select {
		case e := <-h.events: // want `once h.events is closed`
			all = append(all, e)
		default:
			return all
		}
	}
}

func (h *hub) takesAllWell() (all []event) {
	for {
		select {
		case e, ok := <-h.events:
			if !ok {
				return all
			}
			all = append(all, e)
		default:
			return all
		}
	}
}

// WaitForExit is given channels that its callers may well close after the last
// error.
func WaitForExit(setup, run chan error, cancel context.CancelFunc) error {
	for {
		select {
		case err := <-setup: // want `should a caller close setup this case is always ready with a nil error`
			if err != nil {
				log.Print(err)
				cancel()
			}
		case err := <-run:
			return err
		}
	}
}

func WaitWell(setup, run chan error, cancel context.CancelFunc) error {
	for {
		select {
		case err, ok := <-setup:
			if !ok {
				setup = nil
				continue
			}
			if err != nil {
				cancel()
			}
		case err := <-run:
			return err
		}
	}
}

// Its own package does not close it.
func Paced(errs chan error, tick *time.Ticker) {
	for {
		select {
		case <-tick.C:
		}
		select {
		case err := <-errs:
			log.Print(err)
		default:
		}
	}
}

type reader struct{ ch chan event }

func (r *reader) end() { close(r.ch) }

// No loop is known to call it.
func (r *reader) First() (event, error) {
	return <-r.ch, nil // want `once r.ch is closed \(\*reader\).First returns a zero value`
}
