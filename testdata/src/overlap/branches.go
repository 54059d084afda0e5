package overlap

import (
	"context"
	"database/sql"
	"time"
)

type janitor struct {
	db    *sql.DB
	timer *time.Timer
	last  time.Time
	keep  time.Duration
}

func (j *janitor) waiting() bool {
	var n int
	_ = j.db.QueryRow("select count(*) from waiting").Scan(&n)
	return n > 0
}

// sweep sets its timer on ways that end there, however they are nested.
func (j *janitor) sweep() {
	if elapsed := time.Since(j.last); elapsed < j.keep {
		if j.timer != nil {
			j.timer.Reset(j.keep - elapsed)
		} else {
			j.timer = time.AfterFunc(j.keep-elapsed, j.sweep)
		}
		return
	}
	if j.waiting() {
		if j.timer != nil {
			j.timer.Reset(j.keep)
		}
		return
	}
	_, _ = j.db.ExecContext(context.Background(), "delete from old")
}

// sweepAll sets it on one way, and goes on to the work.
func (j *janitor) sweepAll() {
	if j.keep > 0 {
		j.timer = time.AfterFunc(j.keep, j.sweepAll) // want `the next run of \(\*janitor\)\.sweepAll is scheduled before j\.db\.ExecContext has ended`
	}
	_, _ = j.db.ExecContext(context.Background(), "delete from old")
}
