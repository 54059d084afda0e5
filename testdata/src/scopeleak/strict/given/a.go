// Package given has what only strict runs speak of.
package given

import (
	"context"
	"database/sql"
	"errors"
)

func migrate(ctx context.Context, tx *sql.Tx) error {
	rows, err := tx.QueryContext(ctx, "select id from album") // want "the result set of tx.QueryContext is never ended and keeps a connection of the pool"
	if err != nil {
		return err
	}
	for rows.Next() {
		var id int
		if err := rows.Scan(&id); err != nil {
			return err
		}
	}
	return rows.Err()
}

func viaStatement(tx *sql.Tx) error {
	stmt, err := tx.Prepare("select 1")
	if err != nil {
		return err
	}
	defer stmt.Close()
	rows, err := stmt.Query() // want "the result set of stmt.Query is never ended"
	if err != nil {
		return err
	}
	if rows.Next() {
		return errors.New("one")
	}
	return nil
}
