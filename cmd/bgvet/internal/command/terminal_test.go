package command

import (
	"os/exec"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestTerminal runs bgvet on a terminal that the program script makes: colours and
// the summary appear there, and with NO_COLOR only the summary.
func TestTerminal(t *testing.T) {
	script, err := exec.LookPath("script")
	if err != nil {
		t.Skip("the program script, which makes a terminal, is not here")
	}
	t.Setenv("TERM", "xterm")
	t.Setenv("NO_COLOR", "")
	dir := sleeper.write(t)
	onTerminal := func() string {
		got := start(t, dir, script, "-qefc", executable(t)+" ./app", "/dev/null")
		if got.code != Found || !strings.Contains(got.stdout, "Read first: bgvet explain sleepy") {
			t.Errorf("exit code %d, prints\n%s", got.code, got.stdout)
		}
		return got.stdout
	}
	if out := onTerminal(); !strings.Contains(out, bold+"app/app.go:6:5") {
		t.Errorf("without colours:\n%q", out)
	}
	t.Setenv("NO_COLOR", "1")
	if out := onTerminal(); strings.Contains(out, "\x1b") {
		t.Errorf("with colours:\n%q", out)
	}
}

const bold = "\x1b[1m"

// TestProgress shows the line after a while, keeps it up to date and takes it away.
func TestProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, out := &progress{done: make(chan struct{})}, new(strings.Builder)
		p.wait.Go(func() { p.show(out) })
		time.Sleep(progressDelay - 1)
		synctest.Wait()
		if out.String() != "" {
			t.Errorf("a short run shows %q", out)
		}
		p.count(7)
		time.Sleep(2*progressPace + 1)
		p.stop()
		const want = "\r\x1b[Kbgvet: 7 packages, 3s\r\x1b[Kbgvet: 7 packages, 3s\r\x1b[Kbgvet: 7 packages, 4s\r\x1b[K"
		if out.String() != want {
			t.Errorf("shows %q, want %q", out, want)
		}
	})
}

// TestShortProgress leaves no trace.
func TestShortProgress(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, out := &progress{done: make(chan struct{})}, new(strings.Builder)
		p.wait.Go(func() { p.show(out) })
		time.Sleep(progressDelay / 2)
		p.stop()
		if out.String() != "" {
			t.Errorf("shows %q", out)
		}
	})
}
