package di

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime/debug"
	"time"
)

type contextCloser interface{ Close(context.Context) error }

type plainCloser interface{ Close() }

// closerOf returns the function that closes v, or nil if it has none.
func closerOf(v reflect.Value) func(context.Context) error {
	switch c := v.Interface().(type) {
	case contextCloser:
		return c.Close
	case io.Closer:
		return func(context.Context) error { return c.Close() }
	case plainCloser:
		return func(context.Context) error { c.Close(); return nil }
	}
	return nil
}

// A closeItem is one instance that its owner must close.
type closeItem struct {
	service *binding
	close   func(context.Context) error
}

// closeAll closes the items, last first, under a context that outlives ctx's
// cancellation: clean-up has to work when the reason for it is a cancellation.
func closeAll(ctx context.Context, limit time.Duration, items []closeItem) error {
	if len(items) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	var errs []error
	closeRest(ctx, items, &errs)
	return errors.Join(errs...)
}

// closeRest defers the rest before it closes the last item, so that no way of
// ending it, Goexit included, keeps the others open.
func closeRest(ctx context.Context, items []closeItem, errs *[]error) {
	if len(items) == 0 {
		return
	}
	last := len(items) - 1
	defer closeRest(ctx, items[:last], errs)
	if err := items[last].run(ctx); err != nil {
		*errs = append(*errs, err)
	}
}

func (i closeItem) run(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("di: closing %v: panic: %v\n%s", i.service, r, debug.Stack())
		}
	}()
	if err := i.close(ctx); err != nil {
		return fmt.Errorf("di: closing %v: %w", i.service, err)
	}
	return nil
}
