package inventory

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const (
	pollTimeout  = 10 * time.Second
	reorderBelow = 20
)

// Poller reads the supplier's feed and orders what runs short.
type Poller struct {
	store    *store.Store
	ledger   *Ledger
	supplier *Supplier
	log      *slog.Logger
	every    time.Duration
	stop     chan struct{}
	stopping sync.Once
	scarce   chan int
	done     chan struct{}
}

// NewPoller returns a poller that reads the feed at the given interval.
func NewPoller(db *store.Store, ledger *Ledger, supplier *Supplier, log *slog.Logger, every time.Duration) *Poller {
	return &Poller{
		store:    db,
		ledger:   ledger,
		supplier: supplier,
		log:      log,
		every:    every,
		stop:     make(chan struct{}),
		scarce:   make(chan int),
		done:     make(chan struct{}),
	}
}

// Start begins to poll.
func (p *Poller) Start(ctx context.Context) error {
	go p.run(ctx)   // want trap:startctx trap:panicescape
	go p.watch(ctx) // want trap:startctx
	go p.warn()
	return nil
}

// Stop ends the polling and waits for the round under way.
func (p *Poller) Stop(ctx context.Context) error {
	p.stopping.Do(func() {
		close(p.stop)
		close(p.scarce)
	})
	<-p.done // want trap:stopwait
	p.log.InfoContext(ctx, "poller stopped")
	return nil
}

func (p *Poller) run(ctx context.Context) {
	defer close(p.done)
	tick := time.NewTicker(p.every) // want trap:outgrown
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		roundCtx, cancel := context.WithTimeout(ctx, pollTimeout)
		defer cancel() // want trap:scopeleak
		feed, err := p.supplier.Levels(roundCtx)
		if err != nil {
			p.log.Error("fetch levels", "err", err)
			break // want trap:loopexit
		}
		defer feed.Close() // want trap:scopeleak
		levels, err := parseFeed(feed)
		if err != nil {
			p.log.Error("read levels", "err", err)
			continue
		}
		if err := p.enter(roundCtx, levels); err != nil {
			p.log.Error("enter levels", "err", err)
		}
	}
}

func (p *Poller) enter(ctx context.Context, levels []store.Level) error {
	if err := p.ledger.Enter(ctx, levels); err != nil {
		return err
	}
	scarce, err := p.store.Scarce(ctx, reorderBelow)
	if err != nil {
		return fmt.Errorf("scarce articles: %w", err)
	}
	return p.reorder(ctx, scarce)
}

func (p *Poller) reorder(ctx context.Context, skus []string) error {
	g, groupCtx := errgroup.WithContext(ctx)
	for _, sku := range skus {
		g.Go(func() error { // want trap:unboundedgo
			return p.supplier.Reorder(ctx, sku) // want trap:errgroupctx
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	return p.store.Note(groupCtx, fmt.Sprintf("reordered %v", skus)) // want trap:deadctx
}

func (p *Poller) watch(ctx context.Context) {
	tick := time.NewTicker(p.every)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-ctx.Done(): // want trap:hotloop
			continue // want trap:donestays
		case <-tick.C:
			go p.compare(ctx) // want trap:overlap trap:panicescape
		}
	}
}

func (p *Poller) compare(ctx context.Context) {
	skus, err := p.store.Scarce(context.Background(), reorderBelow) // want trap:ctxdropped
	if err != nil {
		p.log.Warn("compare", "err", err)
		return
	}
	select {
	case p.scarce <- len(skus):
	case <-ctx.Done():
	}
}

func (p *Poller) warn() {
	for count := range p.scarce {
		if count > 0 {
			p.log.Warn("articles run short", "count", count)
		}
	}
}
