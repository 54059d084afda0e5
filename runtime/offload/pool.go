package offload

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"
)

// Errors of Do and Go.
var (
	// ErrSaturated means that the queue was full; match it with errors.Is.
	ErrSaturated = errors.New("offload: saturated")
	// ErrClosed means that the pool was closed before the task was admitted.
	ErrClosed = errors.New("offload: pool is closed")
	// ErrNoPool means that the pool is nil or was not made by New.
	ErrNoPool = errors.New("offload: not made by New")
)

// A SaturatedError is the error of a task that found the queue full.
type SaturatedError struct {
	Key   string
	Limit int // tasks that may wait
}

// Error names the key and the limit.
func (e *SaturatedError) Error() string {
	return fmt.Sprintf("offload: saturated: %d tasks are waiting; refused one of key %q", e.Limit, e.Key)
}

// Is makes the error match [ErrSaturated].
func (e *SaturatedError) Is(target error) bool { return target == ErrSaturated }

// A Pool admits a bounded number of tasks at a time. It is safe for concurrent
// use and has no goroutines of its own.
type Pool struct {
	size       int
	queueLimit int
	observers  []Observer

	mu      sync.Mutex
	running int
	waiting int
	turns   turns
	closed  bool
	idle    chan struct{} // closed when the last task of a closed pool has ended
}

// Option changes a pool; see [New].
type Option func(*Pool) error

// Size sets how many tasks run at a time. Default: one less than GOMAXPROCS, but
// at least one.
func Size(n int) Option {
	return func(p *Pool) error {
		p.size = n
		if n < 1 {
			return fmt.Errorf("Size %d is not positive", n)
		}
		return nil
	}
}

// QueueLimit sets how many tasks may wait: 1024 unless set. Zero lets none wait.
func QueueLimit(n int) Option {
	return func(p *Pool) error {
		p.queueLimit = n
		if n < 0 {
			return fmt.Errorf("QueueLimit %d is negative", n)
		}
		return nil
	}
}

// WithObserver adds an observer, which is told about every task.
func WithObserver(o Observer) Option {
	return func(p *Pool) error {
		p.observers = append(p.observers, o)
		if o == nil {
			return errors.New("Observer is nil")
		}
		return nil
	}
}

// New returns a pool. The error names every option that cannot be used.
func New(opts ...Option) (*Pool, error) {
	p := &Pool{
		size:       max(1, runtime.GOMAXPROCS(0)-1),
		queueLimit: 1024,
		turns:      newTurns(),
		idle:       make(chan struct{}),
	}
	var errs []error
	for _, o := range opts {
		if o == nil {
			errs = append(errs, errors.New("nil option"))
			continue
		}
		errs = append(errs, o(p))
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("offload: %w", err)
	}
	return p, nil
}

// Close refuses new tasks, sends waiting ones away with [ErrClosed], and waits
// until the running ones have ended or ctx is done. It may be called repeatedly.
func (p *Pool) Close(ctx context.Context) error {
	if p == nil || p.idle == nil {
		return ErrNoPool
	}
	p.shut()
	select {
	case <-p.idle:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("offload: waiting for running tasks: %w", context.Cause(ctx))
	}
}

func (p *Pool) shut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.closed = true
	for w := p.turns.next(); w != nil; w = p.turns.next() {
		p.waiting--
		w.verdict <- ErrClosed
	}
	if p.running == 0 {
		close(p.idle)
	}
}

// join asks for a place. It returns a waiter if there is none yet.
func (p *Pool) join(key string) (*waiter, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch {
	case p.closed:
		return nil, ErrClosed
	case p.running < p.size:
		p.running++
		return nil, nil
	case p.waiting >= p.queueLimit:
		return nil, &SaturatedError{Key: key, Limit: p.queueLimit}
	}
	p.waiting++
	return p.turns.add(key), nil
}

// admit waits for the verdict on a waiter.
func (p *Pool) admit(ctx context.Context, w *waiter) error {
	select {
	case err := <-w.verdict:
		return err
	case <-ctx.Done():
		return p.leave(ctx, w)
	}
}

// leave gives up waiting. If the verdict came at the same moment, a place that
// was given is passed on.
func (p *Pool) leave(ctx context.Context, w *waiter) error {
	p.mu.Lock()
	removed := p.turns.remove(w)
	if removed {
		p.waiting--
	}
	p.mu.Unlock()
	if !removed && <-w.verdict == nil {
		p.release()
	}
	return context.Cause(ctx)
}

// release gives the place to the next waiter, if there is one.
func (p *Pool) release() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if w := p.turns.next(); w != nil {
		p.waiting--
		w.verdict <- nil
		return
	}
	p.running--
	if p.closed && p.running == 0 {
		close(p.idle)
	}
}

// Load is a snapshot of a pool.
type Load struct{ Running, Waiting, Size int }

// Load returns how many tasks run and wait.
func (p *Pool) Load() Load {
	p.mu.Lock()
	defer p.mu.Unlock()
	return Load{Running: p.running, Waiting: p.waiting, Size: p.size}
}

// An Observer is told about every task, for histograms and traces. Observe is
// called on the task's goroutine, with the context that was given to Do or Go,
// after the task ended or was refused. It must be safe for concurrent use and
// return soon. A panic in it is recovered and dropped.
//
// A task that runs in the place of another one is part of it and not told.
type Observer interface {
	Observe(ctx context.Context, t Task)
}

// A Task is what an [Observer] learns about one task.
type Task struct {
	Key      string
	Wait     time.Duration // until admission or refusal
	Admitted bool
	Run      time.Duration // zero if refused
	Err      error
}
