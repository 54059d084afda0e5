package vettool

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

const (
	// startHeap is the heap up to which a unit runs without collecting garbage.
	// Most packages never come so far: the process is gone before it matters.
	startHeap = 512 << 20

	// laterPercent is the collector's pace for packages that do.
	laterPercent = 200
)

// easeGC lets the process grow before it collects. A unit lives for a second and
// keeps nearly all that it allocates, the syntax and the types, to the end; with
// the usual pace a quarter of go vet's time goes into looking at that again and
// again. The compiler does the same. Who sets the pace from outside is obeyed.
func easeGC() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(startHeap)
	// The first collection finds that nobody holds the mark: the limit is reached.
	mark := new([64]byte)
	runtime.SetFinalizer(mark, func(*[64]byte) {
		debug.SetGCPercent(laterPercent)
		debug.SetMemoryLimit(math.MaxInt64)
	})
}
