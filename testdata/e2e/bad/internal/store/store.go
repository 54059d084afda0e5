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
CREATE TABLE IF NOT EXISTS stock (
	sku      TEXT PRIMARY KEY,
	on_hand  INTEGER NOT NULL,
	reserved INTEGER NOT NULL DEFAULT 0,
	price    INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS events (
	id   INTEGER PRIMARY KEY,
	at   INTEGER NOT NULL,
	text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS beats (
	worker TEXT PRIMARY KEY,
	at     INTEGER NOT NULL
);
INSERT OR IGNORE INTO stock (sku, on_hand, price) VALUES ('mug', 500, 900), ('tray', 200, 2400);
`

// ErrNotFound says that there is no such row.
var ErrNotFound = errors.New("not found")

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
	db.SetMaxOpenConns(16)
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(fmt.Errorf("create schema: %w", err), db.Close())
	}
	return &Store{db: db}, nil
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

// Conn takes a connection out of the pool; the caller closes it.
func (s *Store) Conn(ctx context.Context) (*sql.Conn, error) { return s.db.Conn(ctx) }

// Snapshot begins a read-only transaction; the caller ends it.
func (s *Store) Snapshot(ctx context.Context) (*sql.Tx, error) {
	return s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
}

// Compact gives the space of deleted rows back.
func (s *Store) Compact(_ context.Context) error {
	_, err := s.db.Exec("VACUUM") // want trap:ctxdropped
	return err
}

func orNotFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
