// Package ants is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package ants

import (
	"context"
	"time"
)

func NewPool(size int, options ...Option) (*Pool, error) { return nil, nil }

type Pool struct {
	*poolCommon
}

func (p *Pool) Submit(task func()) error { return nil }

type poolCommon struct {
}

func (p *poolCommon) Running() int { return 0 }

func (p *poolCommon) Free() int { return 0 }

func (p *poolCommon) Waiting() int { return 0 }

func (p *poolCommon) Cap() int { return 0 }

func (p *poolCommon) IsClosed() bool { return false }

func (p *poolCommon) Release() {}

func (p *poolCommon) ReleaseTimeout(timeout time.Duration) error { return nil }

func (p *poolCommon) ReleaseContext(ctx context.Context) error { return nil }

func NewPoolWithFunc(size int, pf func(any), options ...Option) (*PoolWithFunc, error) {
	return nil, nil
}

type PoolWithFunc struct {
	*poolCommon
}

func (p *PoolWithFunc) Invoke(arg any) error { return nil }

type Option func(opts *Options)

type Options struct {
	MaxBlockingTasks int
	Nonblocking      bool
	PanicHandler     func(any)
}

func WithPanicHandler(panicHandler func(any)) Option { return nil }

func WithNonblocking(nonblocking bool) Option { return nil }

func WithMaxBlockingTasks(maxBlockingTasks int) Option { return nil }

func Submit(task func()) error { return nil }

func Release() {}

var ErrPoolClosed error

var ErrPoolOverload error
