// Package fix: the limit is set behind the statement that makes the group.
package fix

import (
	"context"
	"net/http"

	"golang.org/x/sync/errgroup"
)

func send(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, "PUT", "http://peer/"+id, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func withContext(ctx context.Context, ids chan string) error {
	g, ctx := errgroup.WithContext(ctx)
	for id := range ids {
		g.Go(func() error { return send(ctx, id) }) // want "a goroutine for each message of ids"
	}
	return g.Wait()
}

func zero(ctx context.Context, ids chan string) error {
	if ctx.Err() == nil {
		var g errgroup.Group
		for id := range ids {
			g.Go(func() error { return send(ctx, id) }) // want "a goroutine for each message of ids"
		}
		return g.Wait()
	}
	return nil
}
