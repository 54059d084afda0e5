package errgroupctx

import (
	"context"
	"net/http"
	"time"

	"golang.org/x/sync/errgroup"
)

type mirror struct {
	client *http.Client
	urls   []string
}

func (m *mirror) fetch(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	res, err := m.client.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// docs:bad

func (m *mirror) fetchAll(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	for _, url := range m.urls {
		g.Go(func() error {
			return m.fetch(ctx, url) // want `this member listens to ctx, so it goes on when another one fails, and Wait with it; use groupCtx, the context of the group`
		})
	}
	g.Go(func() error { return m.fetch(groupCtx, "index") })
	return g.Wait()
}

// docs:end

func (m *mirror) dropped(ctx context.Context) error {
	g, _ := errgroup.WithContext(ctx) // want `the context of this group is thrown away, so when one member fails`
	for _, url := range m.urls {
		g.Go(func() error { return m.fetch(ctx, url) })
	}
	return g.Wait()
}

func (m *mirror) droppedUnused() error {
	g, _ := errgroup.WithContext(context.Background()) // want `the context of this group is thrown away`
	g.Go(func() error { return m.fetch(context.TODO(), "a") })
	return g.Wait()
}

func (m *mirror) waits(ctx context.Context, in chan string) error {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error {
		select {
		case url := <-in:
			return m.fetch(groupCtx, url)
		case <-ctx.Done(): // want `this member listens to ctx`
			return nil
		}
	})
	return g.Wait()
}

func (m *mirror) derived(ctx context.Context) error {
	g, groupCtx := errgroup.WithContext(ctx)
	g.Go(func() error {
		one, cancel := context.WithTimeout(ctx, time.Second) // want `this member listens to ctx`
		defer cancel()
		return m.fetch(one, "a")
	})
	g.Go(func() error { return m.fetch(groupCtx, "b") })
	return g.Wait()
}
