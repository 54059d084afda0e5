// Package errs tells errors apart and tries again.
package errs

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"time"
)

var errConflict = errors.New("conflict")

// A conflict is over when the other side is done, as a rule at once.
func retries(ctx context.Context, db *sql.DB) error {
	for {
		_, err := db.ExecContext(ctx, "update stock set n = n - 1")
		if err != nil {
			if errors.Is(err, errConflict) {
				continue // want `while db.ExecContext fails this loop spins`
			}
			return err
		}
		time.Sleep(time.Second)
	}
}

func retriesWell(ctx context.Context, db *sql.DB) error {
	for {
		_, err := db.ExecContext(ctx, "update stock set n = n - 1")
		if errors.Is(err, errConflict) {
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		if err != nil {
			return err
		}
		time.Sleep(time.Second)
	}
}
