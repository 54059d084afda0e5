// Package handed has values that helpers and setters take over.
package handed

import (
	"context"
	"database/sql"
)

var db *sql.DB

// A helper that reads to the end, which closes the rows; a failure panics.
func count(ctx context.Context) int {
	rows, err := db.QueryContext(ctx, "select count(*) from property")
	check(err)
	return readAll(rows)
}

func readAll(rows *sql.Rows) (n int) {
	for rows.Next() {
		check(rows.Scan(&n))
	}
	return n
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// Through two helpers.
func countFar(ctx context.Context) int {
	rows, err := db.QueryContext(ctx, "select count(*) from property")
	check(err)
	return handOn(rows)
}

func handOn(rows *sql.Rows) int { return readAll(rows) }

// Near miss: reads one row.
func first(ctx context.Context) int {
	rows, err := db.QueryContext(ctx, "select count(*) from property") // want "the result set of db.QueryContext is never ended"
	check(err)
	return readFirst(rows)
}

func readFirst(rows *sql.Rows) (n int) {
	if rows.Next() {
		check(rows.Scan(&n))
	}
	return n
}

// Near miss: breaks off.
func some(ctx context.Context) int {
	rows, err := db.QueryContext(ctx, "select id from property") // want "the result set of db.QueryContext is never ended"
	check(err)
	return readSome(rows)
}

func readSome(rows *sql.Rows) (n int) {
	for rows.Next() {
		check(rows.Scan(&n))
		if n > 10 {
			break
		}
	}
	return n
}

// Near miss: returns the first error.
func failing(ctx context.Context) error {
	rows, err := db.QueryContext(ctx, "select id from property") // want "the result set of db.QueryContext is never ended"
	if err != nil {
		return err
	}
	return readOrFail(rows)
}

func readOrFail(rows *sql.Rows) error {
	for rows.Next() {
		var n int
		if err := rows.Scan(&n); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Helpers that call each other.
func again(ctx context.Context) int {
	rows, err := db.QueryContext(ctx, "select id from property") // want "the result set of db.QueryContext is never ended"
	check(err)
	return ping(rows, 3)
}

func ping(rows *sql.Rows, n int) int {
	if n == 0 {
		return 0
	}
	return pong(rows, n-1)
}

func pong(rows *sql.Rows, n int) int { return ping(rows, n) }
