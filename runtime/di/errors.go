package di

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"
)

// Errors of Get, New and Close.
var (
	ErrScopeClosed    = errors.New("di: scope is closed")
	ErrProviderClosed = errors.New("di: provider is closed")
	ErrNotRegistered  = errors.New("di: not registered")
	ErrNeedsScope     = errors.New("di: scoped service asked for outside a scope")
	ErrConstructing   = errors.New("di: singleton asked for by a constructor that it waits for")
	ErrNoProvider     = errors.New("di: not made by a provider")
)

// ProblemKind classifies what Build found.
type ProblemKind int

// The kinds of problem.
const (
	BadConstructor ProblemKind = iota // not a function of the right shape, or a bad option
	Missing                           // a parameter that nothing provides
	Cycle                             // a service that needs itself
	Captive                           // a singleton that would keep something scoped
)

// A Problem is one mistake in a [Collection].
type Problem struct {
	Kind ProblemKind
	// Path leads from the service to what is wrong with it: to the missing type,
	// back to itself, or to the scoped service.
	Path   []string
	Detail string
}

// Error says what is wrong and shows the path.
func (p *Problem) Error() string {
	if len(p.Path) == 0 {
		return p.Detail
	}
	return p.Detail + ": " + strings.Join(p.Path, " -> ")
}

// A BuildError lists every problem of a [Collection].
type BuildError struct{ Problems []*Problem }

// Error lists the problems, one a line.
func (e *BuildError) Error() string {
	lines := []string{fmt.Sprintf("di: %d problems in the collection", len(e.Problems))}
	if len(e.Problems) == 1 {
		lines[0] = "di: 1 problem in the collection"
	}
	for _, p := range e.Problems {
		lines = append(lines, "\t"+p.Error())
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the problems.
func (e *BuildError) Unwrap() []error {
	errs := make([]error, len(e.Problems))
	for i, p := range e.Problems {
		errs[i] = p
	}
	return errs
}

// A ConstructError is the failure of one constructor.
type ConstructError struct {
	Service string
	Err     error
	Stack   []byte // if the constructor panicked
}

// Error names the service and the cause.
func (e *ConstructError) Error() string {
	return fmt.Sprintf("di: constructing %s: %v", e.Service, e.Err)
}

// Unwrap returns the cause.
func (e *ConstructError) Unwrap() error { return e.Err }

// A LeakError lists the scopes that nobody had closed when their provider was.
// The provider closed them.
type LeakError struct{ Scopes []LeakedScope }

// A LeakedScope is one scope that nobody closed.
type LeakedScope struct {
	Age   time.Duration
	Stack string // where it was opened
}

// Error shows where each scope was opened.
func (e *LeakError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "di: %d scopes were never closed", len(e.Scopes))
	for _, s := range e.Scopes {
		fmt.Fprintf(&b, "\nopened %v ago at\n%s", s.Age, s.Stack)
	}
	return b.String()
}

// stackText renders program counters one function and place a line.
func stackText(pcs []uintptr) string {
	var b strings.Builder
	frames := runtime.CallersFrames(pcs)
	for {
		f, more := frames.Next()
		if f.Function != "" {
			fmt.Fprintf(&b, "\t%s %s:%d\n", f.Function, f.File, f.Line)
		}
		if !more {
			return b.String()
		}
	}
}
