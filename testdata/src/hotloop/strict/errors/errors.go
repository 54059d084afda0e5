// Package errs tells errors apart and tries again.
package errs

import (
	"context"
	"database/sql"
	"errors"
	"log"
	"net"
	"runtime"
	"sync/atomic"
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

type streamError struct{ id int }

func (streamError) Error() string { return "stream" }

// One type of error belongs to a part of what comes in, and the next turn waits
// for more.
func streams(conn net.Conn, buf []byte) error {
	for {
		_, err := conn.Read(buf)
		if se, ok := err.(streamError); ok {
			log.Print(se.id)
			continue
		} else if err != nil {
			if se, ok := err.(*net.OpError); ok {
				log.Print(se.Op)
				continue // want `while conn.Read fails this loop spins`
			}
			return err
		}
	}
}

func spinLock(count int64, now *atomic.Int64) {
	for count != now.Load() { // want `a turn of this loop can pass without any wait`
		runtime.Gosched()
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
