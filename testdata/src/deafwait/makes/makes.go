// Package makes has goroutines that wait to give the stop signal.
package makes

import (
	"context"
	"database/sql"
	"log"
	"time"
)

type Node struct {
	ctx    context.Context
	cancel context.CancelFunc
	quit   chan struct{}
	grace  time.Duration
	db     *sql.DB
}

func New(parent context.Context, db *sql.DB) *Node {
	ctx, cancel := context.WithCancel(parent)
	n := &Node{ctx: ctx, cancel: cancel, quit: make(chan struct{}), grace: time.Minute, db: db}
	go n.run(ctx)
	return n
}

func (n *Node) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-n.quit:
			return
		case <-time.After(time.Minute):
		}
	}
}

// It waits, and stops what it could hear.
func (n *Node) Limit(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	go func() {
		time.Sleep(n.grace)
		log.Print("that was long enough")
		cancel()
	}()
	n.run(ctx)
}

// The same, deferred, and from a timer.
func (n *Node) LimitDeferred(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	turn := context.WithValue(ctx, key{}, 1)
	go func() {
		defer cancel()
		<-time.After(n.grace)
	}()
	n.run(turn)
}

type key struct{}

// The function is in a field.
func (n *Node) LimitAll() {
	go func() {
		time.Sleep(n.grace)
		n.cancel()
	}()
}

// Another one's stop is no news to it.
func (n *Node) LimitOther(ctx context.Context) {
	other, cancel := context.WithCancel(context.Background())
	go func() {
		time.Sleep(n.grace) // want `cannot be stopped while time\.Sleep lasts: it does not hear ctx\.Done\(\)`
		cancel()
		_ = ctx
	}()
	<-other.Done()
}

// Something else comes behind the wait, and late.
func (n *Node) Flush(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	go func() {
		time.Sleep(n.grace) // want `cannot be stopped while time\.Sleep lasts`
		n.db.Exec("delete from old")
		cancel()
	}()
	n.run(ctx)
}

// The stop comes first.
func (n *Node) Late(parent context.Context) {
	ctx, cancel := context.WithCancel(parent)
	go func() {
		cancel()
		time.Sleep(n.grace) // want `cannot be stopped while time\.Sleep lasts`
	}()
	n.run(ctx)
}

// A stop channel is closed just so.
type Door struct {
	quit chan struct{}
	wait time.Duration
}

func (d *Door) Run() {
	for {
		select {
		case <-d.quit:
			return
		case <-time.After(time.Minute):
		}
	}
}

func (d *Door) CloseLater() {
	go d.Run()
	go func() {
		time.Sleep(d.wait)
		close(d.quit)
	}()
}
