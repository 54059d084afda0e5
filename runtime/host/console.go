package host

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// A Console is the default [Lifetime]. The first SIGINT or SIGTERM asks the host
// to stop, with a [SignalError] as the cause; Run returns and main goes on. The
// second, unless it comes within 200 ms, writes the stacks of all goroutines to
// standard error and exits with [ExitForced]. SIGQUIT is left to the Go runtime,
// whose own dump is more useful than a third way to stop.
type Console struct {
	dump io.Writer
	exit func(code int)

	claimed atomic.Bool
	quit    chan struct{}
	once    sync.Once
	watched chan struct{} // closed when the watcher has ended; nil before it begins
}

// NewConsole returns a Console. It handles signals only once a host starts.
func NewConsole() *Console {
	return &Console{dump: os.Stderr, exit: os.Exit, quit: make(chan struct{})}
}

// A SignalError is the cause if a signal asked the host to stop. It is not part
// of what Run returns: a stop on request is no failure.
type SignalError struct{ Signal os.Signal }

// Error names the signal.
func (e *SignalError) Error() string { return fmt.Sprintf("host: received signal %v", e.Signal) }

// WaitForStart begins to handle signals and returns nil.
func (c *Console) WaitForStart(_ context.Context, h *Host) error {
	switch {
	case c.quit == nil:
		return errors.New("host: Console was not made by NewConsole")
	case isClosed(c.quit) || c.claimed.Swap(true):
		return errors.New("host: a Console serves one host; make another")
	}
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	c.watched = make(chan struct{})
	go func() {
		defer close(c.watched)
		defer signal.Stop(signals)
		c.watch(signals, h)
	}()
	return nil
}

func (c *Console) watch(signals <-chan os.Signal, h *Host) {
	var asked time.Time
	for {
		select {
		case <-c.quit:
			return
		case s := <-signals:
			switch {
			case asked.IsZero():
				asked = time.Now()
				h.Shutdown(&SignalError{Signal: s})
			case time.Since(asked) > echo:
				c.force(s)
				return
			}
		}
	}
}

// echo is how long further signals are taken for the first one: supervisors and
// shells signal the process and then its group, and that asks for a stop once.
const echo = 200 * time.Millisecond

// force ends the process: whoever signals twice does not want to wait.
func (c *Console) force(s os.Signal) {
	fmt.Fprintf(c.dump, "host: second signal (%v), exit forced; goroutines:\n", s)
	_ = pprof.Lookup("goroutine").WriteTo(c.dump, 1) // form 1 shows the service labels
	c.exit(ExitForced)
}

// Notify does nothing.
func (c *Console) Notify(State) {}

// Stop gives the signals back to their default handling.
func (c *Console) Stop(ctx context.Context) error {
	if c.quit == nil {
		return nil
	}
	c.once.Do(func() { close(c.quit) })
	if c.watched == nil {
		return nil
	}
	select {
	case <-c.watched:
	case <-ctx.Done(): // it ends by itself
	}
	return nil
}

// Exit codes of [ExitCode] and of a forced exit.
const (
	ExitOK     = 0
	ExitFailed = 1
	ExitForced = 3
)

// ExitCode is the process exit code for what [Host.Run] returned.
func ExitCode(err error) int {
	if err != nil {
		return ExitFailed
	}
	return ExitOK
}
