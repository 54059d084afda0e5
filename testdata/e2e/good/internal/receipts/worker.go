package receipts

import (
	"context"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const (
	renderers   = 2
	lease       = time.Minute
	beatEvery   = time.Second
	longestWait = 5 * time.Minute
	settleTime  = 2 * time.Second
)

// Desk holds the receipts that are still to be made.
type Desk interface {
	ClaimJob(ctx context.Context, kind store.Kind, lease time.Duration) (store.Job, bool, error)
	ReleaseJob(ctx context.Context, id int64, pause time.Duration) error
	Order(ctx context.Context, id string) (orders.Order, error)
	FinishReceipt(ctx context.Context, job store.Job, pdf []byte) error
	Beat(ctx context.Context, worker string) error
}

// Worker makes a receipt for every order. Rendering takes the processor, so it
// has goroutines of its own beside those that claim jobs and send the beat.
type Worker struct {
	desk  Desk
	log   *slog.Logger
	every time.Duration
}

// NewWorker returns a worker that looks for work at the given interval.
func NewWorker(desk Desk, log *slog.Logger, every time.Duration) *Worker {
	return &Worker{desk: desk, log: log, every: every}
}

// Run makes receipts until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	jobs := make(chan store.Job)
	g, ctx := errgroup.WithContext(ctx)
	for range renderers {
		g.Go(func() error { return supervise.Keep(ctx, w.log, "receipt renderer", w.renderer(jobs)) })
	}
	g.Go(func() error { return supervise.Keep(ctx, w.log, "receipt claims", w.claimer(jobs)) })
	g.Go(func() error { return supervise.Keep(ctx, w.log, "receipt beat", w.beat) })
	return g.Wait()
}

// claimer returns a service that hands due jobs to the renderers.
func (w *Worker) claimer(jobs chan<- store.Job) func(context.Context) error {
	return func(ctx context.Context) error {
		for ctx.Err() == nil {
			job, found, err := w.desk.ClaimJob(ctx, store.Receipt, lease)
			if err != nil {
				w.log.Error("claim receipt", "err", err)
			}
			if !found {
				supervise.Pause(ctx, w.every)
				continue
			}
			select {
			case jobs <- job:
			case <-ctx.Done():
				w.giveBack(ctx, job, 0)
			}
		}
		return nil
	}
}

// renderer returns a service that makes the receipts it is handed.
func (w *Worker) renderer(jobs <-chan store.Job) func(context.Context) error {
	return func(ctx context.Context) error {
		for {
			select {
			case <-ctx.Done():
				return nil
			case job := <-jobs:
				w.handle(ctx, job)
			}
		}
	}
}

func (w *Worker) handle(ctx context.Context, job store.Job) {
	err := supervise.Call(func() error { return w.make(ctx, job) })
	if err == nil {
		return
	}
	pause := min(time.Duration(job.Attempts*job.Attempts)*time.Second, longestWait)
	if ctx.Err() != nil {
		pause = 0 // cut off by the shutdown: due at once
	}
	w.log.Warn("receipt postponed", "order", job.OrderID, "pause", pause, "err", err)
	w.giveBack(ctx, job, pause)
}

func (w *Worker) make(ctx context.Context, job store.Job) error {
	order, err := w.desk.Order(ctx, job.OrderID)
	if err != nil {
		return err
	}
	pdf, err := Render(ctx, order)
	if err != nil {
		return err
	}
	return w.desk.FinishReceipt(ctx, job, pdf)
}

func (w *Worker) giveBack(ctx context.Context, job store.Job, pause time.Duration) {
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	if err := w.desk.ReleaseJob(settle, job.ID, pause); err != nil {
		w.log.Error("release receipt", "order", job.OrderID, "err", err)
	}
}

func (w *Worker) beat(ctx context.Context) error {
	tick := time.NewTicker(beatEvery)
	defer tick.Stop()
	for {
		if err := w.desk.Beat(ctx, "receipts"); err != nil && ctx.Err() == nil {
			w.log.Warn("beat", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
