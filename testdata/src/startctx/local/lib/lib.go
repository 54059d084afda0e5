// Package lib makes things that keep a context.
package lib

import (
	"context"
	"time"
)

type Backoff struct {
	ctx context.Context
	n   int
}

func New(ctx context.Context) *Backoff { return &Backoff{ctx: ctx} }

func (b *Backoff) Ongoing() bool { return b.ctx.Err() == nil && b.n < 10 }

func (b *Backoff) Wait() {
	b.n++
	select {
	case <-b.ctx.Done():
	case <-time.After(time.Second):
	}
}

type Feed struct {
	ctx context.Context
	out chan string
}

func NewFeed(ctx context.Context) *Feed { return &Feed{ctx: ctx, out: make(chan string)} }

func (f *Feed) Start() { go f.run() }

func (f *Feed) Lines() <-chan string { return f.out }

func (f *Feed) run() {
	for {
		select {
		case <-f.ctx.Done():
			return
		case f.out <- "":
		}
	}
}

// NewRunning starts at once.
func NewRunning(ctx context.Context) *Feed {
	f := NewFeed(ctx)
	go f.run()
	return f
}
