package errgroupctx

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"
)

type listener struct {
	refresh time.Duration
	next    func(context.Context) (string, error)
	alive   func() bool
}

func (l *listener) process(ctx context.Context) error {
	group := new(errgroup.Group)
	group.Go(func() error { // want `when this member fails, nothing tells the other one to stop, so group\.Wait does not return and the failure is not seen; make the group with errgroup\.WithContext and hand its context to the members`
		return l.stream(ctx)
	})
	group.Go(func() error {
		return l.check(ctx)
	})
	return group.Wait()
}

func (l *listener) stream(ctx context.Context) error {
	for {
		if err := ctx.Err(); err != nil {
			slog.Warn("stream", "err", err)
			return nil
		}
		msg, err := l.next(ctx)
		if err != nil {
			return err
		}
		slog.Info(msg)
	}
}

func (l *listener) check(ctx context.Context) error {
	tick := time.NewTicker(l.refresh)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			if !l.alive() {
				return errors.New("not alive")
			}
		case <-ctx.Done():
			return nil
		}
	}
}
