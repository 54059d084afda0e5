package deadctx

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
)

type store interface {
	Put(context.Context, string) error
	Release(context.Context, string) error
	Begin(context.Context) (tx, error)
}

type tx interface {
	Commit(context.Context) error
	Rollback(context.Context) error
}

func put(ctx context.Context, s store) (err error) {
	defer func() {
		if err != nil {
			s.Release(ctx, "a") // want `deferred s.Release is given ctx, which may be what ended, and so made this fail: the clean-up then gives up at once; use context.WithTimeout\(context.WithoutCancel\(ctx\), ...\)`
		}
	}()
	return s.Put(ctx, "a")
}

func putOrPanic(ctx context.Context, s store) {
	committed := false
	defer func() {
		if !committed {
			s.Release(ctx, "a") // want `deferred s.Release is given ctx, which may be what ended`
		}
	}()
	s.Put(ctx, "a")
	committed = true
}

// What is deferred last runs first.
func order(ctx context.Context, s store) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer s.Release(ctx, "a") // want `deferred s.Release is given ctx, which has been cancelled by then, by what is deferred after it`
	defer cancel()
	return s.Put(ctx, "a")
}

func transaction(ctx context.Context, s store) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	t, err := s.Begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback(ctx) // want `deferred t.Rollback is given ctx, which may be what expired`
	return t.Commit(ctx)
}

func loop(ctx context.Context, s store, in chan string) {
	defer s.Release(ctx, "lease") // want `deferred s.Release is given ctx, which has ended when this function is told to stop`
	for {
		select {
		case <-ctx.Done():
			return
		case key := <-in:
			s.Put(ctx, key)
		}
	}
}

// rollBack leaves the transaction open, of all times, when the context has ended.
func rollbackWith(ctx context.Context, rollback func(context.Context) error) {
	if ctx.Err() != nil { // want `once the context has ended, rollback is never called, and what it gives back is lost`
		return
	}
	if err := rollback(ctx); err != nil {
		panic(err)
	}
}

// Near misses.

// docs:good

func putDetached(ctx context.Context, s store) (err error) {
	defer func() {
		if err != nil {
			cleanCtx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			defer cancel()
			s.Release(cleanCtx, "a")
		}
	}()
	return s.Put(ctx, "a")
}

// docs:end

// The rollback is left out for a reason of its own, and always called otherwise.
func rollbackAlways(ctx context.Context, rollback func(context.Context) error) {
	if err := rollback(context.WithoutCancel(ctx)); err != nil && ctx.Err() == nil {
		panic(err)
	}
}

// pgx closes the connection when the context has ended, and with it the transaction.
func pgxTransaction(ctx context.Context, conn *pgx.Conn) (err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	defer conn.Close(ctx)
	t, err := conn.Begin(ctx)
	if err != nil {
		return err
	}
	defer t.Rollback(ctx)
	defer func() {
		if err != nil {
			t.Rollback(ctx)
		}
	}()
	return t.Commit(ctx)
}

// A context that nothing ends.
func background(s store) (err error) {
	ctx := context.Background()
	defer func() {
		if err != nil {
			s.Release(ctx, "a")
		}
	}()
	return errors.Join(s.Put(ctx, "a"))
}

// The clean-up detaches the context itself.
func detaching(ctx context.Context, s store) (err error) {
	defer func() {
		if err != nil {
			release(ctx, s)
		}
	}()
	return s.Put(ctx, "a")
}

func release(ctx context.Context, s store) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
	defer cancel()
	s.Release(ctx, "a")
}
