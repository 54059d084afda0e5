package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"
)

// FailureKind tells in which way a call of a service failed.
type FailureKind int

// The kinds of failure.
const (
	FailureError    FailureKind = iota // returned an error
	FailurePanic                       // panicked, also with nil
	FailureGoexit                      // called runtime.Goexit
	FailureTimeout                     // outlived its time limit
	FailureReturned                    // returned nil although it should run for ever
)

var failureNames = [...]string{"error", "panic", "goexit", "timeout", "returned"}

// String returns the kind's name in lower case.
func (k FailureKind) String() string { return nameOf(failureNames[:], int(k), "FailureKind") }

// A ServiceError is the failure of one call of one service. Errors that the host
// returns are joined from these; use [errors.As] to find them.
type ServiceError struct {
	Service   string
	Phase     Phase
	Kind      FailureKind
	Attempt   int   // which try in a row this was, from 1; 0 outside PhaseRun
	Iteration int64 // which iteration of a periodic service, from 1; else 0
	Err       error
	Stack     []byte // of the goroutine that panicked or called Goexit, else nil
}

// Error names the service, the call and the cause.
func (e *ServiceError) Error() string {
	var at strings.Builder
	if e.Iteration > 0 {
		fmt.Fprintf(&at, ", iteration %d", e.Iteration)
	}
	if e.Attempt > 1 {
		fmt.Fprintf(&at, ", attempt %d", e.Attempt)
	}
	return fmt.Sprintf("service %q: %s%s: %v", e.Service, e.Phase, at.String(), e.Err)
}

// Unwrap returns the cause.
func (e *ServiceError) Unwrap() error { return e.Err }

// A PanicError is a panic that the host recovered from.
type PanicError struct {
	Value any
	Stack []byte // of the goroutine that panicked
}

// Error shows the panic's value; the stack is left to the log.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap returns the panic's value if that is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// A goexitError is [ErrGoexit] with the place.
type goexitError struct{ stack []byte }

func (e *goexitError) Error() string        { return ErrGoexit.Error() }
func (e *goexitError) Is(target error) bool { return target == ErrGoexit }

// Causes, as given by [context.Cause] of a run context, and other sentinels.
var (
	// ErrShutdown is the cause after Shutdown(nil) and after Stop.
	ErrShutdown = errors.New("host: shutdown requested")
	// ErrRolledBack is in the cause if a later service failed to start.
	ErrRolledBack = errors.New("host: start rolled back")
	// ErrStartAbandoned is in what Start returns if the host was asked to stop, or
	// the caller's context ended, before it was running.
	ErrStartAbandoned = errors.New("host: start abandoned")
	// ErrStartupTimeout is the cause if the startup timeout passed.
	ErrStartupTimeout = errors.New("host: startup timeout passed")
	// ErrIterationTimeout is the cause if an iteration outlived its time limit.
	ErrIterationTimeout = errors.New("host: iteration timeout passed")
	// ErrReturnedEarly is the failure of a service with RestartAlways whose Run
	// returned nil.
	ErrReturnedEarly = errors.New("host: run returned before it was asked to")
	// ErrGoexit is the failure of a call that ended by runtime.Goexit.
	ErrGoexit = errors.New("host: runtime.Goexit called")
	// ErrRemoved is the cause if the service alone was stopped, by Remove or
	// because it could not be added.
	ErrRemoved = errors.New("host: service removed")
	// ErrCompleted is the cause if a service with OnComplete(StopHost) returned nil.
	ErrCompleted = errors.New("host: service completed")
	// ErrLeaseLost is the cause if a leader-only service lost its lease.
	ErrLeaseLost = errors.New("host: leader lease lost")
)

// Errors of bad use.
var (
	ErrNoHost         = errors.New("host: not made by New")
	ErrNotStarted     = errors.New("host: not started")
	ErrAlreadyStarted = errors.New("host: already started; a host is used once")
	ErrNotAccepting   = errors.New("host: services can be added before the start or while running")
	ErrStopInService  = errors.New("host: Stop called by one of the host's own services would wait for itself; use Shutdown")
)

// protect calls f and turns every way of not returning into an error.
//
// The result goes through a pointer because a goroutine that calls Goexit never
// gets back to the caller; its deferred functions find the error there.
func protect(result *error, f func() error) {
	returned := false
	defer func() {
		if !returned {
			*result = abnormalEnd(recover())
		}
	}()
	*result = f()
	returned = true
}

// abnormalEnd makes an error of what recover returned in a call that did not
// return. A nil value means Goexit: panic(nil) arrives as *runtime.PanicNilError.
func abnormalEnd(recovered any) error {
	if recovered == nil {
		return &goexitError{stack: debug.Stack()} // the frames are still there
	}
	return &PanicError{Value: recovered, Stack: debug.Stack()}
}

// kindOf classifies the error of a call that ran under ctx.
func kindOf(ctx context.Context, err error) FailureKind {
	switch err.(type) { // not As: a panic of something called earlier is an error here
	case *PanicError:
		return FailurePanic
	case *goexitError:
		return FailureGoexit
	}
	if err == ErrReturnedEarly {
		return FailureReturned
	}
	switch context.Cause(ctx) {
	case ErrIterationTimeout, ErrStartupTimeout:
		return FailureTimeout
	}
	return FailureError
}

// stackOf returns the stack of the panic or Goexit that err stands for, or nil.
func stackOf(err error) []byte {
	var panicked *PanicError
	if errors.As(err, &panicked) {
		return panicked.Stack
	}
	var exited *goexitError
	if errors.As(err, &exited) {
		return exited.stack
	}
	return nil
}

// logFailure writes the one record of a failure.
func (h *Host) logFailure(e *ServiceError, more ...any) {
	attrs := append([]any{"service", e.Service, "phase", e.Phase.String(), "kind", e.Kind.String(), "err", e.Err}, more...)
	if e.Stack != nil {
		attrs = append(attrs, "stack", string(e.Stack))
	}
	h.log(slog.LevelError, "service failed", attrs...)
}

// isCancellation reports whether err is what code returns that was told to stop
// through ctx. It says no as long as ctx itself is alive: a cancellation of some
// inner context is an ordinary failure.
func isCancellation(ctx context.Context, err error) bool {
	if ctx.Err() == nil {
		return false
	}
	return errors.Is(err, context.Canceled) ||
		errors.Is(err, context.DeadlineExceeded) ||
		errors.Is(err, context.Cause(ctx))
}
