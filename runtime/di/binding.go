package di

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
)

// A key is what a service is asked for by.
type key struct {
	typ  reflect.Type
	name string // empty unless keyed
}

func (k key) String() string {
	if k.name == "" {
		return k.typ.String()
	}
	return fmt.Sprintf("%v[%q]", k.typ, k.name)
}

// A binding is one registration.
type binding struct {
	lifetime    Lifetime
	constructor reflect.Value // invalid for a given instance
	result      reflect.Type
	fails       bool // the constructor also returns an error
	given       bool // an instance that the container did not make
	params      []param
	name        string
	as          []reflect.Type

	slot         int  // of a scoped service, its place in a scope
	reachesScope bool // a transient that needs something scoped

	// Of a singleton.
	mu       sync.Mutex // held while it is constructed
	building atomic.Bool
	awaits   *binding // that its constructor asks for; guarded by the provider's waits
	value    atomic.Pointer[reflect.Value]
}

// A param is one parameter of a constructor.
type param struct {
	key
	source  paramSource
	targets []*binding // one, or all of a slice
}

type paramSource int

const (
	fromBinding paramSource = iota
	fromAllBindings
	fromContext
	fromFactory
	fromNothing
)

var (
	errorType   = reflect.TypeFor[error]()
	contextType = reflect.TypeFor[context.Context]()
	scopeType   = reflect.TypeFor[*Scope]()
	factoryType = reflect.TypeFor[ScopeFactory]()
)

// newBinding reads the shape of a constructor.
func newBinding(l Lifetime, constructor any) (*binding, error) {
	v := reflect.ValueOf(constructor)
	if isNil(v) {
		return nil, errors.New("constructor is nil")
	}
	t := v.Type()
	if err := checkShape(t); err != nil {
		return nil, err
	}
	b := &binding{lifetime: l, constructor: v, result: t.Out(0), fails: t.NumOut() == 2}
	for p := range t.Ins() {
		b.params = append(b.params, param{key: key{typ: p}})
	}
	return b, nil
}

func checkShape(t reflect.Type) error {
	const want = "want func(deps...) T or func(deps...) (T, error)"
	switch {
	case t.Kind() != reflect.Func:
		return fmt.Errorf("%v is no constructor: %s", t, want)
	case t.IsVariadic():
		return fmt.Errorf("constructor %v is variadic: %s", t, want)
	case t.NumOut() == 0 || t.NumOut() > 2 || t.Out(0) == errorType:
		return fmt.Errorf("constructor %v has the wrong results: %s", t, want)
	case t.NumOut() == 2 && t.Out(1) != errorType:
		return fmt.Errorf("constructor %v has a second result that is no error: %s", t, want)
	}
	switch t.Out(0) {
	case contextType, scopeType, factoryType:
		return fmt.Errorf("constructor %v makes what the container itself provides", t)
	}
	return nil
}

// keys lists what the binding provides.
func (b *binding) keys() []key {
	if len(b.as) == 0 {
		return []key{{b.result, b.name}}
	}
	var keys []key
	for _, t := range b.as {
		keys = append(keys, key{t, b.name})
	}
	return keys
}

// String shows the binding in a path.
func (b *binding) String() string {
	return fmt.Sprintf("%v (%v)", key{b.result, b.name}, b.lifetime)
}

// link finds what the parameter stands for.
func (p *param) link(byKey map[key][]*binding) {
	found := byKey[p.key]
	switch {
	case len(found) > 0:
		p.source, p.targets = fromBinding, found[len(found)-1:] // the last registration wins
	case p.typ == contextType:
		p.source = fromContext
	case p.typ == factoryType:
		p.source = fromFactory
	case p.typ.Kind() == reflect.Slice && len(byKey[key{p.typ.Elem(), p.name}]) > 0:
		p.source, p.targets = fromAllBindings, byKey[key{p.typ.Elem(), p.name}]
	default:
		p.source = fromNothing
	}
}

func isNil(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return true
	case reflect.Pointer, reflect.Func, reflect.Map, reflect.Chan, reflect.Interface, reflect.Slice:
		return v.IsNil()
	}
	return false
}
