package errgroupctx

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// docs:good

func (m *mirror) fetchTogether(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	for _, url := range m.urls {
		g.Go(func() error {
			return m.fetch(groupCtx, url)
		})
	}
	return g.Wait()
}

// docs:end

// The group's context has the name of the outer one.
func (m *mirror) shadowed(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return m.fetch(ctx, "a") })
	return g.Wait()
}

// What must be done whatever happens to the others.
func (m *mirror) survives(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error { return m.fetch(context.WithoutCancel(ctx), "a") })
	g.Go(func() error {
		defer func() { _ = m.fetch(ctx, "unlock") }()
		defer m.fetch(ctx, "done")
		slog.InfoContext(ctx, "fetching")
		return m.fetch(groupCtx, "b")
	})
	return g.Wait()
}

// Outside of the members, the outer context is the right one.
func (m *mirror) outside(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error { return m.fetch(groupCtx, "a") })
	if err := m.fetch(ctx, "b"); err != nil {
		return err
	}
	return g.Wait()
}

// Members that end by themselves need no context of the group.
func (m *mirror) plain(ctx context.Context) error {
	var g errgroup.Group
	g.SetLimit(4)
	for _, url := range m.urls {
		g.Go(func() error { return m.fetch(ctx, url) })
	}
	return g.Wait()
}

// A member that ends stops the others.
func (l *listener) stopping(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var g errgroup.Group
	g.Go(func() error {
		defer cancel()
		return l.stream(ctx)
	})
	g.Go(func() error {
		defer cancel()
		return l.check(ctx)
	})
	return g.Wait()
}

// One goes on, the other ends soon.
func (l *listener) single(ctx context.Context, n *atomic.Int64) error {
	var g errgroup.Group
	g.Go(func() error { return l.stream(ctx) })
	g.Go(func() error {
		n.Add(1)
		return nil
	})
	return g.Wait()
}

// None of them can fail.
func (l *listener) never(ctx context.Context) error {
	var g errgroup.Group
	g.Go(func() error { return l.tick(ctx) })
	g.Go(func() error { return l.tick(ctx) })
	return g.Wait()
}

func (l *listener) tick(ctx context.Context) error {
	for {
		select {
		case <-time.After(l.refresh):
		case <-ctx.Done():
			return nil
		}
	}
}
