//go:build unix

package host_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
	"github.com/bgvet/bgvet/runtime/hosttest"
)

func init() {
	children["graceful"] = func() int { return child(hosttest.UntilStopped()) }
	children["failing"] = func() int { return child(hosttest.Failing(errors.New("broken"))) }
	children["slow"] = func() int {
		return child(func(ctx context.Context) error {
			<-ctx.Done()
			time.Sleep(50 * time.Millisecond)
			return nil
		})
	}
	children["notifies"] = func() int {
		return child(func(context.Context) error {
			signals := make(chan os.Signal, 1)
			signal.Notify(signals, syscall.SIGUSR2)
			defer signal.Stop(signals)
			return nil
		}, host.WithLifetime(host.NullLifetime{}), host.DetectLeaks())
	}
	children["hung"] = func() int {
		body, _ := hosttest.Hanging()
		return child(func(ctx context.Context) error {
			fmt.Println("in service")
			return body(ctx)
		})
	}
}

// child is a program with one service, which ends when that does.
func child(body hosttest.Body, opts ...host.Option) int {
	opts = append(opts, host.WithLogger(discard), host.OnState(func(s host.State) { fmt.Println(s) }))
	h, err := host.New(opts...)
	if err != nil {
		panic(err)
	}
	if err := h.AddBackground("service", host.BackgroundFunc(body), host.OnComplete(host.StopHost)); err != nil {
		panic(err)
	}
	err = h.Run(context.Background())
	fmt.Println("after run:", err)
	if err == nil {
		return 7 // main's own code must stand
	}
	return host.ExitCode(err)
}

// process is a child process whose output is read line by line.
type process struct {
	*exec.Cmd
	t      *testing.T
	lines  *bufio.Scanner
	stderr bytes.Buffer
}

func startProcess(t *testing.T, name string) *process {
	t.Helper()
	p := &process{Cmd: command(t.Context(), name), t: t}
	out, err := p.StdoutPipe()
	must(t, err)
	p.lines = bufio.NewScanner(out)
	p.Stderr = &p.stderr
	must(t, p.Start())
	return p
}

// until reads output up to a line.
func (p *process) until(want string) {
	p.t.Helper()
	last := ""
	for p.lines.Scan() {
		if last = p.lines.Text(); last == want {
			return
		}
	}
	code := p.end() // no more is written to stderr then
	p.t.Fatalf("output ended with %q before %q, exit code %d; standard error:\n%s", last, want, code, &p.stderr)
}

// end reads the rest of the output and returns the exit code.
func (p *process) end() int {
	for p.lines.Scan() {
	}
	_ = p.Wait()
	return p.ProcessState.ExitCode()
}

// C21: given a host in a child process, when SIGTERM or SIGINT comes, then main
// goes on after Run, and its exit code stands.
func TestC21_SignalEndsRunAndMainGoesOn(t *testing.T) {
	for _, s := range []os.Signal{syscall.SIGTERM, syscall.SIGINT} {
		p := startProcess(t, "graceful")
		p.until("running")
		must(t, p.Process.Signal(s))
		p.until("after run: <nil>")
		if code := p.end(); code != 7 {
			t.Errorf("%v: exit code %d, want main's 7", s, code)
		}
	}
}

// C21: a failed service makes the exit code non-zero.
func TestC21_FailureExitsNonZero(t *testing.T) {
	p := startProcess(t, "failing")
	if code := p.end(); code != host.ExitFailed {
		t.Errorf("exit code %d, want %d", code, host.ExitFailed)
	}
}

// C22: given a hung service in a child process, when SIGTERM comes twice, then
// the process exits with the forced code and a dump of its goroutines.
func TestC22_SecondSignalForcesExit(t *testing.T) {
	p := startProcess(t, "hung")
	p.until("in service")
	must(t, p.Process.Signal(syscall.SIGTERM))
	p.until("stopping")
	time.Sleep(300 * time.Millisecond)
	must(t, p.Process.Signal(syscall.SIGTERM))
	if code := p.end(); code != host.ExitForced {
		t.Errorf("exit code %d, want %d", code, host.ExitForced)
	}
	for _, want := range []string{"second signal", `"host.service":"service"`, `"host.phase":"run"`} {
		if !strings.Contains(p.stderr.String(), want) {
			t.Errorf("standard error lacks %q", want)
		}
	}
}

// Given a supervisor that signals a process and at once its group, when both
// arrive, then that is one request to stop, and nothing is forced.
func TestEchoOfSignalForcesNothing(t *testing.T) {
	p := startProcess(t, "slow")
	p.until("running")
	must(t, p.Process.Signal(syscall.SIGTERM), p.Process.Signal(syscall.SIGINT), p.Process.Signal(syscall.SIGTERM))
	p.until("after run: <nil>")
	if code := p.end(); code != 7 {
		t.Errorf("exit code %d", code)
	}
}

// The goroutine that receives signals never ends, whoever asked for them first.
func TestSignalLoopIsNoLeak(t *testing.T) {
	p := startProcess(t, "notifies")
	p.until("after run: <nil>")
	if code := p.end(); code != 7 {
		t.Errorf("exit code %d", code)
	}
}

// Given a child process that was suspended, when it continues, then it still
// hears the signal to stop.
func TestProcessSurvivesSuspension(t *testing.T) {
	p := startProcess(t, "graceful")
	p.until("running")
	must(t, p.Process.Signal(syscall.SIGSTOP))
	time.Sleep(50 * time.Millisecond)
	must(t, p.Process.Signal(syscall.SIGCONT), p.Process.Signal(syscall.SIGTERM))
	p.until("after run: <nil>")
	if code := p.end(); code != 7 {
		t.Errorf("exit code %d", code)
	}
}

// Given a child process that is killed, when it is started again, then it works:
// nothing is written at the end that the next start needs.
func TestStartAfterKill(t *testing.T) {
	killed := startProcess(t, "graceful")
	killed.until("running")
	must(t, killed.Process.Signal(syscall.SIGKILL))
	if code := killed.end(); code != -1 {
		t.Errorf("killed process has exit code %d", code)
	}
	again := startProcess(t, "graceful")
	again.until("running")
	must(t, again.Process.Signal(syscall.SIGTERM))
	if code := again.end(); code != 7 {
		t.Errorf("exit code %d", code)
	}
}
