package captiveloop

import (
	"context"
	"database/sql"
	"log"
	"time"
)

type Well struct {
	db   *sql.DB
	jobs chan string
}

func (w *Well) Start(ctx context.Context) { go w.run(ctx) }

// docs:good
func (w *Well) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case job := <-w.jobs:
			if err := w.handle(ctx, job); err != nil {
				log.Print(err)
			}
		}
	}
}

func (w *Well) handle(ctx context.Context, job string) error {
	conn, err := w.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = conn.ExecContext(ctx, job)
	return err
}

// docs:end

// The loop ends when a turn fails, and the one around it opens another.
type Reopening struct{ db *sql.DB }

func (r *Reopening) Start(ctx context.Context) { go r.run(ctx) }

func (r *Reopening) run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := r.session(ctx); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func (r *Reopening) session(ctx context.Context) error {
	conn, err := r.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	for {
		if _, err := conn.ExecContext(ctx, "select 1"); err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}

// Opened anew in the loop.
func (r *Reopening) StartReplacing(ctx context.Context) { go r.replacing(ctx) }

func (r *Reopening) replacing(ctx context.Context) {
	conn, err := r.db.Conn(ctx)
	for {
		time.Sleep(time.Second)
		if err != nil || conn.PingContext(ctx) != nil {
			conn, err = r.db.Conn(ctx)
		}
	}
}

// A session-wide lock, and notifications.
func (r *Reopening) StartLeader(ctx context.Context) { go r.leader(ctx) }

func (r *Reopening) leader(ctx context.Context) {
	conn, err := r.db.Conn(ctx)
	if err != nil {
		return
	}
	defer conn.Close()
	_, _ = conn.ExecContext(ctx, "select pg_try_advisory_lock(1)")
	for {
		time.Sleep(time.Second)
		_ = conn.PingContext(ctx)
	}
}

// A loop of one call.
func (r *Reopening) Import(ctx context.Context, lines []string) error {
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, line := range lines {
		_, _ = tx.ExecContext(ctx, line)
	}
	return tx.Commit()
}
