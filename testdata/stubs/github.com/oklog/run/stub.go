// Package run is a stub: as much of the API as fixtures need. Bodies return zero
// values, as one that panics would be taken for a function that never returns.
package run

import (
	"context"
	"os"
)

type Group struct {
}

func (g *Group) Add(execute func() error, interrupt func(error)) {}

func (g *Group) Run() error { return nil }

func ContextHandler(ctx context.Context) (execute func() error, interrupt func(error)) {
	return nil, nil
}

func SignalHandler(ctx context.Context, signals ...os.Signal) (execute func() error, interrupt func(error)) {
	return nil, nil
}
