package host_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// childVariable makes the test binary run one of the programs below instead of
// the tests: signals need a process of their own.
const childVariable = "BGVET_HOST_TEST_CHILD"

func TestMain(m *testing.M) {
	if name := os.Getenv(childVariable); name != "" {
		os.Exit(children[name]())
	}
	code := m.Run()
	if code == 0 {
		code = checkLeaks()
	}
	os.Exit(code)
}

// checkLeaks is part of C30: no goroutine of the package is left after the tests.
func checkLeaks() int {
	var stacks string
	for range 50 { // goroutines that were told to end may need a moment
		buf := make([]byte, 1<<20)
		stacks = string(buf[:runtime.Stack(buf, true)])
		if !strings.Contains(strings.ReplaceAll(stacks, "host_test.checkLeaks", ""), "bgvet/runtime/host.") {
			return 0
		}
		time.Sleep(20 * time.Millisecond)
	}
	fmt.Fprintf(os.Stderr, "goroutines left behind:\n%s\n", stacks)
	return 1
}

// command returns a child process that runs one of the programs.
func command(ctx context.Context, name string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), childVariable+"="+name)
	return cmd
}

// mustNew returns a host that no signal reaches.
func mustNew(t testing.TB, opts ...host.Option) *host.Host {
	t.Helper()
	h, err := host.New(append([]host.Option{host.WithLifetime(host.NullLifetime{}), host.WithLogger(discard)}, opts...)...)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func must(t testing.TB, errs ...error) {
	t.Helper()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}
