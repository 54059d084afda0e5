package di

import (
	"context"
	"errors"
)

// InScope returns a function that opens a scope, calls do with it and closes it,
// however do ends: by return, panic or Goexit. It suits the body of a periodic
// service and the handler of a message. The error of the close is joined to that
// of do; if do panics, the panic goes on and hides it.
func InScope(f ScopeFactory, do func(ctx context.Context, s *Scope) error) func(context.Context) error {
	return func(ctx context.Context) (err error) {
		s, err := f.New(ctx)
		if err != nil {
			return err
		}
		defer func() {
			if closeErr := s.Close(ctx); closeErr != nil {
				err = errors.Join(err, closeErr)
			}
		}()
		return do(ctx, s)
	}
}
