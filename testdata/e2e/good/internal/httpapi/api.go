// Package httpapi serves the shop over HTTP.
package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"

	"github.com/bgvet/bgvet/testdata/e2e/good/internal/mail"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/orders"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/receipts"
	"github.com/bgvet/bgvet/testdata/e2e/good/internal/store"
)

const (
	maxBody        = 1 << 16
	previewsAtOnce = 2
)

// Cashier places orders.
type Cashier interface {
	Place(ctx context.Context, req orders.Request) (orders.Order, error)
}

// Records answers questions about placed orders.
type Records interface {
	OrderStatus(ctx context.Context, id string) (orders.Status, error)
	Order(ctx context.Context, id string) (orders.Order, error)
	ReceiptOf(ctx context.Context, id string) ([]byte, error)
	RepeatReceipts(ctx context.Context, ids []string) error
	Note(ctx context.Context, key, text string) error
}

// Shelf answers questions about the stock.
type Shelf interface {
	Free(ctx context.Context, sku string) (int, error)
	Cheapest(ctx context.Context) (int64, error)
}

// Post sends letters.
type Post interface {
	SendNews(ctx context.Context, key string, customers []string, letter mail.Message) error
}

// API holds the handlers.
type API struct {
	cashier  Cashier
	records  Records
	shelf    Shelf
	post     Post
	log      *slog.Logger
	previews *semaphore.Weighted

	mu   sync.Mutex
	last failure
}

// failure is what the health page tells about the last request that failed.
type failure struct {
	Path string    `json:"path,omitempty"`
	At   time.Time `json:"at,omitzero"`
}

// New returns the handlers of the shop.
func New(cashier Cashier, records Records, shelf Shelf, post Post, log *slog.Logger) *API {
	previews := semaphore.NewWeighted(previewsAtOnce)
	return &API{cashier: cashier, records: records, shelf: shelf, post: post, log: log, previews: previews}
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
	if err := a.records.Note(r.Context(), "visit for "+order.ID, r.RemoteAddr); err != nil {
		a.log.Warn("visit not noted", "err", err)
	}
	a.answer(w, http.StatusCreated, orders.Status{ID: order.ID})
}

func (a *API) orderStatus(w http.ResponseWriter, r *http.Request) {
	status, err := a.records.OrderStatus(r.Context(), r.PathValue("id"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answer(w, http.StatusOK, status)
}

func (a *API) receipt(w http.ResponseWriter, r *http.Request) {
	pdf, err := a.records.ReceiptOf(r.Context(), r.PathValue("id"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answerPDF(w, pdf)
}

func (a *API) preview(w http.ResponseWriter, r *http.Request) {
	if err := a.previews.Acquire(r.Context(), 1); err != nil {
		http.Error(w, "try again", http.StatusServiceUnavailable)
		return
	}
	defer a.previews.Release(1)
	order, err := a.records.Order(r.Context(), r.PathValue("id"))
	if err != nil {
		a.fail(w, r, err)
		return
	}
	pdf, err := receipts.Render(r.Context(), order)
	if err != nil {
		a.fail(w, r, err)
		return
	}
	a.answerPDF(w, pdf)
}

func (a *API) reprint(w http.ResponseWriter, r *http.Request) {
	var ids []string
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&ids); err != nil {
		http.Error(w, "malformed list", http.StatusBadRequest)
		return
	}
	if err := a.records.RepeatReceipts(r.Context(), ids); err != nil {
		a.fail(w, r, err)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}

func (a *API) news(w http.ResponseWriter, r *http.Request) {
	var news struct {
		Key       string       `json:"key"`
		Customers []string     `json:"customers"`
		Letter    mail.Message `json:"letter"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&news); err != nil {
		http.Error(w, "malformed news", http.StatusBadRequest)
		return
	}
	if err := a.post.SendNews(r.Context(), news.Key, news.Customers, news.Letter); err != nil {
		a.fail(w, r, err)
		return
	}
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
	last := a.last
	a.mu.Unlock()
	a.answer(w, http.StatusOK, last)
}

func (a *API) fail(w http.ResponseWriter, r *http.Request, err error) {
	switch {
	case errors.Is(err, orders.ErrInvalid):
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
	case errors.Is(err, store.ErrNotFound):
		http.Error(w, "not found", http.StatusNotFound)
	default:
		a.log.Error("request failed", "method", r.Method, "path", r.URL.Path, "err", err)
		a.note(r.URL.Path)
		http.Error(w, "internal error", http.StatusInternalServerError)
	}
}

func (a *API) note(path string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last = failure{Path: path, At: time.Now()}
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
