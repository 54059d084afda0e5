// Package owned works in the transaction of its caller, and is reviewed.
package owned

import (
	"context"
	"database/sql"
)

func Up(ctx context.Context, tx *sql.Tx, db *sql.DB) error {
	if _, err := db.Prepare("select 1"); err != nil { // want `use PrepareContext\(ctx, \.\.\.\)`
		return err
	}
	stmt, err := tx.Prepare("insert into t values ($1)") // want `use PrepareContext\(ctx, \.\.\.\)`
	if err != nil {
		return err
	}
	defer stmt.Close()
	_, err = stmt.Exec(1) // want `use ExecContext\(ctx, \.\.\.\)`
	return err
}
