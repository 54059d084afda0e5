// Package note34: the fan-out is not lexically in a loop.
package note34

import (
	"context"
	"net/http"
	"os"
	"path/filepath"

	"github.com/nats-io/nats.go"
)

func push(ctx context.Context, id string) error {
	req, err := http.NewRequestWithContext(ctx, "PUT", "http://peer/"+id, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// fireAndForget is a wrapper as many projects have one.
func fireAndForget(f func()) {
	go func() {
		defer func() { _ = recover() }()
		f()
	}()
}

type indexer struct{ ids chan string }

// Run: a method is called for each item.
func (x *indexer) Run(ctx context.Context) {
	for id := range x.ids {
		x.index(ctx, id)
	}
}

func (x *indexer) index(ctx context.Context, id string) {
	if id == "" {
		return
	}
	go push(ctx, id) // want "a goroutine for each message of x.ids runs push"
}

// wrapped: by the wrapper.
func (x *indexer) wrapped(ctx context.Context) {
	for id := range x.ids {
		fireAndForget(func() { // want "a goroutine for each message of x.ids"
			_ = push(ctx, id)
		})
	}
}

// subscribe: the callback is called for each message.
func (x *indexer) subscribe(ctx context.Context, nc *nats.Conn) error {
	_, err := nc.Subscribe("ids", func(m *nats.Msg) {
		go push(ctx, string(m.Data)) // want "a goroutine for each message that .*Subscribe hands over runs push"
	})
	return err
}

// walk starts one for each folder below.
func walk(ctx context.Context, dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() {
			go walk(ctx, filepath.Join(dir, e.Name())) // want "a goroutine for each element of entries"
		}
	}
}

type node struct{ left, right *node }

func visit(ctx context.Context, n *node) {
	if n == nil {
		return
	}
	_ = push(ctx, "")
	go visit(ctx, n.left)
	go visit(ctx, n.right)
}

// limitedBefore: the caller takes the slot.
func (x *indexer) limitedBefore(ctx context.Context, slots chan struct{}) {
	for id := range x.ids {
		slots <- struct{}{}
		x.release(ctx, id, slots)
	}
}

func (x *indexer) release(ctx context.Context, id string, slots chan struct{}) {
	go func() {
		defer func() { <-slots }()
		_ = push(ctx, id)
	}()
}
