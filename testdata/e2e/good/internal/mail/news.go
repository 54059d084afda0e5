package mail

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const newsAtOnce = 8

// SendNews sends a letter to all the given customers. The key tells the letter
// from others, so that nobody gets it twice.
func (g *Gateway) SendNews(ctx context.Context, key string, customers []string, letter Message) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(newsAtOnce)
	for _, customer := range customers {
		group.Go(func() error {
			return supervise.Call(func() error { return g.sendCopy(ctx, key, customer, letter) })
		})
	}
	return group.Wait()
}

func (g *Gateway) sendCopy(ctx context.Context, key, customer string, letter Message) error {
	letter.To = customer
	if err := g.Send(ctx, key+"-"+customer, letter); err != nil {
		return fmt.Errorf("news to %s: %w", customer, err)
	}
	return nil
}
