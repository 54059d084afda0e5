package host

import (
	"sync"
	"time"
)

// A watchdog notices that a service has not beaten for a while. It is armed only
// while the service is meant to work, so that waits do not count.
//
//	idle ──arm──▶ armed ──limit passed──▶ stalled
//	  ▲             │ ▲                      │
//	  └───disarm────┘ └─────────beat─────────┘
//
// It only notices: a goroutine cannot be killed from outside.
type watchdog struct {
	limit     time.Duration
	onStall   func()
	onRecover func()

	mu      sync.Mutex
	timer   *time.Timer // fires at the earliest when the limit has passed
	ticking bool        // the timer is set
	beaten  time.Time
	armed   bool
	stalled bool
	retired bool
}

// arm starts the watch, or counts as a beat if it is on. The timer is not moved
// with each beat: it looks at the last one when it fires, and is set again for
// what is left. That keeps a beat cheap.
func (w *watchdog) arm() {
	if w == nil {
		return
	}
	w.mu.Lock()
	w.armed = !w.retired
	w.beaten = time.Now()
	recovered := w.stalled
	w.stalled = false
	if w.armed && !w.ticking {
		w.set(w.limit)
	}
	w.mu.Unlock()
	if recovered {
		w.onRecover()
	}
}

// set sets the timer; w.mu is held.
func (w *watchdog) set(d time.Duration) {
	w.ticking = true
	if w.timer == nil {
		w.timer = time.AfterFunc(d, w.expire)
		return
	}
	w.timer.Reset(d)
}

// beat keeps an armed watch from expiring.
func (w *watchdog) beat() {
	if w == nil {
		return
	}
	w.mu.Lock()
	armed := w.armed
	w.mu.Unlock()
	if armed {
		w.arm()
	}
}

// disarm ends the watch. A service that was stalled has recovered: it came back.
func (w *watchdog) disarm() {
	if w == nil {
		return
	}
	w.mu.Lock()
	w.armed = false
	recovered := w.stalled
	w.stalled = false
	w.mu.Unlock()
	if recovered {
		w.onRecover()
	}
}

// retire ends the watch for good.
func (w *watchdog) retire() {
	if w == nil {
		return
	}
	w.disarm()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.retired = true
	if w.timer != nil {
		w.timer.Stop()
	}
}

func (w *watchdog) expire() {
	w.mu.Lock()
	w.ticking = false
	left := w.limit - time.Since(w.beaten)
	stalled := w.armed && left <= 0
	switch {
	case stalled:
		w.stalled = true // the next beat sets the timer again
	case w.armed:
		w.set(left)
	}
	w.mu.Unlock()
	if stalled {
		w.onStall()
	}
}

func (w *watchdog) isStalled() bool {
	if w == nil {
		return false
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.stalled
}
