package tested

import (
	"context"
	"testing"
)

type failing struct{}

func (failing) save(e event) { panic("no store for " + e.name) }

func TestLoop(t *testing.T) {
	h := &handler{in: make(chan event, 1), store: failing{}}
	h.on = func(e event) { panic("mock " + e.name) }
	h.in <- event{"a"}
	h.loop(context.Background())
}
