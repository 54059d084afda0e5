package mail

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"text/template"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/supervise"
)

const (
	lease       = 30 * time.Second
	longestWait = 5 * time.Minute
	settleTime  = 2 * time.Second
)

var confirmation = template.Must(template.New("confirmation").Parse(
	"Thank you for order {{.ID}}: {{.Quantity}} x {{.SKU}}, {{.Total}} cents in all.\n"))

// Outbox holds the mails that are still to be sent.
type Outbox interface {
	ClaimJob(ctx context.Context, kind store.Kind, lease time.Duration) (store.Job, bool, error)
	ReleaseJob(ctx context.Context, id int64, pause time.Duration) error
	Order(ctx context.Context, id string) (orders.Order, error)
	FinishMail(ctx context.Context, job store.Job) error
}

// Worker sends a confirmation for every order.
type Worker struct {
	outbox  Outbox
	gateway *Gateway
	log     *slog.Logger
	every   time.Duration
}

// NewWorker returns a worker that looks into the outbox at the given interval.
func NewWorker(outbox Outbox, gateway *Gateway, log *slog.Logger, every time.Duration) *Worker {
	return &Worker{outbox: outbox, gateway: gateway, log: log, every: every}
}

// Run sends mails until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	tick := time.NewTicker(w.every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			w.sendDue(ctx)
		}
	}
}

// sendDue sends what is due now. A mail that cannot be sent falls due later, so
// that it does not hold up the others.
func (w *Worker) sendDue(ctx context.Context) {
	for ctx.Err() == nil {
		job, found, err := w.outbox.ClaimJob(ctx, store.Mail, lease)
		if err != nil {
			w.log.Error("claim mail", "err", err)
			return
		}
		if !found {
			return
		}
		if err := supervise.Call(func() error { return w.send(ctx, job) }); err != nil {
			w.postpone(ctx, job, err)
		}
	}
}

func (w *Worker) send(ctx context.Context, job store.Job) error {
	order, err := w.outbox.Order(ctx, job.OrderID)
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := confirmation.Execute(&body, order); err != nil {
		return err
	}
	msg := Message{To: order.Customer, Subject: "Your order " + order.ID, Body: body.String()}
	if err := w.gateway.Send(ctx, fmt.Sprintf("order-%s", order.ID), msg); err != nil {
		return err
	}
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	return w.outbox.FinishMail(settle, job)
}

// postpone gives a job back; one that the shutdown cut off is due at once.
func (w *Worker) postpone(ctx context.Context, job store.Job, cause error) {
	pause := min(time.Duration(job.Attempts*job.Attempts)*time.Second, longestWait)
	if ctx.Err() != nil {
		pause = 0
	}
	w.log.Warn("mail postponed", "order", job.OrderID, "pause", pause, "err", cause)
	settle, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleTime)
	defer cancel()
	if err := w.outbox.ReleaseJob(settle, job.ID, pause); err != nil {
		w.log.Error("release mail", "order", job.OrderID, "err", err)
	}
}
