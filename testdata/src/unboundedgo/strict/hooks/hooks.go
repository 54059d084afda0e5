// Package hooks: a goroutine for each event, behind a wrapper of another package.
package hooks

import (
	"context"
	"errors"
	"net/http"

	"github.com/bgvet/bgvet/testdata/src/unboundedgo/strict/hooks/files"
	"github.com/bgvet/bgvet/testdata/src/unboundedgo/strict/hooks/routine"
	"golang.org/x/sync/semaphore"
)

type event struct{ path string }

type handler[T any] struct {
	id string
	fn func(T) error
}

type hook[T any] struct{ handlers []*handler[T] }

func (h *hook[T]) bind(x *handler[T]) string {
	h.handlers = append(h.handlers, x)
	return x.id
}

type app struct {
	deleted hook[*event]
	files   *files.System
}

// newApp registers what is done after each deletion.
func newApp() *app {
	a := &app{}
	a.register()
	return a
}

func (a *app) register() {
	remove := func(path string) error {
		resp, err := http.Get("http://store/" + path)
		if err != nil {
			return errors.New("cannot delete " + path)
		}
		return resp.Body.Close()
	}
	slots := semaphore.NewWeighted(100)
	a.deleted.bind(&handler[*event]{
		id: "files",
		fn: func(e *event) error {
			if e.path != "" {
				path := e.path + "/"
				routine.FireAndForget(func() { // want "a goroutine for each call of this function"
					_ = remove(path)
				})
			}
			return nil
		},
	})
	a.deleted.bind(&handler[*event]{
		id: "unseen",
		fn: func(e *event) error {
			routine.FireAndForget(func() { // want "a goroutine for each call of this function"
				if err := a.files.Remove(e.path); err != nil {
					println(err.Error())
				}
			})
			return nil
		},
	})
	a.deleted.bind(&handler[*event]{
		id: "limited",
		fn: func(e *event) error {
			if err := slots.Acquire(context.Background(), 1); err != nil {
				return err
			} else {
				routine.FireAndForget(func() {
					defer slots.Release(1)
					_ = remove(e.path)
				})
			}
			return nil
		},
	})
}
