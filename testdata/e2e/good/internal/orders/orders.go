// Package orders takes orders from customers.
package orders

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
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

// Book records orders together with the work they call for.
type Book interface {
	PlaceOrder(ctx context.Context, o Order) error
}

// Prices knows what an article costs.
type Prices interface {
	Price(ctx context.Context, sku string) (int64, error)
}

// Service accepts orders.
type Service struct {
	book   Book
	prices Prices
}

// NewService returns a service that records its orders in book.
func NewService(book Book, prices Prices) *Service {
	return &Service{book: book, prices: prices}
}

// Place checks a request and records it as an order.
func (s *Service) Place(ctx context.Context, req Request) (Order, error) {
	if err := req.check(); err != nil {
		return Order{}, err
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
	return order, nil
}

const maxQuantity = 10_000

func (r Request) check() error {
	if !strings.Contains(r.Customer, "@") {
		return fmt.Errorf("%w: customer must be a mail address", ErrInvalid)
	}
	if r.Quantity < 1 || r.Quantity > maxQuantity {
		return fmt.Errorf("%w: quantity must be 1 to %d", ErrInvalid, maxQuantity)
	}
	return nil
}
