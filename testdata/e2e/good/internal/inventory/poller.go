package inventory

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const (
	pollTimeout    = 10 * time.Second
	reorderBelow   = 20
	reordersAtOnce = 4
)

// Stock is what the poller keeps in step.
type Stock interface {
	SetLevels(ctx context.Context, levels []store.Level) error
	Scarce(ctx context.Context, least int) ([]string, error)
	TakeLease(ctx context.Context, name, holder string, ttl time.Duration) (bool, error)
}

// Poller reads the supplier's feed and orders what runs short.
type Poller struct {
	stock    Stock
	supplier *Supplier
	log      *slog.Logger
	holder   string
	every    time.Duration
}

// NewPoller returns a poller that reads the feed at the given interval. The
// holder tells this replica of the shop from the others.
func NewPoller(stock Stock, supplier *Supplier, log *slog.Logger, holder string, every time.Duration) *Poller {
	return &Poller{stock: stock, supplier: supplier, log: log, holder: holder, every: every}
}

// Run polls until ctx ends.
func (p *Poller) Run(ctx context.Context) error {
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for {
		err := supervise.Call(func() error { return p.poll(ctx) })
		if err != nil && ctx.Err() == nil {
			p.log.Error("poll supplier", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (p *Poller) poll(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, pollTimeout)
	defer cancel()
	mine, err := p.stock.TakeLease(ctx, "inventory", p.holder, pollTimeout+p.every)
	if err != nil || !mine {
		return err
	}
	levels, err := p.supplier.Levels(ctx)
	if err != nil {
		return fmt.Errorf("levels: %w", err)
	}
	if err := p.stock.SetLevels(ctx, levels); err != nil {
		return fmt.Errorf("set levels: %w", err)
	}
	return p.reorder(ctx)
}

func (p *Poller) reorder(ctx context.Context) error {
	scarce, err := p.stock.Scarce(ctx, reorderBelow)
	if err != nil {
		return err
	}
	if len(scarce) > 0 {
		p.log.Warn("articles run short", "count", len(scarce))
	}
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(reordersAtOnce)
	for _, sku := range scarce {
		g.Go(func() error {
			return supervise.Call(func() error { return p.supplier.Reorder(ctx, sku) })
		})
	}
	return g.Wait()
}
