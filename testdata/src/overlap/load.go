package overlap

import (
	"database/sql"
	"time"
)

type load struct{ db *sql.DB }

func (l *load) push(id int) { _, _ = l.db.Exec("insert into load values (?)", id) }

// generate starts so many a second, each with a number of its own.
func (l *load) generate() {
	id := 0
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		id++
		go l.push(id)
	}
}

// generateFor goes on for a planned while.
func (l *load) generateFor(total time.Duration) {
	end := time.After(total)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			go l.push(0)
		case <-end:
			return
		}
	}
}

// poll starts the same thing again.
func (l *load) poll() {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for range tick.C {
		go l.push(0) // want `\(\*load\)\.push is started at each tick whether or not the run before has ended`
	}
}
