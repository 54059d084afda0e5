package host

import (
	"context"
	"errors"
	"time"
)

// An Elector lets one replica of the process lead at a time. It is called by the
// run goroutine of the service it serves.
type Elector interface {
	// Acquire blocks until this replica leads or ctx is done.
	Acquire(ctx context.Context) (Lease, error)
}

// A Lease is held by the leader until it is lost or released.
type Lease interface {
	// Lost returns a channel that is closed when this replica leads no more.
	Lost() <-chan struct{}
	// Release gives the lead up. It is called once, also after a loss.
	Release(ctx context.Context) error
}

// releaseTimeout limits Release, which runs when the run context is done already.
const releaseTimeout = 5 * time.Second

// LeaderOnly returns a background service that runs s while this replica leads.
//
// Losing the lease ends s, and only s: its context is done with [ErrLeaseLost] as
// the cause, and Run fails with that error. Register it with [Restart], so that
// it waits for the lead again after the backoff.
func LeaderOnly(e Elector, s BackgroundService) BackgroundService {
	return &leaderOnly{elector: e, service: s}
}

type leaderOnly struct {
	elector Elector
	service BackgroundService
}

func (l *leaderOnly) Run(ctx context.Context) (err error) {
	if isNil(l.elector) || isNil(l.service) {
		return errors.New("host: LeaderOnly needs an elector and a service")
	}
	lease, err := l.elector.Acquire(ctx)
	switch {
	case err != nil:
		return err
	case isNil(lease):
		return errors.New("host: Acquire returned no lease")
	}
	defer func() {
		after, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
		defer cancel()
		err = errors.Join(err, lease.Release(after))
	}()
	return l.lead(ctx, lease)
}

// lead runs the service until it returns or the lease is lost.
func (l *leaderOnly) lead(ctx context.Context, lease Lease) error {
	leading, resign := context.WithCancelCause(ctx)
	lost := lease.Lost() // not in the goroutine: there, its panic would end the process
	ended := make(chan struct{})
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		select {
		case <-lost:
			resign(ErrLeaseLost)
		case <-ended:
		}
	}()
	defer func() { // also if Run panics
		close(ended)
		<-watched
		resign(nil)
	}()
	err := l.service.Run(leading)
	if context.Cause(leading) == ErrLeaseLost {
		return errors.Join(ErrLeaseLost, err)
	}
	return err
}
