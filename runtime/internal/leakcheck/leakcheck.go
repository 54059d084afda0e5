// Package leakcheck fails a test binary that leaves goroutines of the runtime
// behind. It is part of conformance test C30; bubbles of testing/synctest check
// the rest by themselves.
package leakcheck

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// patience is how long goroutines that were told to end may take.
const patience = 2 * time.Second

// Main runs the tests and returns the exit code for [os.Exit].
func Main(m *testing.M) int {
	if code := m.Run(); code != 0 {
		return code
	}
	return report(os.Stderr)
}

func report(w io.Writer) int {
	left := leftBehind()
	for deadline := time.Now().Add(patience); left != "" && time.Now().Before(deadline); left = leftBehind() {
		time.Sleep(10 * time.Millisecond)
	}
	if left == "" {
		return 0
	}
	fmt.Fprintf(w, "goroutines left behind:\n%s\n", left)
	return 1
}

// leftBehind returns the stacks of goroutines other than this one that run code
// of the runtime or of its tests.
func leftBehind() string {
	buf := make([]byte, 1<<20)
	all := strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")
	var own []string
	for _, stack := range all[1:] { // the first is this one
		if strings.Contains(stack, "bgvet/runtime/") {
			own = append(own, stack)
		}
	}
	return strings.Join(own, "\n\n")
}
