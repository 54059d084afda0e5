// Package manager is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package manager

import (
	"context"
)

type Manager interface {
	Add(Runnable) error
	Elected() <-chan struct{}
	Start(ctx context.Context) error
}

type Runnable interface {
	Start(context.Context) error
}

type RunnableFunc func(context.Context) error

func (r RunnableFunc) Start(ctx context.Context) error { return nil }

type LeaderElectionRunnable interface {
	NeedLeaderElection() bool
}
