package complaint52

import (
	"context"
	"database/sql"
)

type DB struct{ db *sql.DB }

// Other results.
func (d *DB) Get() error { return d.db.Ping() }

func (d *DB) GetContext(ctx context.Context) (int, error) { return 1, d.db.PingContext(ctx) }

// Other parameters.
func (d *DB) Put(n int) error { return d.db.Ping() }

func (d *DB) PutContext(ctx context.Context, n int, force bool) error { return d.db.PingContext(ctx) }

// Deprecated.
func (d *DB) List() error { return d.db.Ping() }

// ListContext lists.
//
// Deprecated: use Each.
func (d *DB) ListContext(ctx context.Context) error { return d.db.PingContext(ctx) }

// The context is not in front.
func (d *DB) Del(n int) error { return d.db.Ping() }

func (d *DB) DelContext(n int, ctx context.Context) error { return d.db.PingContext(ctx) }

func Use(ctx context.Context, d *DB) {
	d.Get()
	d.Put(1)
	d.List()
	d.Del(1)
}
