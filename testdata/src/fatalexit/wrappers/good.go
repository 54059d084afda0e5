package wrappers

import (
	"database/sql"
	"log"
	"time"
)

// report only logs.
func report(err error) {
	if err != nil {
		log.Print(err)
	}
}

func WatchQuietly(db *sql.DB) {
	check(db.Ping()) // start-up
	go func() {
		defer func() { report(db.Close()) }()
		for {
			report(db.Ping())
			time.Sleep(time.Minute)
		}
	}()
}

// serve does not return and may exit, but it is no wrapper of an exit.
func serve(db *sql.DB) {
	check(db.Ping())
	for {
		report(db.Ping())
		time.Sleep(time.Minute)
	}
}

func Run(db *sql.DB) { go serve(db) }
