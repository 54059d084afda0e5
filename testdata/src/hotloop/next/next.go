// Package next hands out what it received.
package next

import (
	"context"
	"errors"
)

type change struct{ keys []string }

var errStopped = errors.New("stopped")

type watcher struct {
	out    <-chan []change
	cancel func()
}

func newWatcher() *watcher {
	ch := make(chan []change)
	return &watcher{out: ch, cancel: func() { close(ch) }}
}

func (w *watcher) Next() ([]change, error) {
	return <-w.out, nil // want `once w.out is closed \(\*watcher\).Next returns a zero value and a nil error at once`
}

func (w *watcher) Stop() { w.cancel() }

type reader struct{ ch chan change }

func (r *reader) Close() { close(r.ch) }

func (r *reader) Read(ctx context.Context) (change, error) {
	select {
	case <-ctx.Done():
		return change{}, ctx.Err()
	case c := <-r.ch: // want `once r.ch is closed \(\*reader\).Read returns a zero value`
		return c, nil
	}
}

func (r *reader) ReadOk() (change, error) {
	c, ok := <-r.ch
	if !ok {
		return change{}, errStopped
	}
	return c, nil
}

func (r *reader) ReadTested() (change, error) {
	c := <-r.ch
	if c.keys == nil {
		return c, errStopped
	}
	return c, nil
}

// Not what a loop calls.
func (r *reader) first() (change, error) {
	c := <-r.ch
	return c, nil
}

// The channel holds one answer.
type future struct{ ch chan change }

func (f *future) Stop() {}

func (f *future) set(c change) {
	f.ch <- c
	close(f.ch)
}

func (f *future) Get() (change, error) {
	return <-f.ch, nil
}

// Nobody closes this one.
type open struct{ ch chan change }

func (o *open) Close() {}

func (o *open) Next() (change, error) {
	return <-o.ch, nil
}
