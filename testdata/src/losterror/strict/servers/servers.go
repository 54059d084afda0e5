package servers

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"time"

	"github.com/hibiken/asynq"
)

type service struct {
	http  *http.Server
	ln    net.Listener
	conn  net.Conn
	tasks *asynq.Server
	errs  chan error
}

func (s *service) Start(ctx context.Context) {
	go func() {
		s.http.Serve(s.ln) // want `the error of s.http.Serve is dropped, so nobody learns why it does not serve, or no longer; log it unless it is http.ErrServerClosed`
	}()
	go func() {
		_ = s.tasks.Run(nil) // want `the error of s.tasks.Run is dropped`
	}()
	go s.http.ListenAndServe() // want `the go statement drops the error of s.http.ListenAndServe`
	go func() {
		s.poll(ctx) // want `the error of s.poll is dropped`
	}()

	go func() { s.errs <- s.http.Serve(s.ln) }()
	go func() {
		if err := s.http.Serve(s.ln); err != nil && !errors.Is(err, http.ErrServerClosed) {
			log.Print(err)
		}
	}()
	go func() {
		s.pollAndLog(ctx)
		s.once()
	}()
}

func (s *service) poll(ctx context.Context) error {
	for {
		if _, err := s.conn.Write(nil); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

func (s *service) pollAndLog(ctx context.Context) error {
	for {
		if _, err := s.conn.Write(nil); err != nil {
			log.Print(err)
			return err
		}
		time.Sleep(time.Second)
	}
}

// An error that is dropped where nothing serves is for other linters.
func (s *service) once() error {
	_, err := s.conn.Write(nil)
	return err
}

// A search that only looks like a service: it is called for its other result.
func (s *service) find(err error) {
	for {
		inner, _ := unwrap(err)
		if inner == nil {
			return
		}
		err = inner
	}
}

func unwrap(err error) (error, error) {
	for {
		next := errors.Unwrap(err)
		if next == nil {
			return err, errors.New("no more")
		}
		err = next
	}
}

// A loop that ends with its search is no service either.
func (s *service) search(ctx context.Context) error {
	for {
		n, err := s.conn.Write(nil)
		if n > 0 {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (s *service) Go(ctx context.Context) {
	go func() {
		for ctx.Err() == nil {
			s.search(ctx)
			s.find(ctx.Err())
		}
	}()
}
