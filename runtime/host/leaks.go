package host

import (
	"fmt"
	"log/slog"
	"strings"
	"time"
)

// DetectLeaks makes the host look, after everything has stopped, for goroutines
// that services started and left behind. They are recognised by the profiler
// label that goroutines inherit from the one that starts them. What is found is
// logged and part of the result as a [LeakError].
//
// It costs one goroutine profile, which stops the world for a moment.
func DetectLeaks() Option {
	return func(s *settings) error { s.detectLeaks = true; return nil }
}

// A LeakError reports goroutines that outlived the service that started them.
type LeakError struct{ Leaks []Leak }

// A Leak is what one service left behind.
type Leak struct {
	Service string
	Stack   string // in the form of the goroutine profile
}

// Error names the services; the stacks are left to the log.
func (e *LeakError) Error() string {
	var names []string
	for _, l := range e.Leaks {
		names = append(names, fmt.Sprintf("%q", l.Service))
	}
	return "host: goroutines left behind by service " + strings.Join(names, ", ")
}

// leaks looks for goroutines of services other than the unstopped ones, which
// are reported as such. Goroutines that are just ending get a moment to do so.
func (h *Host) leaks(report *UnstoppedError) error {
	if !h.detectLeaks {
		return nil
	}
	found := h.findLeaks(report)
	for wait := time.Millisecond; found != nil && wait < patienceInAll; wait *= 2 {
		time.Sleep(wait)
		found = h.findLeaks(report)
	}
	if found == nil {
		return nil
	}
	for _, l := range found {
		h.log(slog.LevelError, "service left goroutines behind", "service", l.Service, "stack", l.Stack)
	}
	return &LeakError{Leaks: found}
}

func (h *Host) findLeaks(report *UnstoppedError) []Leak {
	known := map[string]bool{}
	if report != nil {
		for _, u := range report.Services {
			known[u.Service] = true
		}
	}
	now := takeStacks().without("os/signal.loop") // receives signals for ever, for everybody
	var found []Leak
	for _, r := range h.registered() {
		if stack := now.of(r.name); stack != "" && !known[r.name] {
			found = append(found, Leak{Service: r.name, Stack: stack})
		}
	}
	return found
}
