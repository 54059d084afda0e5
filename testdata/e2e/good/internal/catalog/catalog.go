// Package catalog answers questions about the articles on sale.
package catalog

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const (
	lookupTimeout = 2 * time.Second
	countEvery    = 30 * time.Second
)

// Shelf knows the articles.
type Shelf interface {
	Price(ctx context.Context, sku string) (int64, error)
	Free(ctx context.Context, sku string) (int, error)
	Cheapest(ctx context.Context) (int64, error)
}

// Catalog answers from the shelf. It is safe for concurrent use.
type Catalog struct {
	shelf    Shelf
	log      *slog.Logger
	lookups  singleflight.Group
	lookedUp atomic.Int64
}

// New returns a catalog of what is on the shelf.
func New(shelf Shelf, log *slog.Logger) *Catalog { return &Catalog{shelf: shelf, log: log} }

// Run logs now and then how often the catalog is asked, until ctx ends.
func (c *Catalog) Run(ctx context.Context) error {
	tick := time.NewTicker(countEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			c.log.Info("catalog look-ups", "count", c.lookedUp.Swap(0))
		}
	}
}

// Price returns what an article costs now.
func (c *Catalog) Price(ctx context.Context, sku string) (int64, error) {
	return c.shelf.Price(ctx, sku)
}

// Cheapest returns the lowest price on the list.
func (c *Catalog) Cheapest(ctx context.Context) (int64, error) {
	return c.shelf.Cheapest(ctx)
}

// Free returns how many pieces of an article can be sold. Callers who ask for
// the same article at the same time share one look-up, which goes on when one
// of them leaves.
func (c *Catalog) Free(ctx context.Context, sku string) (int, error) {
	answer := c.lookups.DoChan(sku, func() (any, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookupTimeout)
		defer cancel()
		return c.lookUp(ctx, sku)
	})
	select {
	case <-ctx.Done():
		return 0, ctx.Err()
	case a := <-answer:
		free, _ := a.Val.(int)
		return free, a.Err
	}
}

func (c *Catalog) lookUp(ctx context.Context, sku string) (free int, err error) {
	c.lookedUp.Add(1)
	err = supervise.Call(func() (err error) {
		free, err = c.shelf.Free(ctx, sku)
		return err
	})
	return free, err
}
