// Package states: a loop inside a service loop that hears the stop signal is the
// service in one of its states; one that opened something is a session.
package states

import (
	"context"
	"errors"
	"time"
)

type conn struct{}

func (*conn) Close() error                  { return nil }
func (*conn) Next(context.Context) error    { return nil }
func dial(context.Context) (*conn, error)   { return nil, nil }
func elected(context.Context) (bool, error) { return false, nil }

type elector struct{ wake chan int }

func (e *elector) Start(ctx context.Context) {
	go func() { // want "^go service, stop ctx of a callee:ctx"
		for { // want "^loop service, stop ctx of a callee:ctx"
			if err := e.follow(ctx); err != nil {
				return
			}
			if err := e.lead(ctx); errors.Is(err, context.Canceled) {
				return
			}
		}
	}()
	go func() { // want "^go service, stop ctx of a callee:ctx"
		for { // want "^loop service, stop ctx of a callee:ctx"
			if err := e.listen(ctx); errors.Is(err, context.Canceled) {
				return
			}
			time.Sleep(time.Second)
		}
	}()
	go func() { // want "^go service, stop ctx"
		for { // want "^loop service, stop ctx"
			select {
			case <-ctx.Done():
				return
			case <-e.wake:
			}
			for { // want "^loop iteration, stop none"
				ok, err := elected(context.TODO())
				if ok || err != nil {
					break
				}
				time.Sleep(time.Second)
			}
		}
	}()
}

func (e *elector) follow(ctx context.Context) error {
	for { // want "^loop service again, stop ctx"
		if ok, err := elected(ctx); err != nil || ok {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func (e *elector) lead(ctx context.Context) error {
	for { // want "^loop service again, stop ctx"
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-e.wake:
		}
	}
}

// listen serves one connection; the loop around it connects again.
func (e *elector) listen(ctx context.Context) error {
	c, err := dial(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	for { // want "^loop connection again, stop ctx"
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := c.Next(ctx); err != nil {
			return err
		}
	}
}
