// Package orders takes orders from customers.
package orders

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"
)

// ErrInvalid is wrapped by every error that is the customer's to mend.
var ErrInvalid = errors.New("invalid order")

// Request is what a customer asks for.
type Request struct {
	Customer string `json:"customer"`
	SKU      string `json:"sku"`
	Quantity int    `json:"quantity"`
}

// Order is a request that the shop has accepted.
type Order struct {
	ID       string
	Customer string
	SKU      string
	Quantity int
	Total    int64
	PlacedAt time.Time
}

// Status tells how far an order has come.
type Status struct {
	ID       string `json:"id"`
	Mailed   bool   `json:"mailed"`
	Reserved bool   `json:"reserved"`
	Receipt  bool   `json:"receipt"`
}

// Book records orders and what happens to them.
type Book interface {
	PlaceOrder(ctx context.Context, o Order) error
	Note(ctx context.Context, text string) error
}

// Prices knows what an article costs.
type Prices interface {
	Price(ctx context.Context, sku string) (int64, error)
}

// Listener is told about each order.
type Listener func(ctx context.Context, o Order)

// Service accepts orders.
type Service struct {
	book      Book
	prices    Prices
	log       *slog.Logger
	listeners []Listener

	mu     sync.Mutex
	recent map[string]Order
}

// NewService returns a service that records its orders in book.
func NewService(book Book, prices Prices, log *slog.Logger) *Service {
	return &Service{book: book, prices: prices, log: log, recent: make(map[string]Order)}
}

// OnPlaced registers a listener.
func (s *Service) OnPlaced(l Listener) { s.listeners = append(s.listeners, l) }

// Place checks a request and records it as an order.
func (s *Service) Place(ctx context.Context, req Request) (Order, error) {
	if req.Customer == "" || req.Quantity < 1 {
		return Order{}, fmt.Errorf("%w: customer and quantity are needed", ErrInvalid)
	}
	price, err := s.prices.Price(ctx, req.SKU)
	if err != nil {
		return Order{}, fmt.Errorf("price of %q: %w", req.SKU, err)
	}
	order := Order{
		ID:       rand.Text(),
		Customer: req.Customer,
		SKU:      req.SKU,
		Quantity: req.Quantity,
		Total:    price * int64(req.Quantity),
		PlacedAt: time.Now(),
	}
	if err := s.book.PlaceOrder(ctx, order); err != nil {
		return Order{}, fmt.Errorf("place order: %w", err)
	}
	s.remember(order)
	go s.announce(ctx, order) // want trap:captivego trap:panicescape
	return order, nil
}

// Recent returns an order that has been placed through this service.
func (s *Service) Recent(id string) (Order, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	order, ok := s.recent[id]
	return order, ok
}

func (s *Service) remember(order Order) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.recent[order.ID] = order // want trap:boundless
}

func (s *Service) announce(ctx context.Context, order Order) {
	for _, listener := range s.listeners {
		listener(ctx, order)
	}
	if err := s.book.Note(ctx, "announced "+order.ID); err != nil {
		s.log.Warn("announcement not noted", "order", order.ID, "err", err)
	}
}
