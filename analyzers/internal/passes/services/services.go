// Package services finds what runs in the background in a package: every
// goroutine, spawner call, registered callback and endless loop, with the
// lifetime of it and the evidence for that, the loop that keeps it alive, what
// stops it, who recovers its panics and who notices its end.
//
// # Theory
//
// An activation is one place where a body is started. Its lifetime follows,
// strongest evidence first, from what a framework or the user says of it, from
// what it works on (a connection, a request), and from the place where it is
// started: main and constructors start what lives for the process or a
// service, an accept loop starts what lives for a connection, a handler what
// lives for a request. What is joined before its starter returns lives for a
// call. Without evidence a lifetime is Unknown, and checks stay silent.
//
// Only this package's code is looked at: a function of another package that
// starts something is known by its summary, and listed where it is called.
package services

import (
	"cmp"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/guard"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
)

// Analyzer computes the *Services of a package.
var Analyzer = &analysis.Analyzer{
	Name:       "bgvetservices",
	Doc:        "finds the background work of a package and how long it lives",
	Run:        guard.Run(run),
	Requires:   []*analysis.Analyzer{config.Analyzer, calls.Analyzer, summary.Analyzer},
	ResultType: reflect.TypeFor[*Services](),
}

// Services is the background work of one package.
type Services struct {
	Pkg   *types.Package
	Info  *types.Info
	Graph *calls.Graph
	Sum   *summary.Summaries
	Table *knowledge.Table
	Found []*Activation // in source order

	started        map[*calls.Func][]*Activation // by body
	byCall         map[*calls.Call][]*Activation
	places         map[*calls.Func]*place
	holders        map[*types.TypeName]knowledge.Lifetime
	fieldsAssigned map[*types.Var]bool
	leaving        map[*calls.Loop][]span
	received       map[*calls.Func]map[*types.Var]bool
	fset           *token.FileSet
	channels       channels
	stops          stopPath

	contexts     *Contexts
	contextsOnce sync.Once
}

// Activation is one place where background work is started.
type Activation struct {
	Pos, End token.Pos
	How      How
	Via      string      // the spawner, framework function or interface; "" for go
	Call     *calls.Call // the go statement or call; nil for Loop and Main
	Arg      int         // the argument that is the body, or calls.Callee
	Body     *calls.Func // nil when it is declared in another package
	Fn       *types.Func // the function that runs, when it has a name
	Row      *knowledge.Run

	Lifetime knowledge.Lifetime // of the activation
	Each     knowledge.Lifetime // of one run of the body, where that is shorter
	Evidence string
	Joined   bool
	Loop     *calls.Loop // what keeps it alive: its outermost endless or drain loop
	Chain    []string    // the calls from the body to the function with that loop

	// Again: the loop is the service's in one of its states; when it ends, a loop
	// around it goes on.
	Again bool
	// Leaving: it runs once, after the loop around it was told to stop.
	Leaving bool
}

// How says what starts an activation.
type How uint8

const (
	GoStmt   How = iota // a go statement
	Spawner             // a function that is known or seen to start a goroutine
	Callback            // registered with a framework
	Loop                // a loop in a function that this package does not start itself
	Starter             // a call of a function that leaves goroutines behind
	Kept                // a function handed to something that keeps it to run it later
	Jump                // a label that a goto goes back to
)

func (h How) String() string {
	return [...]string{"go", "wrapper", "callback", "loop", "start", "callback", "loop"}[h]
}

func run(pass *analysis.Pass) (any, error) {
	s := &Services{
		Pkg: pass.Pkg, Info: pass.TypesInfo, fset: pass.Fset,
		Graph:   pass.ResultOf[calls.Analyzer].(*calls.Graph),
		Sum:     pass.ResultOf[summary.Analyzer].(*summary.Summaries),
		Table:   config.Of(pass).Table,
		started: make(map[*calls.Func][]*Activation),
		byCall:  make(map[*calls.Call][]*Activation),
		places:  make(map[*calls.Func]*place),
		holders: make(map[*types.TypeName]knowledge.Lifetime),

		leaving:  make(map[*calls.Loop][]span),
		received: make(map[*calls.Func]map[*types.Var]bool),
	}
	if config.Of(pass).FactsOnly || calls.IsStandard(pass) {
		return s, nil // nobody asks
	}
	s.find()
	for _, a := range s.Found {
		s.findLoop(a) // lifetimes depend on each other, and on the loops of all
	}
	for _, a := range s.Found {
		s.judge(a)
	}
	s.findLoops()
	for _, f := range s.Graph.Funcs {
		s.placeOf(f) // checks ask on several goroutines
	}
	slices.SortStableFunc(s.Found, func(a, b *Activation) int { return cmp.Compare(a.Pos, b.Pos) })
	return s, nil
}

// Of returns the activations that run a body.
func (s *Services) Of(f *calls.Func) []*Activation { return s.started[f] }

// IsLong reports whether an activation lives as long as a service, so that its
// end is the end of that service's work.
func (a *Activation) IsLong() bool {
	return a.Lifetime >= knowledge.Service && !a.Again && !a.Leaving
}

// BeginsAtEnd reports whether an activation is run by context.AfterFunc: it begins
// when its context has ended, and is told so.
func (a *Activation) BeginsAtEnd() bool {
	fn := a.Call.Fn
	return a.How != GoStmt && fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context"
}

// Name writes what runs, for messages.
func (a *Activation) Name() string {
	switch {
	case a.Body != nil && a.Body.Obj != nil:
		return a.Body.Name()
	case a.Fn != nil:
		return a.Fn.Name()
	case a.Call != nil:
		return "the goroutine started in " + a.Call.Func.Outer().Name()
	case a.Body != nil:
		return a.Body.Name()
	}
	return "a function"
}

// IsLongLoop reports whether a loop is one that keeps a service alive.
func (s *Services) IsLongLoop(l *calls.Loop) bool {
	for _, a := range s.Found {
		if a.Loop == l && a.IsLong() {
			return true
		}
	}
	return false
}

// HasServices reports whether anything in the package lives as long as a service.
func (s *Services) HasServices() bool {
	for _, a := range s.Found {
		if a.IsLong() {
			return true
		}
	}
	return false
}
