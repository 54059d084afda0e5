package di

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime/debug"
)

// A Resolver is where services are asked for: a [Provider] or a [Scope].
type Resolver interface {
	resolve(key) (reflect.Value, error)
	resolveAll(key) ([]reflect.Value, error)
}

// Get returns the service of type T. From a provider, which is outside any
// scope, a service that is scoped or needs a scoped one is [ErrNeedsScope].
// Transients with a Close that a provider hands out live until it is closed:
// ask a scope for them.
func Get[T any](r Resolver) (T, error) { return GetKeyed[T](r, "") }

// GetKeyed returns the service of type T that was registered under key.
func GetKeyed[T any](r Resolver, key string) (T, error) {
	var none T
	if r == nil {
		return none, ErrNoProvider
	}
	v, err := r.resolve(keyOf[T](key))
	if err != nil {
		return none, err
	}
	return v.Interface().(T), nil // link assures the type
}

// GetAll returns all services of type T in the order of registration.
func GetAll[T any](r Resolver) ([]T, error) {
	if r == nil {
		return nil, ErrNoProvider
	}
	values, err := r.resolveAll(keyOf[T](""))
	if err != nil {
		return nil, err
	}
	all := make([]T, len(values))
	for i, v := range values {
		all[i] = v.Interface().(T)
	}
	return all, nil
}

func keyOf[T any](name string) key { return key{reflect.TypeFor[T](), name} }

func (p *Provider) resolve(k key) (reflect.Value, error) {
	if !p.built() {
		return reflect.Value{}, ErrNoProvider
	}
	found := p.byKey[k]
	if len(found) == 0 {
		return reflect.Value{}, fmt.Errorf("%w: %v", ErrNotRegistered, k)
	}
	return p.root(found[len(found)-1])
}

func (p *Provider) resolveAll(k key) ([]reflect.Value, error) {
	if !p.built() {
		return nil, ErrNoProvider
	}
	return each(p.byKey[k], p.root)
}

// root resolves outside any scope.
func (p *Provider) root(b *binding) (reflect.Value, error) {
	if b.reachesScope {
		return reflect.Value{}, fmt.Errorf("%w: %v", ErrNeedsScope, b)
	}
	if p.isClosed() {
		return reflect.Value{}, ErrProviderClosed
	}
	return resolution{provider: p}.get(b)
}

func (s *Scope) resolve(k key) (reflect.Value, error) {
	if s == nil || s.provider == nil {
		return reflect.Value{}, ErrNoProvider
	}
	found := s.provider.byKey[k]
	if len(found) == 0 {
		return reflect.Value{}, fmt.Errorf("%w: %v", ErrNotRegistered, k)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.get(found[len(found)-1])
}

func (s *Scope) resolveAll(k key) ([]reflect.Value, error) {
	if s == nil || s.provider == nil {
		return nil, ErrNoProvider
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return each(s.provider.byKey[k], s.get)
}

// get resolves in the scope; s.mu is held.
func (s *Scope) get(b *binding) (reflect.Value, error) {
	if s.closed {
		return reflect.Value{}, ErrScopeClosed
	}
	return resolution{provider: s.provider, scope: s, under: s.under}.get(b)
}

func each(bindings []*binding, get func(*binding) (reflect.Value, error)) ([]reflect.Value, error) {
	values := make([]reflect.Value, len(bindings))
	for i, b := range bindings {
		v, err := get(b)
		if err != nil {
			return nil, err
		}
		values[i] = v
	}
	return values, nil
}

// A resolution is one walk down the graph, which validation has shown to have no
// cycle. Singletons leave the scope: whatever they need comes from the root.
type resolution struct {
	provider *Provider
	scope    *Scope // nil outside a scope
	under    *ancestry
}

func (r resolution) get(b *binding) (reflect.Value, error) {
	switch b.lifetime {
	case Singleton:
		return r.singleton(b)
	case Scoped:
		return r.scoped(b)
	}
	v, err := r.construct(b)
	if err != nil {
		return v, err
	}
	return v, r.own(b, v)
}

func (r resolution) singleton(b *binding) (reflect.Value, error) {
	if v := b.value.Load(); v != nil {
		return *v, nil
	}
	if !r.await(b) {
		return reflect.Value{}, fmt.Errorf("%w: %v", ErrConstructing, b)
	}
	defer r.awaited()
	b.mu.Lock()
	defer b.mu.Unlock()
	if v := b.value.Load(); v != nil {
		return *v, nil
	}
	b.building.Store(true)
	defer b.building.Store(false)
	root := resolution{provider: r.provider, under: &ancestry{singleton: b, above: r.under}}
	v, err := root.construct(b)
	if err != nil {
		return v, err // not kept: the next Get tries again
	}
	if err := root.own(b, v); err != nil {
		return v, err
	}
	b.value.Store(&v)
	return v, nil
}

func (r resolution) scoped(b *binding) (reflect.Value, error) {
	if v := r.scope.instances[b.slot]; v.IsValid() {
		return v, nil
	}
	v, err := r.construct(b)
	if err != nil {
		return v, err
	}
	r.scope.instances[b.slot] = v
	return v, r.own(b, v)
}

// own gives the instance to the scope or the provider to be closed. If the
// provider is closed already, the instance is closed here.
func (r resolution) own(b *binding, v reflect.Value) error {
	closer := closerOf(v)
	if closer == nil {
		return nil
	}
	item := closeItem{service: b, close: closer}
	if r.scope != nil {
		r.scope.owned = append(r.scope.owned, item)
		return nil
	}
	if err := r.provider.own(item); err != nil {
		ctx := context.Background() // no caller's context reaches that far, and clean-up would detach from it
		return errors.Join(err, closeAll(ctx, r.provider.closeTimeout, []closeItem{item}))
	}
	return nil
}

// construct resolves the parameters and calls the constructor.
func (r resolution) construct(b *binding) (reflect.Value, error) {
	args := make([]reflect.Value, len(b.params))
	for i := range b.params {
		v, err := r.argument(&b.params[i])
		if err != nil {
			return v, err
		}
		args[i] = v
	}
	return b.call(args)
}

func (r resolution) argument(p *param) (reflect.Value, error) {
	switch p.source {
	case fromContext:
		return reflect.ValueOf(&r.scope.ctx).Elem(), nil
	case fromFactory:
		return reflect.ValueOf(ScopeFactory{provider: r.provider, under: r.under}), nil
	case fromAllBindings:
		values, err := each(p.targets, r.get)
		if err != nil {
			return reflect.Value{}, err
		}
		return reflect.Append(reflect.MakeSlice(p.typ, 0, len(values)), values...), nil
	}
	return r.get(p.targets[0])
}

// call runs the constructor and makes an error of a panic and of a nil result.
func (b *binding) call(args []reflect.Value) (v reflect.Value, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = &ConstructError{Service: b.String(), Err: fmt.Errorf("panic: %v", p), Stack: debug.Stack()}
		}
	}()
	results := b.constructor.Call(args)
	if b.fails && !results[1].IsNil() {
		return v, &ConstructError{Service: b.String(), Err: results[1].Interface().(error)}
	}
	if isNil(results[0]) {
		return v, &ConstructError{Service: b.String(), Err: errors.New("constructor returned nil")}
	}
	return results[0], nil
}
