//go:build unix

package systemdhost_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/internal/leakcheck"
	"github.com/bgvet/bgvet/runtime/systemdhost"
)

const childVariable = "BGVET_SYSTEMD_TEST_CHILD"

func TestMain(m *testing.M) {
	if os.Getenv(childVariable) != "" {
		os.Exit(host.ExitCode(child()))
	}
	os.Exit(leakcheck.Main(m))
}

// child runs a host whose one loop beats, stalls while SIGUSR1 says so, and goes
// on with the next.
func child() error {
	h, err := host.New(
		host.WithLogger(slog.New(slog.DiscardHandler)),
		host.WithLifetime(systemdhost.New(host.NewConsole())),
		host.OnState(func(s host.State) { fmt.Println(s) }))
	if err != nil {
		return err
	}
	toggle := make(chan os.Signal, 1)
	signal.Notify(toggle, syscall.SIGUSR1)
	err = h.AddBackground("loop", host.BackgroundFunc(func(ctx context.Context) error {
		beat := time.NewTicker(10 * time.Millisecond)
		defer beat.Stop()
		for beating := true; ; {
			select {
			case <-beat.C:
				if beating {
					host.Beat(ctx)
				}
			case <-toggle:
				beating = !beating
			case <-ctx.Done():
				return nil
			}
		}
	}), host.StallAfter(200*time.Millisecond))
	return errors.Join(err, h.Run(context.Background()))
}

// C24: given NOTIFY_SOCKET and a watchdog interval, when a host starts, stalls,
// recovers and stops, then it sends READY=1, withholds pings while it stalls,
// sends them again, and sends STOPPING=1.
func TestC24_SystemdNotify(t *testing.T) {
	manager := listen(t)
	cmd := start(t, "NOTIFY_SOCKET="+manager.path, "WATCHDOG_USEC=100000")
	manager.until("READY=1")
	manager.until("WATCHDOG=1")
	must(t, cmd.Process.Signal(syscall.SIGUSR1))
	manager.untilSilent(300 * time.Millisecond)
	must(t, cmd.Process.Signal(syscall.SIGUSR1))
	manager.until("WATCHDOG=1")
	must(t, cmd.Process.Signal(syscall.SIGTERM))
	manager.until("STOPPING=1")
	must(t, cmd.Wait())
}

// C24: without the variable nothing is sent, and the host works.
func TestC24_NothingWithoutSocket(t *testing.T) {
	manager := listen(t)
	cmd, out := command(t, "NOTIFY_SOCKET=", "WATCHDOG_USEC=100000"), make(lines, 16)
	cmd.Stdout = out
	must(t, cmd.Start())
	for line := range out {
		if strings.Contains(line, "running") {
			break
		}
	}
	must(t, cmd.Process.Signal(syscall.SIGTERM), cmd.Wait())
	manager.untilSilent(10 * time.Millisecond)
}

// A manager that went away costs the notifications and nothing else.
func TestManagerGoesAway(t *testing.T) {
	manager := listen(t)
	t.Setenv("NOTIFY_SOCKET", manager.path)
	h, err := host.New(host.WithLifetime(systemdhost.New(host.NullLifetime{})), host.WithLogger(slog.New(slog.DiscardHandler)))
	must(t, err, h.Start(t.Context()))
	manager.until("READY=1")
	must(t, manager.conn.Close(), h.Stop(t.Context()))
}

func TestBadEnvironment(t *testing.T) {
	for name, value := range map[string]string{"WATCHDOG_USEC": "soon", "NOTIFY_SOCKET": "/nowhere/at/all"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			h, err := host.New(host.WithLifetime(systemdhost.New(host.NullLifetime{})), host.WithLogger(slog.New(slog.DiscardHandler)))
			must(t, err)
			if err := h.Run(t.Context()); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("got %v, want an error that names %s", err, name)
			}
		})
	}
}

// A watchdog that is meant for another process is not ours.
func TestWatchdogOfAnotherProcess(t *testing.T) {
	manager := listen(t)
	t.Setenv("NOTIFY_SOCKET", manager.path)
	t.Setenv("WATCHDOG_USEC", "1000")
	t.Setenv("WATCHDOG_PID", fmt.Sprint(os.Getpid()+1))
	h, err := host.New(host.WithLifetime(systemdhost.New(host.NullLifetime{})), host.WithLogger(slog.New(slog.DiscardHandler)))
	must(t, err, h.Start(t.Context()))
	manager.until("READY=1")
	manager.untilSilent(50 * time.Millisecond)
	must(t, h.Stop(t.Context()))
	manager.until("STOPPING=1")
}

func start(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	cmd := command(t, env...)
	must(t, cmd.Start())
	return cmd
}

func command(t *testing.T, env ...string) *exec.Cmd {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(append(os.Environ(), childVariable+"=1"), env...)
	cmd.Stderr = os.Stderr
	return cmd
}

// lines is an output whose writes can be received.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

// manager stands for the service manager.
type manager struct {
	t    *testing.T
	path string
	conn *net.UnixConn
}

func listen(t *testing.T) *manager {
	t.Helper()
	dir, err := os.MkdirTemp("", "notify") // t.TempDir can be too long for a socket
	must(t, err)
	m := &manager{t: t, path: filepath.Join(dir, "s")}
	m.conn, err = net.ListenUnixgram("unixgram", &net.UnixAddr{Name: m.path, Net: "unixgram"})
	must(t, err)
	t.Cleanup(func() { m.conn.Close(); os.RemoveAll(dir) })
	return m
}

// next returns one message, or "" if none comes in time.
func (m *manager) next(timeout time.Duration) string {
	buf := make([]byte, 4096)
	must(m.t, m.conn.SetReadDeadline(time.Now().Add(timeout)))
	n, err := m.conn.Read(buf)
	if err != nil && !errors.Is(err, os.ErrDeadlineExceeded) {
		m.t.Fatal(err)
	}
	return string(buf[:n])
}

func (m *manager) until(line string) {
	m.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for time.Now().Before(deadline) {
		for got := range strings.Lines(m.next(time.Second)) {
			if strings.TrimSpace(got) == line {
				return
			}
		}
	}
	m.t.Fatalf("never received %q", line)
}

func (m *manager) untilSilent(d time.Duration) {
	m.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	for m.next(d) != "" {
		if time.Now().After(deadline) {
			m.t.Fatal("messages do not cease")
		}
	}
}

func must(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}
