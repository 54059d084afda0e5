package di

import (
	"fmt"
	"reflect"
	"time"
)

// Lifetime tells how long an instance lives.
type Lifetime int

// The lifetimes, longest first; see the package comment.
const (
	Singleton Lifetime = iota
	Scoped
	Transient
)

var lifetimeNames = [...]string{"singleton", "scoped", "transient"}

// String returns the lifetime's name in lower case.
func (l Lifetime) String() string {
	if l < Singleton || l > Transient {
		return fmt.Sprintf("Lifetime(%d)", int(l))
	}
	return lifetimeNames[l]
}

// A Collection gathers registrations. The zero value is ready to use. It is not
// safe for concurrent use. Mistakes are reported by [Collection.Build], together.
//
// If a type is registered more than once, a single parameter gets the last one,
// and a parameter that is a slice of the type gets all, in order.
type Collection struct {
	bindings []*binding
	problems []*Problem
	built    bool
}

// Singleton registers a constructor, func(deps...) T or func(deps...) (T, error),
// that is called once, at the first use.
func (c *Collection) Singleton(constructor any, opts ...Option) { c.add(Singleton, constructor, opts) }

// Scoped registers a constructor that is called once in each scope.
func (c *Collection) Scoped(constructor any, opts ...Option) { c.add(Scoped, constructor, opts) }

// Transient registers a constructor that is called for each use.
func (c *Collection) Transient(constructor any, opts ...Option) { c.add(Transient, constructor, opts) }

// Instance registers a value that exists already, as a singleton. The container
// does not close it: whoever made it does.
func (c *Collection) Instance(value any, opts ...Option) {
	v := reflect.ValueOf(value)
	if isNil(v) {
		c.bad("instance is nil")
		return
	}
	b := &binding{lifetime: Singleton, result: v.Type(), given: true}
	b.value.Store(&v)
	c.register(b, opts)
}

// Option changes a registration.
type Option func(*binding) error

// Key registers the service under a key, apart from those without one. It is
// reached by [ParamKey] and [GetKeyed] only.
func Key(key string) Option {
	return func(b *binding) error {
		b.name = key
		if key == "" {
			return fmt.Errorf("empty key")
		}
		return nil
	}
}

// ParamKey makes the constructor's parameter with the given index, from 0, the
// service registered under key.
func ParamKey(index int, key string) Option {
	return func(b *binding) error {
		if index < 0 || index >= len(b.params) {
			return fmt.Errorf("ParamKey(%d, %q): the constructor has %d parameters", index, key, len(b.params))
		}
		b.params[index].name = key
		return nil
	}
}

// As registers the service as the interface I instead of its own type. Several
// may be given.
func As[I any]() Option {
	return func(b *binding) error {
		i := reflect.TypeFor[I]()
		if i.Kind() != reflect.Interface || !b.result.Implements(i) {
			return fmt.Errorf("%v cannot be registered as %v", b.result, i)
		}
		b.as = append(b.as, i)
		return nil
	}
}

func (c *Collection) add(l Lifetime, constructor any, opts []Option) {
	b, err := newBinding(l, constructor)
	if err != nil {
		c.bad("%v", err)
		return
	}
	c.register(b, opts)
}

func (c *Collection) register(b *binding, opts []Option) {
	for _, o := range opts {
		if o == nil {
			c.bad("%v: nil option", b.result)
			continue
		}
		if err := o(b); err != nil {
			c.bad("%v: %v", b.result, err)
		}
	}
	c.bindings = append(c.bindings, b)
}

func (c *Collection) bad(format string, args ...any) {
	c.problems = append(c.problems, &Problem{Kind: BadConstructor, Detail: fmt.Sprintf(format, args...)})
}

// BuildOption changes a provider.
type BuildOption func(*Provider) error

// CloseTimeout limits each Close of a scope and of the provider: 10 s unless set.
func CloseTimeout(d time.Duration) BuildOption {
	return func(p *Provider) error {
		p.closeTimeout = d
		if d <= 0 {
			return fmt.Errorf("CloseTimeout %v is not positive", d)
		}
		return nil
	}
}

// Build checks everything that was registered and returns a provider, or a
// [BuildError] that lists every problem. It calls no constructor. The collection
// may be used for one provider only.
func (c *Collection) Build(opts ...BuildOption) (*Provider, error) {
	p := &Provider{closeTimeout: 10 * time.Second, byKey: make(map[key][]*binding)}
	p.scopes.head.next, p.scopes.head.prev = &p.scopes.head, &p.scopes.head
	for _, o := range opts {
		if err := o(p); err != nil {
			c.bad("%v", err)
		}
	}
	if c.built {
		c.bad("the collection was built before; singletons cannot belong to two providers")
	}
	c.built = true
	p.link(c.bindings)
	problems := append(c.problems, validate(c.bindings)...)
	if len(problems) > 0 {
		return nil, &BuildError{Problems: problems}
	}
	return p, nil
}

// link finds the bindings behind every key and every parameter.
func (p *Provider) link(bindings []*binding) {
	for _, b := range bindings {
		for _, k := range b.keys() {
			p.byKey[k] = append(p.byKey[k], b)
		}
		if b.lifetime == Scoped {
			b.slot = p.slots
			p.slots++
		}
	}
	for _, b := range bindings {
		for i := range b.params {
			b.params[i].link(p.byKey)
		}
	}
}
