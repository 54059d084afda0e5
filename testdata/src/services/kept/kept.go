// Package kept: functions that are handed to something that keeps them, and
// values that are handed to something that starts them.
package kept

import (
	"context"
	"net/http"
	"sort"
)

type bus struct {
	handlers []func(string) error
	onGone   func()
	less     func(a, b int) bool
}

func (b *bus) Subscribe(fs ...func(string) error) { b.handlers = append(b.handlers, fs...) }
func (b *bus) OnGone(f func())                    { b.onGone = f }
func (b *bus) Order(f func(a, b int) bool)        { b.less = f }
func (b *bus) With(f func()) *bus                 { b.onGone = f; return b }

// loop runs what it is given as a service.
type loop struct{ run func(context.Context) error }

func (l *loop) Start(ctx context.Context) error { return l.run(ctx) }
func (l *loop) Stop()                           {}

func newLoop(run func(context.Context) error) *loop { return &loop{run: run} }

type router struct {
	routes map[string]func(http.ResponseWriter, *http.Request)
	any    func(http.ResponseWriter, *http.Request)
}

func (r *router) Handle(path string, h func(http.ResponseWriter, *http.Request)) { r.any = h }

type service interface{ Start(context.Context) error }

// StartAll starts what it is given.
func StartAll(ctx context.Context, all ...service) error {
	for _, s := range all {
		if err := s.Start(ctx); err != nil {
			return err
		}
	}
	return nil
}

// New registers.
func New(ctx context.Context, b *bus, r *router) error {
	b.Subscribe(onMessage)                        // want "^callback service, stop none"
	b.OnGone(func() {})                           // want "^callback service, stop none"
	b.Order(func(a, b int) bool { return a < b }) // asked, not run
	b.With(func() {})                             // a builder
	sort.Slice(b.handlers, func(i, j int) bool { return i < j })
	r.Handle("/", index)                 // want "^callback service each request, stop none"
	return StartAll(ctx, newLoop(watch)) // want "^callback service, stop ctx" "^start service, stop none"
}

func onMessage(string) error { return nil }

// Add is called by whoever, for a keeper that lives as long as it likes.
func Add(b *bus) { b.OnGone(func() {}) } // want "^callback unknown, stop none"

func watch(ctx context.Context) error {
	for { // want "^loop service, stop ctx"
		select {
		case <-ctx.Done():
			return nil
		}
	}
}

func index(w http.ResponseWriter, r *http.Request) {
	go audit(r.URL.Path) // want "^go request, stop ends by itself"
}

func audit(string) {}
