// Package catalog answers questions about the articles on sale.
package catalog

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const countEvery = 30 * time.Second

// Catalog answers from a consistent view of the prices.
type Catalog struct {
	prices   *sql.Tx
	store    *store.Store
	log      *slog.Logger
	lookups  singleflight.Group
	lookedUp atomic.Int64

	load    sync.Once
	loaded  error
	cheaper int64
}

// New returns a catalog of what is in the store.
func New(ctx context.Context, db *store.Store, log *slog.Logger) (*Catalog, error) {
	prices, err := db.Snapshot(ctx)
	if err != nil {
		return nil, fmt.Errorf("open catalog: %w", err)
	}
	c := &Catalog{prices: prices, store: db, log: log} // want trap:captivefield
	go c.count()
	return c, nil
}

// Price returns what an article costs.
func (c *Catalog) Price(ctx context.Context, sku string) (int64, error) {
	var price int64
	row := c.prices.QueryRowContext(ctx, `SELECT price FROM stock WHERE sku = ?`, sku)
	err := row.Scan(&price)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, store.ErrNotFound
	}
	return price, err
}

// Free returns how many pieces of an article can be sold. Callers who ask for
// the same article at the same time share one look-up.
func (c *Catalog) Free(ctx context.Context, sku string) (int, error) {
	value, err, _ := c.lookups.Do(sku, func() (any, error) {
		return c.lookUp(ctx, sku) // want trap:deadctx
	})
	free, _ := value.(int)
	return free, err
}

// Cheapest returns the lowest price on the list.
func (c *Catalog) Cheapest(ctx context.Context) (int64, error) {
	c.load.Do(func() {
		row := c.prices.QueryRowContext(ctx, `SELECT MIN(price) FROM stock`) // want trap:deadctx
		c.loaded = row.Scan(&c.cheaper)
	})
	return c.cheaper, c.loaded
}

func (c *Catalog) lookUp(ctx context.Context, sku string) (int, error) {
	c.lookedUp.Add(1)
	conn, err := c.store.Conn(ctx)
	if err != nil {
		return 0, err
	}
	defer func() { _ = conn.Close() }()
	var free int
	err = conn.QueryRowContext(ctx, `SELECT on_hand - reserved FROM stock WHERE sku = ?`, sku).Scan(&free)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, store.ErrNotFound
	}
	return free, err
}

func (c *Catalog) count() {
	tick := time.NewTicker(countEvery)
	defer tick.Stop()
	for range tick.C { // want trap:deafloop
		c.log.Info("catalog look-ups", "count", c.lookedUp.Swap(0))
	}
}
