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
	timer   *time.Timer
	beaten  time.Time
	armed   bool
	stalled bool
}

// arm starts the watch, or counts as a beat if it is on.
func (w *watchdog) arm() {
	if w == nil {
		return
	}
	w.mu.Lock()
	w.armed = true
	w.beaten = time.Now()
	recovered := w.stalled
	w.stalled = false
	if w.timer == nil {
		w.timer = time.AfterFunc(w.limit, w.expire)
	} else {
		w.timer.Reset(w.limit)
	}
	w.mu.Unlock()
	if recovered {
		w.onRecover()
	}
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
	if w.timer != nil {
		w.timer.Stop()
	}
	w.mu.Unlock()
	if recovered {
		w.onRecover()
	}
}

func (w *watchdog) expire() {
	w.mu.Lock()
	late := time.Since(w.beaten) >= w.limit // else a beat came while the timer fired
	stalled := w.armed && !w.stalled && late
	w.stalled = w.stalled || stalled
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
