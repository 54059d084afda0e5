// Package di is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package di

import (
	"context"
	"reflect"
)

type Collection struct{}

func (c *Collection) Singleton(constructor any, opts ...Option) {}
func (c *Collection) Scoped(constructor any, opts ...Option)    {}
func (c *Collection) Transient(constructor any, opts ...Option) {}
func (c *Collection) Instance(value any, opts ...Option)        {}

func (c *Collection) Build(opts ...BuildOption) (*Provider, error) { return nil, nil }

type binding struct{}

type Option func(*binding) error

type BuildOption func(*Provider) error

func Key(key string) Option                 { return nil }
func ParamKey(index int, key string) Option { return nil }
func As[I any]() Option                     { return nil }

type Provider struct{}

func (p *Provider) Scopes() ScopeFactory            { return ScopeFactory{} }
func (p *Provider) Close(ctx context.Context) error { return nil }

type ScopeFactory struct{}

func (f ScopeFactory) New(ctx context.Context) (*Scope, error) { return nil, nil }

type Scope struct{}

func (s *Scope) Close(ctx context.Context) error { return nil }

type Resolver interface {
	resolve(key) (reflect.Value, error)
	resolveAll(key) ([]reflect.Value, error)
}

type key struct{}

func (p *Provider) resolve(k key) (reflect.Value, error)      { return reflect.Value{}, nil }
func (p *Provider) resolveAll(k key) ([]reflect.Value, error) { return nil, nil }
func (s *Scope) resolve(k key) (reflect.Value, error)         { return reflect.Value{}, nil }
func (s *Scope) resolveAll(k key) ([]reflect.Value, error)    { return nil, nil }

func Get[T any](r Resolver) (T, error) {
	var zero T
	return zero, nil
}

func GetKeyed[T any](r Resolver, key string) (T, error) {
	var zero T
	return zero, nil
}
