package startctx

import (
	"context"
	"time"

	"go.uber.org/fx"
)

// docs:good

func registerWell(lc fx.Lifecycle, p *poller) {
	ctx, cancel := context.WithCancel(context.Background())
	lc.Append(fx.Hook{
		OnStart: func(context.Context) error {
			go p.poll(ctx)
			return nil
		},
		OnStop: func(context.Context) error {
			cancel()
			return nil
		},
	})
}

// docs:end

// The hook's context is there for the start.
func firstRequest(lc fx.Lifecycle, p *poller) {
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		if err := p.ask(ctx); err != nil {
			return err
		}
		go p.poll(context.WithoutCancel(ctx))
		return nil
	}))
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		done := make(chan error, 1)
		go func() { done <- p.ask(ctx) }()
		return <-done
	}))
}

// Nobody here says that the caller of a plain Start ends the context after it.
type runner struct{ poller }

func (r *runner) Start(ctx context.Context) error {
	go r.poll(ctx)
	return nil
}

// Work that is given a deadline, and is done by then.
func warm(r *runner) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r.warmUp(ctx)
}

func (r *runner) warmUp(ctx context.Context) {
	go r.poll(ctx)
}

// What context.AfterFunc runs begins with the end of the context.
func linked(lc fx.Lifecycle, p *poller) {
	lc.Append(fx.StartHook(func(ctx context.Context) error {
		run, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
		unlink := context.AfterFunc(ctx, func() { cancel(context.Cause(ctx)) })
		defer unlink()
		go p.poll(run)
		return p.ask(ctx)
	}))
}
