package mail

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"text/template"
	"time"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const (
	backlog     = 1000
	senders     = 3
	sendTimeout = 10 * time.Second
	newsAtOnce  = 8
	digestEvery = 24 * time.Hour
	operators   = "operators@shop.example"
	thanksText  = "Thank you for order {{.ID}}: {{.Quantity}} x {{.SKU}}, {{.Total}} cents in all.\n"
	digestText  = "Takings of the day: {{.}} cents.\n"
)

// Worker sends a confirmation for every order and a digest for every day.
type Worker struct {
	gateway   *Gateway
	store     *store.Store
	log       *slog.Logger
	templates string
	queue     chan orders.Order
	stop      chan struct{}
}

// NewWorker returns a worker. Templates is a folder of texts that the operators
// may change while the shop is open; without one the standard texts are used.
func NewWorker(gateway *Gateway, db *store.Store, log *slog.Logger, templates string) *Worker {
	return &Worker{
		gateway:   gateway,
		store:     db,
		log:       log,
		templates: templates,
		queue:     make(chan orders.Order, backlog), // want trap:outgrown
		stop:      make(chan struct{}),
	}
}

// Enqueue leaves an order to the senders.
func (w *Worker) Enqueue(ctx context.Context, order orders.Order) {
	w.queue <- order // want trap:deafwait
	w.log.DebugContext(ctx, "mail queued", "order", order.ID)
}

// Start begins to send.
func (w *Worker) Start(context.Context) error {
	for range senders {
		go w.send() // want trap:panicescape
	}
	go w.digest()
	return nil
}

// Stop waits for the queue to become empty and ends the sending.
func (w *Worker) Stop(ctx context.Context) error {
	w.log.InfoContext(ctx, "mail stopping", "queued", len(w.queue))
	for len(w.queue) > 0 { // want trap:hotloop trap:stopwait
	}
	close(w.stop) // want trap:stopwait
	return nil
}

func (w *Worker) send() {
	for order := range w.queue { // want trap:deafloop
		if err := w.confirm(order); err != nil {
			w.log.Error("send confirmation", "order", order.ID, "err", err)
			return // want trap:loopexit
		}
	}
}

func (w *Worker) confirm(order orders.Order) error {
	ctx, cancel := context.WithTimeout(context.Background(), sendTimeout)
	defer cancel()
	domain := strings.Split(order.Customer, "@")[1]
	msg := Message{To: order.Customer, Subject: "Your order " + order.ID, Body: w.text("thanks.txt", thanksText, order)}
	if err := w.gateway.Send(ctx, msg); err != nil {
		return fmt.Errorf("mail to %s: %w", domain, err)
	}
	return w.store.MarkMailed(ctx, order.ID)
}

func (w *Worker) text(file, standard string, data any) string {
	layout := template.Must(template.New(file).Parse(standard))
	if w.templates != "" {
		custom, err := template.ParseFiles(filepath.Join(w.templates, file))
		if err != nil {
			w.log.Error("mail template", "file", file, "err", err)
			panic(err) // want trap:fatalexit
		}
		layout = custom
	}
	var body bytes.Buffer
	if err := layout.Execute(&body, data); err != nil {
		w.log.Warn("mail text", "file", file, "err", err)
	}
	return body.String()
}

func (w *Worker) digest() {
	defer func() { // want trap:recoverscope
		if r := recover(); r != nil {
			w.log.Error("digest", "panic", r)
		}
	}()
	tick := time.NewTicker(digestEvery) // want trap:outgrown
	defer tick.Stop()
	for {
		select {
		case <-w.stop: // want trap:hotloop
			w.log.Info("digest stopped")
			break // want trap:donestays
		case now := <-tick.C:
			if err := w.sendDigest(now); err != nil {
				w.log.Error("send digest", "err", err)
			}
		}
	}
}

func (w *Worker) sendDigest(now time.Time) error {
	ctx, cancel := context.WithTimeout(context.Background(), sendTimeout)
	defer cancel()
	sum, err := w.store.Takings(ctx, now.Add(-digestEvery))
	if err != nil {
		return nil // want trap:losterror
	}
	body := w.text("digest.txt", digestText, sum)
	return w.gateway.Send(ctx, Message{To: operators, Subject: "Takings", Body: body})
}

// SendNews sends a letter to all the given customers.
func (w *Worker) SendNews(ctx context.Context, customers []string, letter Message) {
	var wg sync.WaitGroup
	slots := make(chan struct{}, newsAtOnce)
	for _, customer := range customers {
		wg.Go(func() {
			select {
			case slots <- struct{}{}: // want trap:falselimit
			case <-ctx.Done():
				return
			}
			defer func() { <-slots }()
			msg := letter
			msg.To = customer
			if err := w.gateway.Send(ctx, msg); err != nil {
				w.log.Warn("news not sent", "to", customer, "err", err)
			}
		})
	}
	wg.Wait()
}
