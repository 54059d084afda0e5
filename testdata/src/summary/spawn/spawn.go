// Package spawn holds wrappers around the go statement, as programs write them.
package spawn

import (
	"log"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Go recovers what it runs.
func Go(fn func()) { // want Go:`^starts via a func literal; arg 0: runs async guarded$`
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
			}
		}()
		fn()
	}()
}

// Bare does not.
func Bare(fn func()) { go fn() } // want Bare:`^starts via fn; arg 0: runs async$`

// FireAndForget hands on what it is given.
func FireAndForget(name string, fn func() error) { // want FireAndForget:`arg 1: runs async guarded$`
	Go(func() {
		if err := fn(); err != nil {
			log.Println(name, err)
		}
	})
}

// Starter recovers in the wrong goroutine: its own.
func Starter(fn func()) { // want Starter:`contains panics: recovered; arg 0: runs async$`
	defer func() { recover() }()
	go fn()
}

// WaitGroup is a group with and without recover, side by side.
type WaitGroup struct{ sync.WaitGroup }

func (wg *WaitGroup) Run(fn func()) { // want Run:`arg 0: runs async$`
	wg.Add(1)
	go func() {
		defer wg.Done()
		fn()
	}()
}

func (wg *WaitGroup) RunWithRecover(fn func(), onPanic func(any)) { // want RunWithRecover:`arg 0: runs async guarded; arg 1: runs async$`
	wg.Add(1)
	go func() {
		defer func() {
			if r := recover(); r != nil && onPanic != nil {
				onPanic(r)
			}
			wg.Done()
		}()
		fn()
	}()
}

// All waits for what it starts: nothing outlives the call.
func All(fns ...func()) { // want All:`arg 0: runs$`
	var wg sync.WaitGroup
	for _, fn := range fns {
		wg.Go(fn)
	}
	wg.Wait()
}

// Each bounds and waits.
func Each(items []string, fn func(string) error) error { // want Each:`arg 1: runs$`
	var g errgroup.Group
	for _, item := range items {
		g.Go(func() error { return fn(item) })
	}
	return g.Wait()
}

// Forever runs its argument again and again.
func Forever(stop <-chan struct{}, fn func()) { // want Forever:`arg 1: runs repeats$`
	for {
		select {
		case <-stop:
			return
		default:
		}
		fn()
	}
}

// Runner is run on another goroutine.
type Runner interface{ Run() }

func Start(r Runner) { go r.Run() } // want Start:`arg 0: runs async$`

// Wrap runs fn when the result is run, and recovers there.
func Wrap(fn func()) func() { // want Wrap:`arg 0: guarded wraps$`
	return func() {
		defer func() { recover() }()
		fn()
	}
}

// Maybe starts only when asked to.
func Maybe(async bool, fn func()) { // want Maybe:`arg 1: runs async$`
	if async {
		go fn()
		return
	}
	fn()
}
