package complaint51

import (
	"context"

	"github.com/bgvet/bgvet/testdata/src/ctxsibling/options"
)

// The context is an option that is there already, or is not asked for by default.
func Send(ctx context.Context) {
	options.Do(func() error { return nil }, options.Context(ctx))
	options.Do(func() error { return nil })
}
