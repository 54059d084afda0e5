package captivego

import (
	"context"
	"time"
)

type engine struct{ ctx context.Context }

func (e *engine) Start(ctx context.Context) error {
	e.ctx = ctx
	return nil
}

// start returns an error, which lives on nothing.
func start(ctx context.Context, e *engine) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := e.Start(ctx); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
