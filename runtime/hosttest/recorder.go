package hosttest

import (
	"slices"
	"sync"

	"github.com/bgvet/bgvet/runtime/host"
)

// A Recorder keeps events in their order. A nil one keeps nothing. It is safe
// for concurrent use.
type Recorder struct {
	mu     sync.Mutex
	events []string
}

// Add appends an event.
func (r *Recorder) Add(event string) {
	if r == nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.events = append(r.events, event)
}

// Events returns what was added so far.
func (r *Recorder) Events() []string {
	if r == nil {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.events)
}

// An EventLog is a host.Observer that keeps all events.
type EventLog struct {
	mu     sync.Mutex
	events []host.Event
}

// Observe keeps e.
func (l *EventLog) Observe(e host.Event) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.events = append(l.events, e)
}

// Of returns the events of one service and of one kind, in order.
func (l *EventLog) Of(service string, kind host.EventKind) []host.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	var of []host.Event
	for _, e := range l.events {
		if e.Service == service && e.Kind == kind {
			of = append(of, e)
		}
	}
	return of
}
