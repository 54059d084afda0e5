// Package others registers with samber/do and fx.
package others

import (
	"context"
	"database/sql"

	"github.com/samber/do/v2"
	"go.uber.org/fx"
)

type Session struct{ conn *sql.Conn }

type Ledger struct{ session *Session }

type Clock struct{}

type Alarm struct{ clock *Clock }

func newAlarm(i do.Injector) (*Alarm, error) {
	return &Alarm{do.MustInvoke[*Clock](i)}, nil
}

func wire(ctx context.Context, db *sql.DB) {
	i := do.New()
	do.ProvideTransient(i, func(do.Injector) (*Session, error) {
		conn, err := db.Conn(ctx)
		return &Session{conn}, err
	})
	do.ProvideTransient(i, func(do.Injector) (*Clock, error) { return &Clock{}, nil })
	do.Provide(i, newAlarm) // without state
	do.Provide(i, func(i do.Injector) (*Ledger, error) {
		s, err := do.Invoke[*Session](i) // want `the singleton \*Ledger keeps the transient \*Session that it is made with`
		return &Ledger{s}, err
	})
	do.ProvideTransient(i, func(i do.Injector) (*sql.Tx, error) {
		return do.MustInvoke[*Session](i).conn.BeginTx(ctx, nil)
	})
}

func begin(db *sql.DB) (*sql.Tx, error) { return db.Begin() }

func open() (*sql.DB, error) { return nil, nil }

var module = fx.Options(
	fx.Provide(open),
	fx.Provide(begin), // want "fx makes this transaction once"
)

func app() *fx.App {
	return fx.New(fx.Provide(open), fx.Provide(begin)) // want `fx makes this transaction once and gives it to everybody for the life of the process, although it is one unit of work; provide the pool or a func that opens one`
}
