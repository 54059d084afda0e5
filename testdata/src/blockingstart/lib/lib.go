// Package lib is another package: what it does is known by its summary.
package lib

import (
	"context"
	"time"
)

type Server struct{ n int }

// Run works until ctx is done.
func (s *Server) Run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Second):
			s.n++
		}
	}
}

// Forever does not return at all.
func (s *Server) Forever() {
	for {
		time.Sleep(time.Second)
		s.n++
	}
}

// Ready returns soon.
func (s *Server) Ready(ctx context.Context) error { return ctx.Err() }
