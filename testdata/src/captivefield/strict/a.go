// Package strict has what is worth reading in a review.
package strict

import (
	"context"
	"database/sql"
)

// Publisher works with the context of whoever made it.
type Publisher struct {
	ctx context.Context // want `this context was given to NewPublisher, and its deadline or the end of the start-up may end it, but Publisher\.ctx keeps it for the life of the service, since NewPublisher makes it and it is closed in the end`
	db  *sql.DB
}

func NewPublisher(ctx context.Context, db *sql.DB) *Publisher {
	p := &Publisher{
		ctx: ctx,
		db:  db,
	}
	return p
}

func (p *Publisher) Publish(topic string) error {
	ctx := p.ctx
	_, err := p.db.ExecContext(ctx, "insert", topic)
	return err
}

func (p *Publisher) Close() error { return p.db.Close() }

// Each call brings its own context: the kept one is for the background work.
type Runner struct {
	ctx context.Context
	db  *sql.DB
}

func NewRunner(ctx context.Context, db *sql.DB) *Runner { return &Runner{ctx: ctx, db: db} }

func (r *Runner) Do(ctx context.Context) error { return r.db.PingContext(ctx) }

func (r *Runner) Close() error { return nil }
