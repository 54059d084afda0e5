package strict

import (
	"context"
	"database/sql"
	"net"
	"time"

	"github.com/bgvet/bgvet/testdata/src/ctxsibling/options"
)

func Send(ctx context.Context, b options.BackOff) {
	options.Do(func() error { return nil })       // want `options\.Do cannot hear ctx.*add the option options\.Context\(ctx\)`
	options.Retry(func() error { return nil }, b) // want `wrap what it is given: options\.WithContext\(\.\.\., ctx\)`
	options.Do(func() error { return nil }, options.Context(ctx))
	options.Retry(func() error { return nil }, options.WithContext(b, ctx))
}

// Remote is implemented elsewhere: it may wait.
type Remote interface {
	Push(n int) error
	PushContext(ctx context.Context, n int) error
	Len() int
	LenContext(ctx context.Context) int
}

func Push(ctx context.Context, r Remote) {
	r.Push(1) // want `r\.Push cannot hear ctx.*use PushContext\(ctx, \.\.\.\)`
	r.Len()
	time.Sleep(0)
}

type DB struct{ db *sql.DB }

type Query struct {
	db  *sql.DB
	ctx context.Context
}

func (d *DB) Select(what string) *Query { return &Query{db: d.db} }

func (q *Query) WithContext(ctx context.Context) *Query { return &Query{q.db, ctx} }

func (q *Query) Where(cond string) *Query { return q }

func (q *Query) Row() error { return q.db.QueryRowContext(q.ctx, "select 1").Err() }

// A query that another type makes may have got its context there.
func Count(ctx context.Context, d *DB) error {
	return d.Select("1").Where("n = 1").Row() // want `d\.Select\(\)\.Where\(\)\.Row cannot hear ctx.*put WithContext\(ctx\) in front of it`
}

// A second is a short wait.
func Dial(ctx context.Context) (net.Conn, error) {
	return net.DialTimeout("tcp", "example.com:80", time.Second) // want `use DialContext of a net\.Dialer`
}
