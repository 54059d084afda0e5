// Package fluent has handles that are given their context in a chain.
package fluent

import (
	"context"
	"database/sql"
)

type DB struct {
	db  *sql.DB
	ctx context.Context
}

func (d *DB) WithContext(ctx context.Context) *DB { return &DB{d.db, ctx} }

func (d *DB) Where(cond string) *DB { return d }

func (d *DB) First(dest any) error { return d.db.QueryRowContext(d.ctx, "select 1").Scan(dest) }

type Users struct{ handle *DB }

func (u *Users) Load(ctx context.Context) error {
	var n int
	return u.handle.Where("id = 1").First(&n) // want `u\.handle\.Where\(\)\.First cannot hear ctx.*put WithContext\(ctx\) in front of it`
}

func (u *Users) Variable(ctx context.Context) error {
	var n int
	query := u.handle.Where("id = 1")
	return query.First(&n) // want `put WithContext\(ctx\) in front of it`
}

func (u *Users) Good(ctx context.Context) error {
	var n int
	return u.handle.WithContext(ctx).Where("id = 1").First(&n)
}

func (u *Users) GoodVariable(ctx context.Context) error {
	var n int
	query := u.handle.WithContext(ctx)
	query = query.Where("id = 1")
	return query.First(&n)
}

// What is handed in may have one.
func (u *Users) Inside(ctx context.Context, tx *DB) error {
	var n int
	return tx.Where("id = 1").First(&n)
}
