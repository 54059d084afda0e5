// Package detached takes the cancellation away.
package detached

import (
	"context"
	"database/sql"
	"time"
)

type Fetcher struct {
	db     *sql.DB
	remote Remote
}

type Remote interface {
	Next(ctx context.Context) (int, error)
}

func Start(ctx context.Context, f *Fetcher) { go f.run(ctx) }

func (f *Fetcher) run(ctx context.Context) {
	defer f.flush(ctx)
	for {
		select {
		case <-ctx.Done():
			f.db.PingContext(context.WithoutCancel(ctx))
			return
		case <-time.After(time.Second):
			f.fetch(ctx)
			f.resign(ctx)
			f.bounded(ctx)
			f.branch(ctx)
		}
	}
}

func (f *Fetcher) fetch(ctx context.Context) {
	// What was begun is to be finished, even when ctx is done.
	own := context.WithoutCancel(ctx)
	f.remote.Next(own) // want `f\.remote\.Next can neither be cancelled nor times out`
}

// The limit is set further down.
func (f *Fetcher) bounded(ctx context.Context) { f.limited(context.WithoutCancel(ctx)) }

func (f *Fetcher) limited(ctx context.Context) error {
	own, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return f.db.PingContext(own)
}

// Or given along.
func (f *Fetcher) branch(ctx context.Context) {
	within(context.WithoutCancel(ctx), time.Second, f.db)
}

func within(ctx context.Context, limit time.Duration, db *sql.DB) error { return db.PingContext(ctx) }

// What resigns or flushes is part of stopping.
func (f *Fetcher) resign(ctx context.Context) { f.db.PingContext(context.WithoutCancel(ctx)) }

func (f *Fetcher) flush(ctx context.Context) { f.db.PingContext(context.WithoutCancel(ctx)) }

// A work context with an end of its own.
func (f *Fetcher) Work(ctx context.Context) error {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	return f.db.PingContext(work)
}

// What is started has a stop of its own.
func (f *Fetcher) Begin(ctx context.Context) {
	for ctx.Err() == nil {
		f.Start(context.WithoutCancel(ctx))
		f.literal(context.WithoutCancel(ctx))
	}
}

func (f *Fetcher) Start(ctx context.Context) error {
	go f.run(ctx)
	return f.db.PingContext(ctx)
}

func (f *Fetcher) literal(ctx context.Context) error {
	ping := func() error {
		own, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		return f.db.PingContext(own)
	}
	return ping()
}
