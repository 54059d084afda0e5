// Package safego starts goroutines, with and without a recover.
package safego

import (
	"log"
	"sync"
)

// Go recovers.
func Go(name string, work func()) {
	go func() {
		defer report(name)
		work()
	}()
}

func report(name string) {
	if r := recover(); r != nil {
		log.Print(name, r)
	}
}

// Bare does not.
func Bare(work func()) {
	go work()
}

// Run recovers on the spot.
func Run(work func()) {
	defer report("")
	work()
}

// Func wraps a function for a group.
func Func(work func() error) func() error {
	return func() error {
		defer report("")
		return work()
	}
}

// Group has both, beside each other.
type Group struct{ sync.WaitGroup }

func (g *Group) Run(work func()) {
	g.Add(1)
	go func() {
		defer g.Done()
		work()
	}()
}

func (g *Group) RunWithRecover(work func(), failed func(any)) {
	g.Add(1)
	go func() {
		defer func() {
			if r := recover(); r != nil && failed != nil {
				failed(r)
			}
			g.Done()
		}()
		work()
	}()
}
