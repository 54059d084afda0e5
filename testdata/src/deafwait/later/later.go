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

// Reader hands on what it reads.
type Reader struct {
	closing chan struct{}
	next    func() (string, error)
}

func (r *Reader) Close() { close(r.closing) }

func (r *Reader) Start(ctx context.Context, out chan<- string) { go r.consume(ctx, out) }

// The receiver hears a context and the channel; the sender could hear the channel.
func (r *Reader) consume(ctx context.Context, out chan<- string) {
	lines := r.read()
	for {
		var line string
		select {
		case line = <-lines:
		case <-r.closing:
			return
		}
		select {
		case out <- line:
		case <-ctx.Done():
			return
		case <-r.closing:
			return
		}
	}
}

func (r *Reader) read() chan string {
	lines := make(chan string)
	go func() {
		for {
			line, err := r.next()
			if err != nil {
				return
			}
			lines <- line // want `blocks for ever once its receiver has left, and does not hear r\.closing`
		}
	}()
	return lines
}
