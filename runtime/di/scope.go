package di

import (
	"context"
	"reflect"
	"runtime"
	"sync"
	"time"
)

// A ScopeFactory opens scopes. It may be injected into anything, singletons
// included. Copies are equal.
type ScopeFactory struct {
	provider *Provider
	under    *ancestry
}

// New opens a scope. ctx is what constructors in it get as their context. The
// caller must close the scope; [InScope] does both.
func (f ScopeFactory) New(ctx context.Context) (*Scope, error) {
	if !f.provider.built() {
		return nil, ErrNoProvider
	}
	s := &Scope{provider: f.provider, ctx: ctx, under: f.under, opened: time.Now()}
	s.depth = runtime.Callers(2, s.pcs[:])
	if f.provider.slots > 0 {
		s.instances = make([]reflect.Value, f.provider.slots)
		s.owned = make([]closeItem, 0, f.provider.slots)
	}
	if !f.provider.scopes.add(s) {
		return nil, ErrProviderClosed
	}
	return s, nil
}

// A Scope holds what lives for one unit of work, such as one iteration of a
// loop. It is safe for concurrent use, also of Close with Get.
type Scope struct {
	provider *Provider
	ctx      context.Context // a scope is itself request-scoped, so that it may keep it
	under    *ancestry

	mu        sync.Mutex // held while something is constructed
	closed    bool
	instances []reflect.Value // of scoped services, by slot
	owned     []closeItem     // in order of creation

	// For the report of scopes that nobody closed.
	opened     time.Time
	pcs        [12]uintptr
	depth      int
	next, prev *Scope
}

// Close closes the scope's scoped and transient instances in reverse order of
// creation and joins their errors. The closers' context is not cancelled even if
// ctx is, and has the provider's [CloseTimeout]. A second call does nothing and
// returns nil.
func (s *Scope) Close(ctx context.Context) error {
	if s == nil || s.provider == nil {
		return ErrNoProvider
	}
	owned, first := s.markClosed()
	if !first {
		return nil
	}
	s.provider.scopes.remove(s)
	return closeAll(ctx, s.provider.closeTimeout, owned)
}

func (s *Scope) markClosed() (owned []closeItem, first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	first = !s.closed
	s.closed = true
	owned, s.owned = s.owned, nil
	s.instances = nil
	return owned, first
}

// scopeList is the set of open scopes, as a ring, so that adding and removing
// allocate nothing.
type scopeList struct {
	mu     sync.Mutex
	head   Scope
	n      int
	closed bool
}

// add reports whether the list still takes scopes.
func (l *scopeList) add(s *Scope) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.closed {
		return false
	}
	s.prev, s.next = l.head.prev, &l.head
	s.prev.next, l.head.prev = s, s
	l.n++
	return true
}

func (l *scopeList) remove(s *Scope) {
	l.mu.Lock()
	defer l.mu.Unlock()
	s.prev.next, s.next.prev = s.next, s.prev
	s.next, s.prev = nil, nil
	l.n--
}

func (l *scopeList) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.n
}

// shut ends the list and returns what is left in it.
func (l *scopeList) shut() []*Scope {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	var all []*Scope
	for s := l.head.next; s != &l.head; s = s.next {
		all = append(all, s)
	}
	return all
}
