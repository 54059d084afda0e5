// Package store keeps the shop's data in SQLite.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	_ "modernc.org/sqlite" // the database driver
)

const schema = `
CREATE TABLE IF NOT EXISTS orders (
	id          TEXT PRIMARY KEY,
	customer    TEXT NOT NULL,
	sku         TEXT NOT NULL,
	quantity    INTEGER NOT NULL,
	total       INTEGER NOT NULL,
	placed_at   INTEGER NOT NULL,
	mailed_at   INTEGER,
	reserved_at INTEGER,
	receipt     BLOB
);
CREATE TABLE IF NOT EXISTS jobs (
	id       INTEGER PRIMARY KEY,
	kind     TEXT NOT NULL,
	order_id TEXT NOT NULL REFERENCES orders(id),
	due_at   INTEGER NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0,
	done_at  INTEGER
);
CREATE INDEX IF NOT EXISTS jobs_due ON jobs(kind, due_at) WHERE done_at IS NULL;
CREATE TABLE IF NOT EXISTS stock (
	sku      TEXT PRIMARY KEY,
	on_hand  INTEGER NOT NULL,
	reserved INTEGER NOT NULL DEFAULT 0,
	price    INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS events (
	key  TEXT PRIMARY KEY,
	at   INTEGER NOT NULL,
	text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS leases (
	name   TEXT PRIMARY KEY,
	holder TEXT NOT NULL,
	until  INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS beats (
	worker TEXT PRIMARY KEY,
	at     INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS statement_days (
	day        TEXT PRIMARY KEY,
	settled_at INTEGER
);
INSERT OR IGNORE INTO stock (sku, on_hand, price) VALUES ('mug', 500, 900), ('tray', 200, 2400);
`

// Store gives access to the database. It is safe for concurrent use.
type Store struct {
	db *sql.DB
}

// Open opens the database file at path and creates what is missing in it.
func Open(ctx context.Context, path string) (*Store, error) {
	options := url.Values{
		"_txlock": {"immediate"},
		"_pragma": {"busy_timeout(5000)", "journal_mode(WAL)"},
	}
	db, err := sql.Open("sqlite", "file:"+path+"?"+options.Encode())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	db.SetMaxOpenConns(8)
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(fmt.Errorf("create schema: %w", err), db.Close())
	}
	return &Store{db: db}, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

func (s *Store) transact(ctx context.Context, work func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // does nothing after Commit
	if err := work(tx); err != nil {
		return err
	}
	return tx.Commit()
}
