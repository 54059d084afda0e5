package host

import "time"

// An Observer is told what services do, for metrics and tests. Observe is called
// on the goroutine where it happened: the service's, its watchdog's, or the one
// that stops the host. So it must be safe for concurrent use, and it must return
// soon. A panic in it is recovered and dropped.
type Observer interface {
	Observe(Event)
}

// EventKind tells what happened.
type EventKind int

// The kinds of event.
const (
	EventDone      EventKind = iota // a run or an iteration returned nil, or ended because it was told to
	EventFailed                     // a run or an iteration failed; Err and Wait are set
	EventStalled                    // the watchdog saw no beat in time
	EventRecovered                  // a stalled service beat again
	EventStopped                    // the service's stop ended; Duration is how long it took
	EventUnstopped                  // the service did not stop in time
)

var eventNames = [...]string{"done", "failed", "stalled", "recovered", "stopped", "unstopped"}

// String returns the kind's name in lower case.
func (k EventKind) String() string { return nameOf(eventNames[:], int(k), "EventKind") }

// An Event is one thing that happened to one service.
type Event struct {
	Service   string
	Kind      EventKind
	Iteration int64         // which call of Run or Do, from 1
	Duration  time.Duration // of that call
	Err       *ServiceError // of EventFailed
	Wait      time.Duration // backoff before the next try, of EventFailed
	Final     bool          // no further try, of EventFailed
}

func (h *Host) observe(e Event) {
	for _, o := range h.observers {
		observe(o, e)
	}
}

func observe(o Observer, e Event) {
	defer func() { _ = recover() }() // a broken meter must not end a service
	o.Observe(e)
}
