// Package httpapi serves the shop over HTTP.
package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/catalog"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/mail"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/receipts"
	"github.com/bgvet/bgvet/testdata/e2e/bad/internal/store"
)

const (
	maxBody        = 1 << 16
	reprintTimeout = time.Minute
	previewsAtOnce = 2
)

// API holds the handlers.
type API struct {
	cashier *orders.Service
	store   *store.Store
	shelf   *catalog.Catalog
	printer *receipts.Worker
	mailer  *mail.Worker
	log     *slog.Logger

	mu     sync.Mutex
	failed *http.Request
}

// New returns the handlers of the shop.
func New(cashier *orders.Service, db *store.Store, shelf *catalog.Catalog, printer *receipts.Worker,
	mailer *mail.Worker, log *slog.Logger) *API {
	return &API{cashier: cashier, store: db, shelf: shelf, printer: printer, mailer: mailer, log: log}
}

// Handler returns all routes; those that change something ask for a key.
func (a *API) Handler(keys *Keys) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /orders", keys.Guard(a.placeOrder))
	mux.HandleFunc("GET /orders/{id}", a.orderStatus)
	mux.HandleFunc("GET /orders/{id}/receipt", a.receipt)
	mux.HandleFunc("GET /orders/{id}/preview", keys.Guard(a.preview))
	mux.HandleFunc("POST /reprints", keys.Guard(a.reprint))
	mux.HandleFunc("POST /news", keys.Guard(a.news))
	mux.HandleFunc("GET /stock/{sku}", a.stock)
	mux.HandleFunc("GET /cheapest", a.cheapest)
	mux.HandleFunc("GET /health", a.health)
	return mux
}

func (a *API) placeOrder(w http.ResponseWriter, r *http.Request) {
	var req orders.Request
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&req); err != nil {
		http.Error(w, "malformed order", http.StatusBadRequest)
		return
	}
	order, err := a.cashier.Place(r.Context(), req)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answer(w, http.StatusCreated, orders.Status{ID: order.ID})
	go a.noteVisit(r) // want trap:captivego
}

// noteVisit writes into the diary where an order came from.
func (a *API) noteVisit(r *http.Request) {
	if err := a.store.Note(r.Context(), fmt.Sprintf("order from %s", r.RemoteAddr)); err != nil {
		a.log.Debug("visit not noted", "err", err)
	}
}

func (a *API) orderStatus(w http.ResponseWriter, r *http.Request) {
	status, err := a.store.OrderStatus(context.Background(), r.PathValue("id")) // want trap:ctxdropped
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answer(w, http.StatusOK, status)
}

func (a *API) receipt(w http.ResponseWriter, r *http.Request) {
	pdf, err := a.store.ReceiptOf(r.Context(), r.PathValue("id"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answerPDF(w, pdf)
}

func (a *API) preview(w http.ResponseWriter, r *http.Request) {
	order, ok := a.cashier.Recent(r.PathValue("id"))
	if !ok {
		http.Error(w, "not found", http.StatusNotFound)
		return
	}
	slots := semaphore.NewWeighted(previewsAtOnce) // want trap:falselimit
	if err := slots.Acquire(r.Context(), 1); err != nil {
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	defer slots.Release(1)
	a.answerPDF(w, a.printer.Preview(r.Context(), order))
}

func (a *API) reprint(w http.ResponseWriter, r *http.Request) {
	var ids []string
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&ids); err != nil {
		http.Error(w, "malformed list", http.StatusBadRequest)
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), reprintTimeout)
	defer cancel()
	go a.printer.Reprint(ctx, ids) // want trap:captivego trap:losterror
	w.WriteHeader(http.StatusAccepted)
}

func (a *API) news(w http.ResponseWriter, r *http.Request) {
	var news struct {
		Customers []string     `json:"customers"`
		Letter    mail.Message `json:"letter"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&news); err != nil {
		http.Error(w, "malformed news", http.StatusBadRequest)
		return
	}
	a.mailer.SendNews(r.Context(), news.Customers, news.Letter)
	w.WriteHeader(http.StatusNoContent)
}

func (a *API) stock(w http.ResponseWriter, r *http.Request) {
	free, err := a.shelf.Free(r.Context(), r.PathValue("sku"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answer(w, http.StatusOK, map[string]int{"free": free})
}

func (a *API) cheapest(w http.ResponseWriter, r *http.Request) {
	price, err := a.shelf.Cheapest(r.Context())
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answer(w, http.StatusOK, map[string]int64{"price": price})
}

func (a *API) health(w http.ResponseWriter, _ *http.Request) {
	a.mu.Lock()
	failed := a.failed
	a.mu.Unlock()
	health := map[string]string{"state": "open"}
	if failed != nil {
		health["last_failure"] = failed.Method + " " + failed.URL.Path
	}
	a.answer(w, http.StatusOK, health)
}

func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, orders.ErrInvalid):
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
	case errors.Is(err, store.ErrNotFound):
		http.Error(w, "not found", http.StatusNotFound)
	default:
		a.log.Error("request failed", "method", r.Method, "path", r.URL.Path, "err", err)
		a.mu.Lock()
		a.failed = r // want trap:captivefield
		a.mu.Unlock()
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}

func (a *API) answer(w http.ResponseWriter, code int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		a.log.Debug("answer not delivered", "err", err)
	}
}

func (a *API) answerPDF(w http.ResponseWriter, pdf []byte) {
	w.Header().Set("Content-Type", "application/pdf")
	if _, err := w.Write(pdf); err != nil {
		a.log.Debug("receipt not delivered", "err", err)
	}
}
