package riverhost

import (
	"context"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"github.com/bgvet/bgvet/runtime/di"
)

type scopeKey struct{}

// ScopePerJob returns a middleware that opens a scope for each attempt of a job
// and closes it, however the attempt ends. Workers get it with [Scope].
func ScopePerJob(f di.ScopeFactory) rivertype.WorkerMiddleware {
	return river.WorkerMiddlewareFunc(func(ctx context.Context, _ *rivertype.JobRow, work func(context.Context) error) error {
		return di.InScope(f, func(ctx context.Context, s *di.Scope) error {
			return work(context.WithValue(ctx, scopeKey{}, s))
		})(ctx)
	})
}

// Scope returns the scope of the job whose context ctx is. Without [ScopePerJob]
// it is nil, from which di.Get returns di.ErrNoProvider.
func Scope(ctx context.Context) *di.Scope {
	s, _ := ctx.Value(scopeKey{}).(*di.Scope)
	return s
}
