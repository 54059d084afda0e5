// Package spawner uses the wrappers of another package: what they do crosses the
// border as facts.
package spawner

import (
	"github.com/bgvet/bgvet/testdata/src/summary/spawn"
)

func Twice(fn func()) { spawn.Go(fn) } // want Twice:`arg 0: runs async guarded$`

func Method(wg *spawn.WaitGroup, fn func()) { wg.Run(fn) } // want Method:`arg 1: runs async$`

func Guarded(wg *spawn.WaitGroup, fn func()) { wg.RunWithRecover(fn, nil) } // want Guarded:`arg 1: runs async guarded$`

func Value(fn func()) { // want Value:`arg 0: runs async guarded$`
	start := spawn.Go
	start(fn)
}

type Worker struct {
	wg   spawn.WaitGroup
	stop chan struct{}
}

// Start leaves a loop behind.
func (w *Worker) Start() { w.wg.Run(w.loop) } // want Start:`^starts via \(\*spawn.WaitGroup\).Run$`

func (w *Worker) loop() {
	for range w.stop {
	}
}

func Literal(done chan<- int) { // want Literal:`^starts via spawn.FireAndForget$`
	spawn.FireAndForget("literal", func() error {
		done <- 1
		return nil
	})
}

// Inner is guarded by the callee in another goroutine, whatever stands here.
func Inner(fn func()) { // want Inner:`contains panics: recovered; arg 0: runs async$`
	defer func() { recover() }()
	spawn.Bare(func() { fn() })
}
