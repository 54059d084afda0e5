package offload

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"runtime/pprof"
	"time"
)

// A PanicError is a panic of a task.
type PanicError struct {
	Value any
	Stack []byte
}

// Error shows the panic's value.
func (e *PanicError) Error() string { return fmt.Sprintf("offload: task panicked: %v", e.Value) }

// Unwrap returns the panic's value if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// ErrGoexit is the error of a task of [Go] that ended by runtime.Goexit.
var ErrGoexit = errors.New("offload: task called runtime.Goexit")

// ErrNested is the error of [Go] called by a task of the same pool.
var ErrNested = errors.New("offload: Go called by a task of the same pool; use Do")

// placeKey marks a context as that of a task that holds a place in the pool.
type placeKey struct{ pool *Pool }

func holdsPlace(ctx context.Context, p *Pool) bool { return ctx.Value(placeKey{p}) != nil }

// Do waits for a place in the pool and runs f on the caller's goroutine. Tasks
// that wait are admitted in turn by key.
//
// Besides f's own error it returns a [SaturatedError] if too many tasks wait,
// the cause of ctx if that is done before f was admitted, [ErrClosed], or a
// [PanicError] if f panicked. ctx is passed to f, which should look at it from
// time to time: a running task cannot be stopped from outside.
//
// A task that calls Do on the same pool with the context it was given keeps its
// place and runs f in it.
func Do[T any](ctx context.Context, p *Pool, key string, f func(context.Context) (T, error)) (T, error) {
	if f != nil && holdsPlace(ctx, p) {
		return protect(ctx, f) // a second place could be one that waits for the first
	}
	began := time.Now()
	w, err := p.enter(ctx, key, f == nil)
	if w != nil {
		err = p.admit(ctx, w)
	}
	if err != nil {
		var none T
		p.observe(ctx, Task{Key: key, Wait: time.Since(began), Err: err})
		return none, err
	}
	return run(ctx, p, key, began, f)
}

// A Result is what a task of [Go] came to.
type Result[T any] struct {
	Value T
	Err   error
}

// Go is [Do] on a goroutine of its own: it returns at once, and the result
// arrives on the channel, exactly once, whether or not somebody receives it.
// A task that finds the queue full is refused without starting a goroutine. So
// is one that a task of the same pool starts, with [ErrNested]: waiting for its
// result could be waiting for oneself.
func Go[T any](ctx context.Context, p *Pool, key string, f func(context.Context) (T, error)) <-chan Result[T] {
	results := make(chan Result[T], 1) // so that nobody has to receive
	began := time.Now()
	w, err := p.enterApart(ctx, key, f == nil)
	if err != nil {
		p.observe(ctx, Task{Key: key, Err: err})
		results <- Result[T]{Err: err}
		return results
	}
	go func() {
		r := Result[T]{Err: ErrGoexit} // unless f returns
		defer func() { results <- r }()
		if w != nil {
			if err := p.admit(ctx, w); err != nil {
				p.observe(ctx, Task{Key: key, Wait: time.Since(began), Err: err})
				r.Err = err
				return
			}
		}
		r.Value, r.Err = run(ctx, p, key, began, f)
	}()
	return results
}

// enter checks the arguments and asks for a place.
func (p *Pool) enter(ctx context.Context, key string, noTask bool) (*waiter, error) {
	switch {
	case p == nil || p.idle == nil:
		return nil, ErrNoPool
	case noTask:
		return nil, errors.New("offload: task is nil")
	case ctx.Err() != nil:
		return nil, context.Cause(ctx)
	}
	return p.join(key)
}

// enterApart is enter for a task that runs beside its caller.
func (p *Pool) enterApart(ctx context.Context, key string, noTask bool) (*waiter, error) {
	if holdsPlace(ctx, p) {
		return nil, ErrNested
	}
	return p.enter(ctx, key, noTask)
}

// run runs an admitted task and gives its place back, however the task ends.
func run[T any](ctx context.Context, p *Pool, key string, asked time.Time, f func(context.Context) (T, error)) (value T, err error) {
	began := time.Now()
	defer func() {
		p.release()
		p.observe(ctx, Task{Key: key, Wait: began.Sub(asked), Admitted: true, Run: time.Since(began), Err: err})
	}()
	err = ErrGoexit // unless f returns
	ctx = context.WithValue(ctx, placeKey{p}, true)
	pprof.Do(ctx, pprof.Labels("offload.key", key), func(ctx context.Context) {
		value, err = protect(ctx, f)
	})
	return value, err
}

// protect calls f and makes an error of a panic.
func protect[T any](ctx context.Context, f func(context.Context) (T, error)) (value T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &PanicError{Value: r, Stack: debug.Stack()}
		}
	}()
	return f(ctx)
}

func (p *Pool) observe(ctx context.Context, t Task) {
	if p == nil {
		return
	}
	for _, o := range p.observers {
		observe(ctx, o, t)
	}
}

func observe(ctx context.Context, o Observer, t Task) {
	defer func() { _ = recover() }() // a broken meter must not end the caller
	o.Observe(ctx, t)
}
