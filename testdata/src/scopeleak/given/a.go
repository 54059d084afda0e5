// Package given has values that belong to something which its caller has begun.
package given

import (
	"context"
	"database/sql"
	"errors"
)

// The rows of a transaction end with it, and the caller ends that.
func migrate(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "select id from album")
	if err != nil {
		return err
	}
	stmt, err := tx.PrepareContext(ctx, "update album set path = ? where id = ?")
	if err != nil {
		return err
	}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return err
		}
		if _, err := stmt.ExecContext(ctx, "", id); err != nil {
			return err
		}
	}
	return rows.Err()
}

func inLiteral(ctx context.Context, tx *sql.Tx, each func(func() error) error) error {
	return each(func() error {
		rows, err := tx.QueryContext(ctx, "select 1")
		if err != nil {
			return err
		}
		if !rows.Next() {
			return nil
		}
		return errors.New("one")
	})
}

func viaStatement(tx *sql.Tx) error {
	stmt, err := tx.Prepare("select 1")
	if err != nil {
		return err
	}
	rows, err := stmt.Query()
	if err != nil {
		return err
	}
	if rows.Next() {
		return errors.New("one")
	}
	return nil
}

// Near miss: the database is given, and nobody but this function ends its rows.
func ofDatabase(ctx context.Context, db *sql.DB) error {
	rows, err := db.QueryContext(ctx, "select id from album") // want "the result set of db.QueryContext is never ended"
	if err != nil {
		return err
	}
	if rows.Next() {
		return errors.New("one")
	}
	return nil
}

// Begun here, and ended on every path: its rows go with it.
func ofOwnTx(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "select id from album")
	if err != nil {
		return err
	}
	if rows.Next() {
		return errors.New("one")
	}
	return tx.Commit()
}

// Near miss: begun here, and left open as well.
func ofLeakedTx(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil) // want "the transaction of db.BeginTx is not ended on every path"
	if err != nil {
		return err
	}
	rows, err := tx.QueryContext(ctx, "select id from album") // want "the result set of tx.QueryContext is never ended"
	if err != nil {
		return err
	}
	if rows.Next() {
		return errors.New("one")
	}
	return tx.Commit()
}
