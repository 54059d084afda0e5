// Package leakcheck fails a test binary that leaves goroutines behind. It is part
// of conformance test C30; bubbles of testing/synctest check the rest by
// themselves. Like go.uber.org/goleak, which the runtime must not import, it lets
// none pass but those that the standard library keeps for ever.
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

// leftBehind returns the stacks of all goroutines but this one and the one that
// receives signals, which never ends once a program has asked for signals.
func leftBehind() string {
	buf := make([]byte, 1<<20)
	all := strings.Split(string(buf[:runtime.Stack(buf, true)]), "\n\n")
	var left []string
	for _, stack := range all[1:] { // the first is this one
		if !strings.Contains(stack, "os/signal.loop(") {
			left = append(left, stack)
		}
	}
	return strings.Join(left, "\n\n")
}
