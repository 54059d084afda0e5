// Package stopping uses contexts of its own where the one in reach is over.
package stopping

import (
	"context"
	"database/sql"
	"net/http"
	"os"
	"time"
)

type Service struct {
	db     *sql.DB
	server *http.Server
	cancel context.CancelFunc
	ctx    context.Context
}

func (s *Service) save(ctx context.Context) error {
	_, err := s.db.ExecContext(ctx, "update t set n = 1")
	return err
}

// The last lines of a service.
func (s *Service) Run(ctx context.Context) error {
	go s.server.ListenAndServe()
	<-ctx.Done()
	last, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	s.save(last)
	return s.server.Shutdown(last)
}

// In the case that received the signal.
func (s *Service) Loop(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			s.save(context.Background())
			return
		case <-time.After(time.Second):
			s.save(ctx)
		}
	}
}

// Behind the loop that ends with it.
func (s *Service) Behind(ctx context.Context) {
	for ctx.Err() == nil {
		s.save(ctx)
		time.Sleep(time.Second)
	}
	s.save(context.Background())
}

// Under a condition that says stop.
func (s *Service) Condition(ctx context.Context) {
	if err := s.save(ctx); err != nil && ctx.Err() != nil {
		s.save(context.Background())
	}
}

// A signal of the operating system.
func (s *Service) Signal(ctx context.Context, signals chan os.Signal) {
	<-signals
	s.save(context.Background())
}

// Deferred clean-up, as a call and as a literal.
func (s *Service) Deferred(ctx context.Context) {
	defer s.save(context.Background())
	defer func() {
		s.save(context.Background())
	}()
	s.save(ctx)
}

// Stop and what only it calls.
func (s *Service) Stop(ctx context.Context) error {
	s.cancel()
	return s.flush()
}

func (s *Service) flush() error { return s.save(context.Background()) }

// A goroutine that waits for the end.
func (s *Service) Watch(ctx context.Context) {
	go func() {
		<-ctx.Done()
		s.save(context.Background())
	}()
}

// Near misses: before the signal, and in another case.
func (s *Service) Early(ctx context.Context) {
	s.save(context.Background()) // want `pass ctx`
	<-ctx.Done()
}

func (s *Service) OtherCase(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Second):
		s.save(context.Background()) // want `pass ctx`
	}
}

// Start makes what Stop ends.
func (s *Service) Start(ctx context.Context) error {
	s.ctx, s.cancel = context.WithCancel(context.Background())
	go s.Loop(s.ctx)
	return nil
}

// A root whose end somebody else is handed.
func (s *Service) Bridge(ctx context.Context, quit chan struct{}) error {
	own, cancel := context.WithCancel(context.Background())
	go func() {
		<-quit
		cancel()
	}()
	return s.save(own)
}

// Soft stop: the work outlives the signal for a while.
func (s *Service) Soft(ctx context.Context) error {
	work, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(time.Second, cancel) })
	defer stop()
	return s.save(work)
}

// A channel that wakes something up is no stop signal; one that is called so is.
func (s *Service) Woken(ctx context.Context, wake, quit chan struct{}) {
	for {
		select {
		case <-wake:
			s.save(context.Background()) // want `pass ctx`
		case <-quit:
			s.save(context.Background())
			return
		}
	}
}
