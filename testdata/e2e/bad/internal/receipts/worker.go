package receipts

import (
	"context"
	"fmt"
	"log"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/supervise"
)

const (
	backlog        = 1000
	beatEvery      = time.Second
	reprintsAtOnce = 2
)

// Stamp returns the text that the tax office asks for on a receipt.
type Stamp func(o orders.Order) string

// Worker makes a receipt for every order.
type Worker struct {
	store  *store.Store
	log    *slog.Logger
	stamp  Stamp
	queue  chan orders.Order
	failed map[string]int
	cancel context.CancelFunc
}

// NewWorker returns a worker that puts the given stamp on its receipts.
func NewWorker(db *store.Store, logger *slog.Logger, stamp Stamp) *Worker {
	queue := make(chan orders.Order, backlog) // want trap:outgrown
	return &Worker{store: db, log: logger, stamp: stamp, queue: queue}
}

// Enqueue leaves an order to the worker.
func (w *Worker) Enqueue(ctx context.Context, order orders.Order) {
	select {
	case w.queue <- order:
	default:
		w.log.WarnContext(ctx, "too many receipts waiting", "order", order.ID)
	}
}

// Start begins to make receipts.
func (w *Worker) Start(ctx context.Context) error {
	ctx, w.cancel = context.WithCancel(context.WithoutCancel(ctx))
	supervise.Go(w.log, "receipts", func() { w.run(ctx) }) // want trap:panicescape
	return nil
}

// Stop ends the making of receipts.
func (w *Worker) Stop(context.Context) error { // want trap:stopwait
	w.log.Info("receipts stopped", "failed", len(w.failed))
	return nil
}

func (w *Worker) run(ctx context.Context) {
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
			if err := w.store.Beat("receipts"); err != nil { // want trap:ctxdropped
				log.Fatalf("receipts: beat: %v", err) // want trap:fatalexit
			}
		case order := <-w.queue:
			if err := w.make(ctx, order); err != nil { // want trap:inlinecpu
				w.failed[order.SKU]++
				w.log.Error("make receipt", "order", order.ID, "err", err)
			}
		}
	}
}

func (w *Worker) make(ctx context.Context, order orders.Order) error {
	pdf, err := Render(ctx, order, w.stamp(order))
	if err != nil {
		return fmt.Errorf("render: %w", err)
	}
	return w.store.KeepReceipt(ctx, order.ID, pdf)
}

// Reprint makes the receipts of the given orders again.
func (w *Worker) Reprint(ctx context.Context, ids []string) error {
	g, _ := errgroup.WithContext(ctx) // want trap:errgroupctx
	slots := semaphore.NewWeighted(reprintsAtOnce)
	for _, id := range ids {
		_ = slots.Acquire(ctx, 1) // want trap:falselimit
		g.Go(func() error {       // want trap:panicescape?
			defer slots.Release(1)
			order, err := w.store.Order(ctx, id)
			if err != nil {
				return err
			}
			return w.make(ctx, order)
		})
	}
	return g.Wait()
}

// Preview returns the receipt of an order without keeping it.
func (w *Worker) Preview(ctx context.Context, order orders.Order) []byte {
	done := make(chan []byte)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				w.log.Error("preview", "order", order.ID, "panic", r)
			}
		}()
		pdf, err := Render(ctx, order, w.stamp(order))
		if err != nil {
			w.log.Error("preview", "order", order.ID, "err", err)
		}
		done <- pdf // want trap:recoverscope
	}()
	return <-done // want trap:deafwait
}
