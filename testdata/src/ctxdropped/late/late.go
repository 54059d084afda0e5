// Package late cancels contexts that it keeps, before or after it has waited.
package late

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
	"time"
)

// The context ends when all is done: handing it on would change nothing.
type Buffer[T any] struct {
	db     *sql.DB
	in     chan T
	wg     sync.WaitGroup
	ctx    context.Context
	cancel context.CancelFunc
}

func NewBuffer[T any](db *sql.DB) *Buffer[T] {
	ctx := context.Background()
	ctx, cancel := context.WithCancel(ctx)
	b := &Buffer[T]{db: db, ctx: ctx, cancel: cancel, in: make(chan T)}
	b.wg.Add(1)
	go b.run()
	return b
}

func (b *Buffer[T]) run() {
	defer b.wg.Done()
	for v := range b.in {
		b.db.ExecContext(context.Background(), "insert into t values ($1)", v)
	}
}

func (b *Buffer[T]) Close() {
	close(b.in)
	b.wg.Wait()
	b.cancel()
}

// The context ends first.
type Hasty struct {
	db     *sql.DB
	in     chan string
	wg     sync.WaitGroup
	ctx    context.Context
	cancel context.CancelFunc
}

func NewHasty(db *sql.DB) *Hasty {
	h := &Hasty{db: db, in: make(chan string)}
	h.ctx, h.cancel = context.WithCancel(context.Background())
	h.wg.Add(1)
	go h.run()
	return h
}

func (h *Hasty) run() {
	defer h.wg.Done()
	for v := range h.in {
		h.db.ExecContext(context.Background(), "insert into t values ($1)", v) // want `pass h\.ctx`
	}
}

func (h *Hasty) Close() {
	close(h.in)
	h.cancel()
	h.wg.Wait()
}

// It waits by asking again and again, and cancels in what it calls last.
type Counting struct {
	db      *sql.DB
	in      chan string
	running atomic.Int64
	ctx     context.Context
	cancel  context.CancelFunc
}

func NewCounting(db *sql.DB) *Counting {
	c := &Counting{db: db, in: make(chan string)}
	c.ctx, c.cancel = context.WithCancel(context.Background())
	c.running.Add(1)
	go c.run()
	return c
}

func (c *Counting) run() {
	defer c.running.Add(-1)
	for v := range c.in {
		c.db.ExecContext(context.Background(), "insert into t values ($1)", v)
	}
}

func (c *Counting) Close() {
	close(c.in)
	for {
		if c.running.Load() == 0 {
			break
		}
		time.Sleep(time.Second)
	}
	c.end()
}

func (c *Counting) end() { c.cancel() }

// Its context ends with that of its maker as well, before anybody calls Close.
type Given struct {
	db     *sql.DB
	in     chan string
	wg     sync.WaitGroup
	ctx    context.Context
	cancel context.CancelFunc
}

func NewGiven(ctx context.Context, db *sql.DB) *Given {
	g := &Given{db: db, in: make(chan string)}
	g.ctx, g.cancel = context.WithCancel(ctx)
	g.wg.Add(1)
	go g.run()
	return g
}

func (g *Given) run() {
	defer g.wg.Done()
	for v := range g.in {
		g.db.ExecContext(context.Background(), "insert into t values ($1)", v) // want `pass g\.ctx`
	}
}

func (g *Given) Close() {
	close(g.in)
	g.wg.Wait()
	g.cancel()
}
