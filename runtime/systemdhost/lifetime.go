package systemdhost

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/bgvet/bgvet/runtime/host"
)

// A Lifetime notifies systemd and leaves the rest to the lifetime it wraps.
//
//	host state   sent
//	running      READY=1, then WATCHDOG=1 every half interval while live
//	draining     STOPPING=1
//	stopped      nothing; the watchdog ends
type Lifetime struct {
	inner host.Lifetime // nil in a Lifetime that New did not make, which never gets far
	used  atomic.Bool

	notifier *notifier
	host     *host.Host
	interval time.Duration // of the watchdog; zero means none
	stopping sync.Once
	endFeed  context.CancelFunc // nil unless the watchdog is fed
	fed      chan struct{}      // closed when it no longer is
}

// New returns a lifetime that wraps inner, most often [host.NewConsole].
func New(inner host.Lifetime) *Lifetime {
	return &Lifetime{inner: inner}
}

var errNoInner = errors.New("systemdhost: no lifetime to wrap; see New")

// WaitForStart reads the environment and waits for the wrapped lifetime.
func (l *Lifetime) WaitForStart(ctx context.Context, h *host.Host) error {
	switch {
	case l.inner == nil:
		return errNoInner
	case l.used.Swap(true):
		return errors.New("systemdhost: a Lifetime serves one host; make another")
	}
	interval, err := watchdogInterval()
	if err != nil {
		return err
	}
	l.host, l.interval = h, interval
	if l.notifier, err = dial(os.Getenv("NOTIFY_SOCKET")); err != nil {
		return err
	}
	return l.inner.WaitForStart(ctx, h)
}

// Notify tells systemd about the state.
func (l *Lifetime) Notify(s host.State) {
	if l.inner == nil {
		return
	}
	l.inner.Notify(s)
	switch s {
	case host.StateRunning:
		l.notifier.send("READY=1\nSTATUS=running")
		l.startWatchdog()
	case host.StateDraining, host.StateStopping: // a failed start does not drain
		l.stopping.Do(func() { l.notifier.send("STOPPING=1\nSTATUS=stopping") })
	}
}

// Status sets the text that systemctl status shows.
func (l *Lifetime) Status(text string) { l.notifier.send("STATUS=" + text) }

// Stop ends the watchdog and stops the wrapped lifetime.
func (l *Lifetime) Stop(ctx context.Context) error {
	if l.inner == nil {
		return nil
	}
	l.stopWatchdog(ctx)
	return errors.Join(l.inner.Stop(ctx), l.notifier.close())
}

func (l *Lifetime) startWatchdog() {
	if l.interval == 0 || l.notifier == nil {
		return
	}
	ctx, cancel := context.WithCancel(context.Background()) // from running to stopped, whatever leads there
	l.endFeed, l.fed = cancel, make(chan struct{})
	go l.feed(ctx)
}

func (l *Lifetime) stopWatchdog(ctx context.Context) {
	if l.endFeed == nil {
		return
	}
	l.endFeed()
	select {
	case <-l.fed:
	case <-ctx.Done(): // it ends by itself
	}
}

// feed sends pings, at half the interval as systemd advises, while the host is
// live. It goes on while the host drains and stops: systemd watches then, too.
func (l *Lifetime) feed(ctx context.Context) {
	defer close(l.fed)
	ticker := time.NewTicker(l.interval / 2)
	defer ticker.Stop()
	for {
		if l.live(ctx) {
			l.notifier.send("WATCHDOG=1")
		}
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

func (l *Lifetime) live(ctx context.Context) bool {
	ctx, cancel := context.WithTimeout(ctx, l.interval/4)
	defer cancel()
	for _, c := range l.host.Liveness(ctx) {
		if c.Err != nil {
			return false
		}
	}
	return true
}

// watchdogInterval reads what systemd set for this process. WATCHDOG_PID guards
// against an environment that was inherited from a parent service.
func watchdogInterval() (time.Duration, error) {
	if pid := os.Getenv("WATCHDOG_PID"); pid != "" && pid != strconv.Itoa(os.Getpid()) {
		return 0, nil
	}
	text := os.Getenv("WATCHDOG_USEC")
	if text == "" {
		return 0, nil
	}
	usec, err := strconv.ParseInt(text, 10, 64)
	if err != nil || usec <= 0 {
		return 0, fmt.Errorf("systemdhost: WATCHDOG_USEC=%q is no positive number of microseconds", text)
	}
	return time.Duration(usec) * time.Microsecond, nil
}
