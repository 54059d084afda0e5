// Package pond is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package pond

import (
	"context"
)

func NewPool(maxConcurrency int, options ...Option) Pool { return nil }

type Pool interface {
	BasePool
	Go(task func()) error
	NewGroup() TaskGroup
	NewGroupContext(ctx context.Context) TaskGroup
	Submit(task func()) Task
	SubmitErr(task func() error) Task
	TrySubmit(task func()) (Task, bool)
}

type BasePool interface {
	Context() context.Context
	RunningWorkers() int64
	Stop() Task
	StopAndWait()
}

type Task interface {
	Done() <-chan struct{}
	Wait() error
}

type TaskGroup interface {
	Context() context.Context
	Done() <-chan struct{}
	Stop()
	Submit(tasks ...func()) TaskGroup
	SubmitErr(tasks ...func() error) TaskGroup
	Wait() error
}

type Option func(*pool)

func WithQueueSize(size int) Option { return nil }

func WithNonBlocking(nonBlocking bool) Option { return nil }

func WithContext(ctx context.Context) Option { return nil }

func WithoutPanicRecovery() Option { return nil }

func Submit(task func()) Task { return nil }

func SubmitErr(task func() error) Task { return nil }

func NewGroup() TaskGroup { return nil }

type pool struct {
}
