package leakcheck

import (
	"strings"
	"testing"
)

func TestReport(t *testing.T) {
	gate := make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		<-gate
	}()
	var out strings.Builder
	if code := report(&out); code != 1 || !strings.Contains(out.String(), "TestReport") {
		t.Errorf("with a goroutine left: %d, %q", code, out.String())
	}
	close(gate)
	<-ended
	// The tests themselves run on goroutines of this package, so that a clean
	// report can only be seen from TestMain.
}

func TestMain(m *testing.M) {
	if code := Main(m); code != 0 {
		panic("a clean run is reported as a leak")
	}
}
