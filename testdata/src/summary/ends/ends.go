// Package ends closes what it is given.
package ends

import (
	"database/sql"
	"io"
	"log"
)

func Close(c io.Closer) { // want Close:`arg 0: .*closes$`
	if err := c.Close(); err != nil {
		log.Println(err)
	}
}

func Quietly(c io.Closer) { Close(c) } // want Quietly:`arg 0: .*closes$`

func Rows(rows *sql.Rows) { defer rows.Close() } // want Rows:`arg 0: closes$`

func Rollback(tx *sql.Tx) { // want Rollback:`arg 0: closes$`
	defer func() { _ = tx.Rollback() }()
}

func Signal(done chan struct{}) { close(done) } // want Signal:`^arg 0: closes$`

// Own closes what it opened, not what it was given.
func Own(db *sql.DB) error { // want Own:`^asks via [^;]*; closes via [^;]*; always asks$`
	rows, err := db.Query("select 1")
	if err != nil {
		return err
	}
	return rows.Close()
}
