package host_test

import (
	"context"
	"log/slog"
	"os"
	"os/exec"
	"testing"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
)

// childVariable makes the test binary run one of the programs below instead of
// the tests: signals need a process of their own.
const childVariable = "BGVET_HOST_TEST_CHILD"

// children are the programs that the test binary can be.
var children = map[string]func() int{}

var discard = slog.New(slog.DiscardHandler)

func TestMain(m *testing.M) {
	if name := os.Getenv(childVariable); name != "" {
		os.Exit(children[name]())
	}
	os.Exit(leakcheck.Main(m))
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
