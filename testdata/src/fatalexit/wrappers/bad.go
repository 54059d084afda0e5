// Package wrappers: what ends the process is learned from bodies.
package wrappers

import (
	"database/sql"
	"fmt"
	"log"
	"os"
	"time"
)

func die(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format, args...)
	os.Exit(1)
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func Watch(db *sql.DB) {
	go func() {
		for {
			if err := db.Ping(); err != nil {
				die("ping: %v", err) // want "a failed db.Ping in one turn of the loop in Watch ends the whole process.*\\(die -> os.Exit\\)"
			}
			_, err := db.Exec("delete from old")
			check(err)                              // want "a failed db.Exec in one turn of the loop in Watch.*\\(check -> log.Fatal\\)"
			must(db.QueryRow("select 1").Scan(nil)) // want "a failed db.QueryRow\\(\\).Scan in one turn of the loop in Watch.*\\(must -> panic\\)"
			_, err = db.Exec("vacuum")
			log.Panic(err) // want "a failed db.Exec in one turn of the loop in Watch"
			time.Sleep(time.Minute)
		}
	}()
}
