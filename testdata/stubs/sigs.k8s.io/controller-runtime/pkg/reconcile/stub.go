// Package reconcile is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package reconcile

import (
	"context"
	"time"

	"k8s.io/apimachinery/pkg/types"
)

type Request struct {
	types.NamespacedName
}

type Result struct {
	Requeue      bool
	RequeueAfter time.Duration
}

func (r *Result) IsZero() bool { return false }

type Reconciler = TypedReconciler[Request]

type TypedReconciler[request comparable] interface {
	Reconcile(context.Context, request) (Result, error)
}

type Func = TypedFunc[Request]

type TypedFunc[request comparable] func(context.Context, request) (Result, error)

func (r TypedFunc[request]) Reconcile(ctx context.Context, req request) (Result, error) {
	return Result{}, nil
}

func TerminalError(wrapped error) error { return nil }
