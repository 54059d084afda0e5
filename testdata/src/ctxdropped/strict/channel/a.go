// Package channel has services that a channel stops.
package channel

import (
	"context"
	"database/sql"
	"time"
)

type Agent struct {
	db   *sql.DB
	quit chan struct{}
}

func New(db *sql.DB) *Agent {
	a := &Agent{db: db, quit: make(chan struct{})}
	go a.start()
	return a
}

func (a *Agent) start() {
	work := func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Hour) // want `a\.db\.PingContext runs under context\.Background\(\), which the stop through a\.quit does not reach, so stopping waits until it returns; make one context for the loop that ends with a\.quit and pass it on`
		defer cancel()
		a.db.PingContext(ctx)
	}
	for {
		select {
		case <-a.quit:
			return
		case <-time.After(time.Minute):
			work()
		}
	}
}

func (a *Agent) Stop() { close(a.quit) }

// Mended has one context for the loop.
type Mended struct{ Agent }

func NewMended(db *sql.DB) *Mended {
	m := &Mended{Agent{db: db, quit: make(chan struct{})}}
	go m.start()
	return m
}

func (m *Mended) start() {
	var ctx, cancel = context.WithCancel(context.Background())
	go func() {
		<-m.quit
		cancel()
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Minute):
			m.db.PingContext(ctx)
		}
	}
}

// Source tells by a channel of its own.
type Source interface {
	Stopped() chan int
	Next() string
}

// Of the channels that the loop listens to, nothing closes the first.
func (a *Agent) Consume(src Source) {
	spare := make(chan struct{})
	go func() {
		for {
			select {
			case <-spare:
				return
			case <-src.Stopped():
				return
			default:
				a.db.PingContext(context.Background()) // want `which the stop through src\.Stopped\(\) does not reach`
			}
		}
	}()
}

// Nothing closes any of them: there is no stop that would have to wait.
func (a *Agent) Unstopped() {
	spare := make(chan struct{})
	go func() {
		for {
			select {
			case <-spare:
				return
			default:
				a.db.PingContext(context.Background())
			}
		}
	}()
}

// A place that is taken is no stop.
func (a *Agent) Pool(src Source) {
	places := make(chan struct{}, 3)
	go func() {
		for {
			select {
			case <-places:
				a.db.PingContext(context.Background()) // want `which the stop through src\.Stopped\(\) does not reach`
				places <- struct{}{}
			case <-src.Stopped():
				return
			}
		}
	}()
}
