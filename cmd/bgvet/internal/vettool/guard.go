package vettool

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A Failure is an analyzer's internal error. unitchecker prints it in place of
// the check's findings.
type Failure struct {
	Analyzer string
	Text     string
}

const failurePrefix = "in "

func (f *Failure) Error() string { return failurePrefix + f.Analyzer + ": " + f.Text }

// ParseFailure reads what Error wrote. A text of another form is laid to the
// check under whose name it was printed.
func ParseFailure(check, text string) Failure {
	if rest, ok := strings.CutPrefix(text, failurePrefix); ok {
		if name, what, ok := strings.Cut(rest, ": "); ok && !strings.Contains(name, " ") {
			return Failure{name, what}
		}
	}
	return Failure{check, text}
}

// A guard turns panics into failures and carries the failure of a pass to the
// checks that stand on it. unitchecker would say only "failed prerequisites: x"
// there, and a panic would end the process with the findings of all others.
type guard struct {
	failed sync.Map // *analysis.Analyzer to *Failure
	roots  map[*analysis.Analyzer]bool
}

// guardAll wraps the analyzers and all that they require.
func guardAll(roots []*analysis.Analyzer) {
	g := &guard{roots: make(map[*analysis.Analyzer]bool)}
	for _, a := range roots {
		g.roots[a] = true
	}
	for _, a := range closure(roots) {
		a.Run = g.wrap(a, a.Run)
	}
}

// ownGuard matches what the checks' own recover says before the cause, and what
// the command says again: which check failed on which package.
var ownGuard = regexp.MustCompile(`^internal error: [^ ]+ failed on package [^ ]+ `)

type runFunc = func(*analysis.Pass) (any, error)

func (g *guard) wrap(a *analysis.Analyzer, run runFunc) runFunc {
	return func(pass *analysis.Pass) (any, error) {
		failure := g.below(a)
		if failure == nil {
			result, err := protect(run, pass)
			if err == nil {
				return result, nil
			}
			failure = &Failure{a.Name, ownGuard.ReplaceAllString(oneLine(err.Error()), "")}
		}
		g.failed.Store(a, failure)
		if !g.roots[a] {
			return nil, nil // those above look the failure up
		}
		return nil, failure
	}
}

// below returns the failure of something that the analyzer requires, or nil.
func (g *guard) below(a *analysis.Analyzer) *Failure {
	for _, req := range a.Requires {
		if failure, ok := g.failed.Load(req); ok {
			return failure.(*Failure)
		}
	}
	return nil
}

func protect(run runFunc, pass *analysis.Pass) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v (%s)", r, panicPlace())
		}
	}()
	return run(pass)
}

const shownFrames = 4

// panicPlace returns the innermost calls that led to the panic being recovered.
func panicPlace() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	var places []string
	panicking := false // the first frames are ours, up to the call of panic
	for len(places) < shownFrames {
		frame, more := frames.Next()
		inRuntime := strings.HasPrefix(frame.Function, "runtime.")
		if strings.HasSuffix(frame.Function, "vettool.protect") && panicking {
			break // from here on it is the same for every analyzer
		}
		if panicking && !inRuntime && frame.File != "" {
			places = append(places, fmt.Sprintf("%s:%d", shortFile(frame.File), frame.Line))
		}
		panicking = panicking || frame.Function == "runtime.gopanic"
		if !more {
			break
		}
	}
	return strings.Join(places, " < ")
}

// shortFile keeps a file's name and its folder's: the same on every machine.
func shortFile(file string) string {
	dir, name := filepath.Split(file)
	return filepath.Base(dir) + "/" + name
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
