// Package suture is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package suture

import (
	"context"
	"fmt"
	"time"
)

type Service interface {
	Serve(ctx context.Context) error
}

type Supervisor struct {
}

func (s *Supervisor) Add(service Service) ServiceToken { return ServiceToken{} }

func (s *Supervisor) ServeBackground(ctx context.Context) <-chan error { return nil }

func (s *Supervisor) Serve(ctx context.Context) error { return nil }

func (s *Supervisor) Remove(id ServiceToken) error { return nil }

func (s *Supervisor) RemoveAndWait(id ServiceToken, timeout time.Duration) error { return nil }

func New(name string, spec Spec) *Supervisor { return nil }

func NewSimple(name string) *Supervisor { return nil }

type Spec struct {
	EventHook         EventHook
	FailureThreshold  float64
	FailureBackoff    time.Duration
	Timeout           time.Duration
	PassThroughPanics bool
}

type ServiceToken struct {
}

var ErrDoNotRestart error

var ErrTerminateSupervisorTree error

type Event interface {
	fmt.Stringer
	Map() map[string]interface{}
	Type() EventType
}

type EventHook func(Event)

type EventType int
