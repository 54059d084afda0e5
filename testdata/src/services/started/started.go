// Package started: the places from which things are started.
package started

import (
	"context"
	"net/http"
	"time"
)

type cache struct{ stop chan struct{} }

// NewCache starts what lives as long as the cache.
func NewCache() *cache {
	c := &cache{stop: make(chan struct{})}
	go c.sweep() // want "^go service, stop channel:c.stop"
	return c
}

func (c *cache) sweep() {
	t := time.NewTicker(time.Minute)
	for { // want "^loop service, stop channel:c.stop"
		select {
		case <-c.stop:
			return
		case <-t.C:
		}
	}
}

// Handler starts what lives for a request.
func (c *cache) Handler(w http.ResponseWriter, r *http.Request) {
	go c.note(r.URL.Path) // want "^go request, stop ends by itself"
}

func (c *cache) note(string) {}

// spawn is the inside of a spawner: its caller decides.
func spawn(f func()) {
	go func() { f() }() // want "^go unknown, stop ends by itself"
}

// Run uses it.
func Run(ctx context.Context, c *cache) {
	spawn(c.sweep)                                               // want "^wrapper service, stop channel:c.stop"
	server := &http.Server{Handler: http.HandlerFunc(c.Handler)} // want "^callback process each request, stop none"
	server.ListenAndServe()                                      // want "^start service each request, stop none"
	other := NewCache()                                          // want "^start service, stop none"
	_ = other
	quick(ctx)
}

// quick starts nothing that its name or its own statements tell.
func quick(ctx context.Context) { deep(ctx) }

func deep(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() { <-ctx.Done() }() // want "^go call, stop ctx"
}
