// Package guard keeps a panic inside one analyzer from taking the whole driver
// down: it becomes an error that says which analyzer failed on which package.
package guard

import (
	"fmt"
	"path"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A PanicError is what is left of a panic of an analyzer.
type PanicError struct {
	Analyzer string
	Package  string
	Value    any
	Frame    string // the first frame of this module, "hotloop.run hotloop.go:42"
}

func (e *PanicError) Error() string {
	return fmt.Sprintf("internal error: %s failed on package %s at %s: %v", e.Analyzer, e.Package, e.Frame, e.Value)
}

// Run returns run with its panics turned into a *PanicError. Drivers run
// analyzers on goroutines of their own, so nothing above would recover them.
func Run(run func(*analysis.Pass) (any, error)) func(*analysis.Pass) (any, error) {
	return func(pass *analysis.Pass) (result any, err error) {
		defer func() {
			if value := recover(); value != nil {
				result, err = nil, newPanicError(pass, value)
			}
		}()
		return run(pass)
	}
}

func newPanicError(pass *analysis.Pass, value any) *PanicError {
	e := &PanicError{Analyzer: pass.Analyzer.Name, Package: "unknown", Value: value, Frame: panicFrame()}
	if pass.Pkg != nil {
		e.Package = pass.Pkg.Path()
	}
	return e
}

const modulePrefix = "github.com/bgvet/bgvet/"

// panicFrame returns the first frame below the panic that is code of this
// module, else the first that is not the runtime's: the place to look at first.
func panicFrame() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicked, fallback := false, ""
	for {
		frame, more := frames.Next()
		switch {
		case frame.Function == "runtime.gopanic":
			panicked = true
		case !panicked || strings.HasPrefix(frame.Function, "runtime."):
			// our own frames above the panic, or how the runtime raised it
		case strings.HasPrefix(frame.Function, modulePrefix):
			return frameName(frame)
		case fallback == "":
			fallback = frameName(frame)
		}
		if !more {
			return fallback
		}
	}
}

// frameName leaves the folders out: they are those of the machine that built us.
func frameName(f runtime.Frame) string {
	return fmt.Sprintf("%s %s:%d", path.Base(f.Function), filepath.Base(f.File), f.Line)
}
