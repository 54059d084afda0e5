package host

import (
	"sync"
	"sync/atomic"
)

// A tally counts the calls of one body, so that none is lost: every call begun
// is done, failed, or still going on.
type tally struct {
	begun, done, failed atomic.Int64

	mu      sync.Mutex
	running bool
	lastErr error
}

func (t *tally) begin() { t.setRunning(true) }
func (t *tally) end()   { t.setRunning(false) }

func (t *tally) setRunning(to bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.running = to
}

func (t *tally) fail(err error) {
	t.failed.Add(1)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.lastErr = err
}

func (t *tally) last() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.lastErr
}

func (t *tally) snapshot(s *ServiceStatus) {
	s.Begun, s.Done, s.Failed = t.begun.Load(), t.done.Load(), t.failed.Load()
	t.mu.Lock()
	defer t.mu.Unlock()
	s.Running, s.LastErr = t.running, t.lastErr
}
