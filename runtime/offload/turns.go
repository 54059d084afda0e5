package offload

import "container/list"

// turns is a queue of waiters that takes one of each key in turn. Within a key
// the order of arrival holds. It is guarded by the pool's lock.
type turns struct {
	ring  *list.List // of *line: the keys that wait, next one first
	lines map[string]*list.Element
}

// A line is the waiters of one key.
type line struct {
	key     string
	waiters *list.List // of *waiter
}

// A waiter is one task that waits for a place. The verdict is sent exactly once,
// unless the waiter leaves before.
type waiter struct {
	verdict chan error
	line    *list.Element
	place   *list.Element // nil once a verdict was given
}

func newTurns() turns {
	return turns{ring: list.New(), lines: make(map[string]*list.Element)}
}

func (t *turns) add(key string) *waiter {
	at, ok := t.lines[key]
	if !ok {
		at = t.ring.PushBack(&line{key: key, waiters: list.New()})
		t.lines[key] = at
	}
	w := &waiter{verdict: make(chan error, 1), line: at}
	w.place = at.Value.(*line).waiters.PushBack(w)
	return w
}

// next takes the first waiter of the key whose turn it is, and sends that key to
// the back of the ring.
func (t *turns) next() *waiter {
	at := t.ring.Front()
	if at == nil {
		return nil
	}
	w := at.Value.(*line).waiters.Front().Value.(*waiter)
	t.ring.MoveToBack(at)
	t.remove(w)
	return w
}

// remove takes w out and reports whether it was still waiting.
func (t *turns) remove(w *waiter) bool {
	if w.place == nil {
		return false
	}
	l := w.line.Value.(*line)
	l.waiters.Remove(w.place)
	w.place = nil
	if l.waiters.Len() == 0 {
		t.ring.Remove(w.line)
		delete(t.lines, l.key) // keys come and go: nothing is kept for them
	}
	return true
}
