package health

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Server is the service that serves the endpoints. Register it with
// [host.Outermost]. It listens in the Starting phase and closes in the Stopped
// phase, so that it is up while anything else is.
type Server struct {
	host    Host
	address string
	http    *http.Server

	mu       sync.Mutex
	listener net.Listener
	served   chan struct{} // closed when Serve has returned
}

// NewServer returns a server for address, such as ":8081". It listens only once
// the host starts.
func NewServer(h Host, address string) (*Server, error) {
	if h == nil {
		return nil, errors.New("health: host is nil")
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, fmt.Errorf("health: address: %w", err)
	}
	return &Server{
		host:    h,
		address: address,
		http: &http.Server{
			Handler:           Handler(h),
			ReadHeaderTimeout: checkTimeout,
			WriteTimeout:      2 * checkTimeout,
			IdleTimeout:       time.Minute,
		},
		served: make(chan struct{}),
	}, nil
}

// Addr returns the address that the server listens on, or nil before the start.
func (s *Server) Addr() net.Addr {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listener == nil {
		return nil
	}
	return s.listener.Addr()
}

// Starting begins to listen and to serve. If the server fails later, the host is
// stopped: a process whose probes cannot be answered would be killed anyway, but
// without a reason in its log.
func (s *Server) Starting(ctx context.Context) error {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", s.address)
	if err != nil {
		return fmt.Errorf("health: %w", err)
	}
	s.mu.Lock()
	s.listener = l
	s.mu.Unlock()
	go s.serve(l)
	return nil
}

// serve needs no recover: http.Server recovers what handlers panic with.
func (s *Server) serve(l net.Listener) {
	defer close(s.served)
	if err := s.http.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		s.host.Shutdown(fmt.Errorf("health: server failed: %w", err))
	}
}

// Start does nothing: the server is up already.
func (s *Server) Start(context.Context) error { return nil }

// Stop keeps the server up, until everything has stopped, but lets no connection
// outlive its request any more, so that the last probes do not hold up the end.
func (s *Server) Stop(context.Context) error {
	s.http.SetKeepAlivesEnabled(false)
	return nil
}

// Stopped closes the server. Requests in progress may end until ctx is done.
func (s *Server) Stopped(ctx context.Context) error {
	if s.Addr() == nil {
		return nil // never listened
	}
	err := s.http.Shutdown(ctx)
	if err != nil {
		err = errors.Join(err, s.http.Close())
	}
	select {
	case <-s.served:
	case <-ctx.Done(): // Serve returns soon: its listener is closed
	}
	return err
}
