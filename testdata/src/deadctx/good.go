package deadctx

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
)

// docs:good

func (a *app) serveWell(ctx context.Context) error {
	go a.srv.ListenAndServe()
	<-ctx.Done()
	stopCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return a.srv.Shutdown(stopCtx)
}

// docs:end

// One way to the use does not come by the end.
func (a *app) sometimes(ctx context.Context, wait bool) error {
	if wait {
		<-ctx.Done()
	}
	return a.srv.Shutdown(ctx)
}

// A fresh context takes the name.
func (a *app) fresh(ctx context.Context) error {
	<-ctx.Done()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return a.srv.Shutdown(ctx)
}

func (a *app) freshAfterWait(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error { return a.send(groupCtx, "a") })
	if err := g.Wait(); err != nil {
		return err
	}
	{
		groupCtx := context.Background()
		a.send(groupCtx, "fresh")
	}
	return a.send(ctx, "b")
}

// What only wants the values of the context, or its error.
func (a *app) words(ctx context.Context) error {
	<-ctx.Done()
	slog.InfoContext(ctx, "stopped")
	note(ctx)
	return fmt.Errorf("stopped: %w", context.Cause(ctx))
}

func note(ctx context.Context) {
	slog.Info("stopped", "id", ctx.Value("id"), "err", ctx.Err())
}

// The callee detaches the context itself.
func (a *app) calleeDetaches(ctx context.Context) {
	<-ctx.Done()
	a.bye(ctx)
}

func (a *app) bye(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	return a.send(ctx, "bye")
}

// The inner context has ended by its own cancel, the outer one has not.
func (a *app) inner(ctx context.Context) error {
	inner, cancel := context.WithCancel(ctx)
	time.AfterFunc(time.Second, cancel)
	<-inner.Done()
	return a.send(ctx, "next")
}

// A new one in each turn.
func (a *app) turns(ctx context.Context) {
	for range 3 {
		turn, cancel := context.WithTimeout(ctx, time.Second)
		a.send(turn, "a")
		cancel()
	}
}

// A wrapper that has the values of a context, and an end of its own.
type detached struct{ context.Context }

func (detached) Done() <-chan struct{} { return nil }
func (detached) Err() error            { return nil }

func (a *app) wrapped(ctx context.Context) error {
	<-ctx.Done()
	return a.send(detached{ctx}, "bye")
}
