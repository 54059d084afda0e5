// Package skipped leaves clean-up out when the context has ended.
package skipped

import (
	"context"
	"database/sql"
	"errors"
	"log"
)

func DeferRollback(ctx context.Context, rollback func(context.Context) error) {
	if ctx.Err() != nil { // want `rollback is left out when the context has ended, so what it gives back stays taken for good; call it in any case, and look at the context only for the log`
		return
	}
	if err := rollback(ctx); err != nil && !errors.Is(err, sql.ErrTxDone) {
		log.Print(err)
	}
}

func DeferRollbackWell(ctx context.Context, rollback func(context.Context) error) {
	if err := rollback(ctx); err != nil {
		if ctx.Err() != nil {
			return
		}
		log.Print(err)
	}
}

func end(ctx context.Context, f func() error) {
	if ctx.Err() != nil { // want "f is left out when the context has ended"
		return
	}
	_ = f()
}

func transfer(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer end(ctx, tx.Rollback)
	_, err = tx.ExecContext(ctx, "select 1")
	return err
}

func inDefer(ctx context.Context, db *sql.DB) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() {
		if ctx.Err() != nil { // want "conn.Close is left out when the context has ended"
			return
		}
		conn.Close()
	}()
	return conn.PingContext(ctx)
}

// Released before it leaves.
func both(ctx context.Context, release func()) {
	if ctx.Err() != nil {
		release()
		return
	}
	log.Print("done")
	release()
}

// No clean-up: it has not begun.
func begin(ctx context.Context, db *sql.DB) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return tx.Rollback()
}
