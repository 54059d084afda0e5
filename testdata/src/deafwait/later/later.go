// Package later receives in one select after the other.
package later

import (
	"context"
	"log"
	"time"
)

type Server struct{ quit chan struct{} }

func (s *Server) serve() error { return nil }

// The first select goes on when its timer fires, the second one leaves.
func (s *Server) Run(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		failed <- s.serve() // want `make failed with room for one value`
	}()
	select {
	case err := <-failed:
		return err
	case <-time.After(time.Second):
		log.Print("it has started")
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done(): // leaves
	}
	return nil
}

// In the end it waits for the answer, however long.
func (s *Server) Patient(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		failed <- s.serve()
	}()
	select {
	case err := <-failed:
		return err
	case <-time.After(time.Second):
		log.Print("it takes long")
	}
	return <-failed
}

// The timer is the end here.
func (s *Server) Hasty(ctx context.Context) error {
	failed := make(chan error)
	go func() {
		failed <- s.serve() // want `make failed with room for one value`
	}()
	select {
	case err := <-failed:
		return err
	case <-time.After(time.Second):
		log.Print("it takes long")
	}
	return nil
}
