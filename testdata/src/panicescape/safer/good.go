package safer

import (
	"context"
	"log"
)

func (s *svc) StartSafely(ctx context.Context) {
	s.group.RunWithRecover(func() { s.loop(ctx) }, nil)
	safegoTurns(ctx, s)
}

// What is recovered in its turns needs no other start.
func safegoTurns(ctx context.Context, s *svc) {
	go func() {
		for range s.in {
			s.turn(ctx)
		}
	}()
}

func (s *svc) turn(ctx context.Context) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	s.clean(ctx)
}

// What only waits and passes values on has nothing that can panic.
func (s *svc) forward(out chan<- string) {
	s.group.Run(func() {
		for line := range s.in {
			out <- line
		}
	})
	go func() {
		for line := range s.in {
			out <- line
		}
	}()
}

// Joined before the starter returns: the caller's business.
func (s *svc) both(ctx context.Context) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.clean(ctx)
	}()
	<-done
}

// StartBare has thought of it.
func (s *svc) StartBare(ctx context.Context) {
	// A loop that is half dead is worse than a restart, so we don't recover panics.
	s.group.Run(func() { s.loop(ctx) })
}
