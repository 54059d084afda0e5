// Package owned works in transactions, and with siblings that do not hear.
package owned

import (
	"context"
	"database/sql"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Whoever began the transaction ends it.
func Up(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.Exec("create table t (n int)"); err != nil {
		return err
	}
	stmt, err := tx.Prepare("insert into t values ($1)")
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec(1)
	return err
}

// The same in a function that is given it.
func Within(ctx context.Context, do func(func(*sql.Tx) error) error) error {
	return do(func(tx *sql.Tx) error {
		_, err := tx.Exec("create table t (n int)")
		return err
	})
}

// This one began it itself, without the context.
func Own(ctx context.Context, db *sql.DB) error {
	tx, err := db.Begin() // want `use BeginTx\(ctx, \.\.\.\)`
	if err != nil {
		return err
	}
	defer tx.Rollback()
	stmt, err := db.Prepare("insert into t values ($1)")
	if err != nil {
		return err
	}
	stmt.Exec(1)               // want `use ExecContext\(ctx, \.\.\.\)`
	_, err = tx.Exec("drop t") // want `use ExecContext\(ctx, \.\.\.\)`
	return err
}

// A pool is no transaction.
func Pool(ctx context.Context, db *sql.DB) error {
	_, err := db.Exec("create table t (n int)") // want `use ExecContext\(ctx, \.\.\.\)`
	return err
}

// The form with a context does not hear it, says its documentation. The consumer of
// the other one ends with its context.
func Publish(ctx context.Context, ch *amqp.Channel, m amqp.Publishing) error {
	if _, err := ch.Consume("in", "", false, false, false, false, nil); err != nil { // want `use ConsumeWithContext\(ctx, \.\.\.\)`
		return err
	}
	return ch.Publish("", "out", false, false, m)
}
