// Command tool does its work and ends.
package main

import (
	"context"
	"database/sql"
	"log"
)

func main() {
	ctx := context.TODO()
	db, err := sql.Open("sqlite", "x")
	if err != nil {
		log.Fatal(err)
	}
	log.Print(db.Ping(), migrate(ctx, db))
}

func migrate(ctx context.Context, db *sql.DB) error {
	_, err := db.Exec("create table t (n integer)")
	return err
}
