package di

import (
	"context"
	"errors"
	"sync"
	"time"
)

// A Provider holds the singletons and opens scopes. It is safe for concurrent
// use. Whoever built it closes it, after everything that uses it has stopped.
type Provider struct {
	closeTimeout time.Duration
	byKey        map[key][]*binding
	slots        int // scoped services

	scopes scopeList
	waits  sync.Mutex // guards what constructors of singletons wait for

	mu     sync.Mutex
	closed bool
	owned  []closeItem // in order of creation
}

// Scopes returns the factory that opens scopes of this provider.
func (p *Provider) Scopes() ScopeFactory { return ScopeFactory{provider: p} }

// ActiveScopes returns how many scopes are open.
func (p *Provider) ActiveScopes() int {
	if !p.built() {
		return 0
	}
	return p.scopes.count()
}

// built reports whether p comes from Build. Methods of others return
// [ErrNoProvider].
func (p *Provider) built() bool { return p != nil && p.byKey != nil }

// Close closes the singletons, and the transients that were asked for outside a
// scope, in reverse order of creation. Scopes that are still open are closed
// first and reported in a [LeakError]. All errors are joined. A second call does
// nothing and returns nil.
func (p *Provider) Close(ctx context.Context) error {
	if !p.built() {
		return ErrNoProvider
	}
	owned, first := p.markClosed()
	if !first {
		return nil
	}
	leaks := p.closeLeaked(ctx)
	return errors.Join(leaks, closeAll(ctx, p.closeTimeout, owned))
}

func (p *Provider) markClosed() (owned []closeItem, first bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	first = !p.closed
	p.closed = true
	owned, p.owned = p.owned, nil
	return owned, first
}

func (p *Provider) isClosed() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.closed
}

func (p *Provider) closeLeaked(ctx context.Context) error {
	leaked := p.scopes.shut()
	if len(leaked) == 0 {
		return nil
	}
	var report LeakError
	errs := []error{&report}
	for _, s := range leaked {
		report.Scopes = append(report.Scopes, LeakedScope{Age: time.Since(s.opened), Stack: stackText(s.pcs[:s.depth])})
		errs = append(errs, s.Close(ctx))
	}
	return errors.Join(errs...)
}

// own takes responsibility for closing an instance.
func (p *Provider) own(i closeItem) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return ErrProviderClosed
	}
	p.owned = append(p.owned, i)
	return nil
}
