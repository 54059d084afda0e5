// Package river is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package river

import (
	"context"
	"time"
)

type JobArgs interface {
	Kind() string
}

type Job[T JobArgs] struct {
	Args T
}

type Worker[T JobArgs] interface {
	NextRetry(job *Job[T]) time.Time
	Timeout(job *Job[T]) time.Duration
	Work(ctx context.Context, job *Job[T]) error
}

type WorkerDefaults[T JobArgs] struct {
}

func (w WorkerDefaults[T]) NextRetry(*Job[T]) time.Time { return time.Time{} }

func (w WorkerDefaults[T]) Timeout(*Job[T]) time.Duration { return 0 }

type Workers struct {
}

func NewWorkers() *Workers { return nil }

func AddWorker[T JobArgs](workers *Workers, worker Worker[T]) {}

func AddWorkerSafely[T JobArgs](workers *Workers, worker Worker[T]) error { return nil }

func WorkFunc[T JobArgs](f func(context.Context, *Job[T]) error) Worker[T] { return nil }

func JobCancel(err error) error { return nil }

func JobSnooze(duration time.Duration) error { return nil }
