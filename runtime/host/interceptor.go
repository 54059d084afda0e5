package host

import "context"

// An Interceptor stands around every call that the host makes of a service:
// hooks, Start, Stop, each Run and each Do. It suits what needs the call's
// context, such as a trace; what only counts uses an [Observer].
//
// It calls next once, with ctx or a context derived from it, and returns the
// error of next, or its own. It runs on the goroutine of the call, so that it must
// be safe for concurrent use; a panic in it is a failure of the service.
type Interceptor func(ctx context.Context, c Call, next func(context.Context) error) error

// A Call is what an [Interceptor] stands around.
type Call struct {
	Service   string
	Phase     Phase
	Iteration int64 // which iteration of a periodic service, from 1; else 0
}

// WithInterceptor adds an interceptor. The first one is the outermost.
func WithInterceptor(i Interceptor) Option {
	return func(s *settings) error {
		s.interceptors = append(s.interceptors, i)
		return notNil("Interceptor", i)
	}
}

// intercept puts the interceptors around f.
func (s *settings) intercept(c Call, f func(context.Context) error) func(context.Context) error {
	for i := len(s.interceptors) - 1; i >= 0; i-- {
		around, next := s.interceptors[i], f
		f = func(ctx context.Context) error { return around(ctx, c, next) }
	}
	return f
}
