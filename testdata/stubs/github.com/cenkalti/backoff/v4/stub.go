// Package backoff is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package backoff

import (
	"context"
	"time"
)

type BackOff interface {
	NextBackOff() time.Duration
	Reset()
}

type BackOffContext interface {
	BackOff
	Context() context.Context
}

type ExponentialBackOff struct {
	InitialInterval     time.Duration
	RandomizationFactor float64
	Multiplier          float64
	MaxInterval         time.Duration
	MaxElapsedTime      time.Duration
	Stop                time.Duration
}

func (b *ExponentialBackOff) Reset() {}

func (b *ExponentialBackOff) NextBackOff() time.Duration { return 0 }

func (b *ExponentialBackOff) GetElapsedTime() time.Duration { return 0 }

func NewExponentialBackOff(opts ...ExponentialBackOffOpts) *ExponentialBackOff { return nil }

type ExponentialBackOffOpts func(*ExponentialBackOff)

func WithMaxElapsedTime(duration time.Duration) ExponentialBackOffOpts { return nil }

type ConstantBackOff struct {
	Interval time.Duration
}

func (b *ConstantBackOff) Reset() {}

func (b *ConstantBackOff) NextBackOff() time.Duration { return 0 }

func NewConstantBackOff(d time.Duration) *ConstantBackOff { return nil }

type Operation func() error

type OperationWithData[T any] func() (T, error)

type Notify func(error, time.Duration)

func Retry(o Operation, b BackOff) error { return nil }

func RetryNotify(operation Operation, b BackOff, notify Notify) error { return nil }

func RetryWithData[T any](o OperationWithData[T], b BackOff) (T, error) { return *new(T), nil }

func WithContext(b BackOff, ctx context.Context) BackOffContext { return nil }

func WithMaxRetries(b BackOff, max uint64) BackOff { return nil }

func Permanent(err error) error { return nil }

type PermanentError struct {
	Err error
}

func (e *PermanentError) Error() string { return "" }

func (e *PermanentError) Unwrap() error { return nil }

func (e *PermanentError) Is(target error) bool { return false }

const Stop time.Duration = -1

type Ticker struct {
	C <-chan time.Time
}

func (t *Ticker) Stop() {}

func NewTicker(b BackOff) *Ticker { return nil }
