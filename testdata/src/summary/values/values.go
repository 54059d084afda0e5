// Package values has functions that open, end and keep what somebody has to end.
package values

import (
	"context"
	"database/sql"
	"io"
	"net/http"
	"os"
)

func Begin(ctx context.Context, db *sql.DB) (*sql.Tx, error) { // want Begin:`gives result 0`
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return tx, nil
}

func Again(ctx context.Context, db *sql.DB) (*sql.Tx, error) { return Begin(ctx, db) } // want Again:`gives result 0`

type Tx struct{ *sql.Tx }

func Wrapped(ctx context.Context, db *sql.DB) (*Tx, error) { // want Wrapped:`gives result 0`
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &Tx{tx}, nil
}

type Keeper struct {
	tx *sql.Tx
	f  *os.File
}

// A getter gives nothing away.
func (k *Keeper) Current() *sql.Tx { return k.tx }

func (k *Keeper) Cached(db *sql.DB) (*sql.Tx, error) { // want Cached:`^asks via \(\*sql\.DB\)\.Begin; always asks$`
	tx, err := db.Begin()
	k.tx = tx
	return tx, err
}

func (k *Keeper) Take(f *os.File) { k.f = f } // want Take:`^arg 0: keeps$`

func Drain(resp *http.Response) { resp.Body.Close() } // want Drain:`arg 0: closes`

func Later(tx *sql.Tx) func() error { return tx.Rollback } // want Later:`arg 0: keeps`

type Sink interface{ Take(io.Closer) }

func Hand(s Sink, c io.Closer) { s.Take(c) } // want Hand:`arg 1: keeps`

func Look(tx *sql.Tx) error { // want Look:`^asks via \(\*sql\.Tx\)\.Exec; always asks$`
	_, err := tx.Exec("select 1")
	return err
}
