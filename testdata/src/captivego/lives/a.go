// Package lives has functions that cancel a context and return what was made with it.
package lives

import (
	"context"
	"io"
)

// keep leaves something behind that lives on the context.
func keep(ctx context.Context) {
	go func() { <-ctx.Done() }()
}

// Plain data has been worked out by the time that it is returned.
type Response struct {
	Allowed bool
	Stats   *stats
}

type stats struct{ reads int }

func check(ctx context.Context) (*Response, error) {
	keep(ctx)
	return &Response{}, nil
}

func answer(ctx context.Context) (*Response, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	res, err := check(ctx)
	return res, err
}

// An interface for plain data.
type Result interface{ Allowed() bool }

func judge(ctx context.Context) (Result, error) {
	keep(ctx)
	return nil, nil
}

func verdict(ctx context.Context) (Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return judge(ctx)
}

// Near misses: these live on.
type watcher struct{ events chan string }

func watch(ctx context.Context) *watcher {
	w := &watcher{events: make(chan string)}
	keep(ctx)
	return w
}

func watching(ctx context.Context) *watcher {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return watch(ctx) // want `value that watch returns lives on ctx, which watching cancels before anybody has read it`
}

type page struct{ inner *source }

type source struct{ r io.Reader }

func open(ctx context.Context) (*page, error) {
	keep(ctx)
	return &page{}, nil
}

func opened(ctx context.Context) (*page, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return open(ctx) // want `value that open returns lives on ctx`
}

type Cursor interface{ Next() bool }

func find(ctx context.Context) (Cursor, error) {
	keep(ctx)
	return nil, nil
}

func found(ctx context.Context) (Cursor, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return find(ctx) // want `value that find returns lives on ctx`
}

type session struct{ ctx context.Context }

func newSession(ctx context.Context) *session { return &session{ctx: ctx} }

func begin(ctx context.Context) *session {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	return newSession(ctx) // want `value that newSession returns lives on ctx`
}
