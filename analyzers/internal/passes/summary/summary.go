// Package summary says, for every function, what a caller must know about it:
// what it may wait for, whether it leaves goroutines behind, what it does to
// the functions it is given, and what becomes of a panic inside.
//
// # Theory
//
// A summary is a may-analysis (each effect with the shortest chain of calls
// that leads to it) and a few must-facts (what happens on every path to a
// return). Both only grow, so the fixed point over the package's functions does
// not depend on the order in which they are looked at. Effects flow through
// plain and deferred calls and through functions handed to something that runs
// them before it returns; what runs in another goroutine stays there, and only
// leaves the effect Starts.
//
// Summaries of exported functions and methods are facts. Unexported ones are
// already part of their callers. Standard packages speak through knowledge and
// are not looked at.
//
// Facts have a budget, since every package writes those of the methods below it
// again: about 100 bytes each, in all 70 kB for nats-server and 300 kB for
// alertmanager with everything that they import (property_test.go).
//
// Calls through interfaces join the implementations of this package. A call
// whose target is unknown has the effect Unknown: checks that claim that
// nothing happens must stay silent about it.
package summary

import (
	"go/token"
	"go/types"
	"reflect"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/config"
	"github.com/bgvet/bgvet/analyzers/internal/guard"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
)

// Analyzer computes the *Summaries of a package and exports them as facts.
var Analyzer = &analysis.Analyzer{
	Name:       "bgvetsummary",
	Doc:        "summarizes what functions wait for, start, recover and do to their arguments",
	Run:        guard.Run(run),
	Requires:   []*analysis.Analyzer{config.Analyzer, calls.Analyzer},
	FactTypes:  []analysis.Fact{new(Fact)},
	ResultType: reflect.TypeFor[*Summaries](),
}

// Effects that only bodies have. They continue knowledge.Effect.
const (
	// Starts: leaves a goroutine running when it returns.
	Starts knowledge.Effect = 1 << (24 + iota)
	// Loops: runs an endless or channel-range loop on the caller's goroutine.
	Loops
	// Awaits: waits to be told to stop: a done channel, a context.
	Awaits
	// Foreign: runs code that others handed in: a registered handler, a callback field.
	Foreign
	// Parses: takes text or bytes apart by hand.
	Parses
	// Unknown: calls something that cannot be resolved here.
	Unknown
	// Drops: goes outside under a context that it makes itself, so that none of
	// its callers can cancel that.
	Drops
	// Grinds: computes for longer than its input suggests, without any wait.
	Grinds
)

// Use is what a function does with one of its arguments (or its receiver). Of a
// context, Async says that work that is left behind goes on with it, and Keeps
// that something is left behind that lives until it ends.
type Use uint16

const (
	Runs     Use = 1 << iota // calls it, or a method of it
	Async                    // in a goroutine that may outlive the call
	Repeats                  // again and again: in an endless or channel-range loop
	Guarded                  // under a recover that lets the runner go on
	Keeps                    // stores it where it outlives the call
	Closes                   // closes it, or calls a method that ends it
	Checks                   // looks at the error that it returns
	Wraps                    // runs it in the function that it returns, guarded or repeated there
	Detached                 // a context: its end does not matter, as with context.WithoutCancel
	Peeks                    // a context that is Detached, and used: for a value, a span, a line in a log
)

// Recovery says what becomes of a panic.
type Recovery uint8

const (
	Propagates Recovery = iota
	Recovered           // recovered, the function returns normally
	Repanics            // looked at and raised again on purpose, or the process is ended
)

// Summary is what a caller must know about a function.
type Summary struct {
	May      Effects
	Always   knowledge.Effect // subset of Pauses, Receives, Asks, Joins, Awaits: on every path to a return
	NoReturn bool             // does not return normally: ends the process or loops for ever
	Contains Recovery         // of a panic inside the function, by its own deferred calls
	Handler  Recovery         // what the function does to a panic when it is deferred itself
	Returned Recovery         // the Handler of the function that the function returns
	Args     []ArgUse         // sorted by index, only those that are used
	Gives    uint8            // bits of the results that it has opened, for the caller to end

	Deprecated bool // says its comment; only for what takes a context
}

// ArgUse is the use of one argument; the receiver is -1.
type ArgUse struct {
	Index int8
	Use   Use
}

// Arg returns the use of an argument.
func (s *Summary) Arg(i int) Use {
	for _, a := range s.Args {
		if int(a.Index) == i {
			return a.Use
		}
	}
	return 0
}

// IsZero reports whether there is nothing to know.
func (s *Summary) IsZero() bool {
	return len(s.May) == 0 && s.Always == 0 && !s.NoReturn && s.Contains == 0 && s.Handler == 0 && s.Returned == 0 && len(s.Args) == 0 && s.Gives == 0 && !s.Deprecated
}

// Summaries answers for the functions of one package and of what it imports.
type Summaries struct {
	Graph *calls.Graph
	Table *knowledge.Table

	own      []*Summary // by Func.Index
	bodies   []*body    // by Func.Index
	groups   [][]int    // of functions that call each other, callees first
	callees  map[*types.Func]*callee
	joined   map[*calls.Call]bool
	handedIn map[*calls.Call]string         // what runs or starts code of others, and which
	structs  map[*types.Var]*types.TypeName // whose field it is
	sources  map[*types.Var][]*types.Var    // what variables of interface type are assigned from
	started  []Use                          // by Func.Index: how the package itself runs it; nil when not known
	safer    map[*types.Func]*types.Func    // of functions that start goroutines, the neighbour that recovers them
	guards   bool                           // solveArgs looks at recovers
	closable map[*types.TypeName]bool
	sealed   bool // solved: checks read on several goroutines, nothing is memoized any more
	flows    sync.Mutex

	safeStart *types.Func // what this package starts goroutines with that are recovered

	pkg     *types.Package
	fset    *token.FileSet // nil when files do not matter
	module  string
	foreign bool // the package is a dependency's: nobody asks for evidence of panics
	fact    func(*types.Func, *Fact) bool
}

var analyzed atomic.Int64

// Analyzed counts the packages whose bodies were summarized in this process.
// Tests use it to show that standard packages cost nothing.
func Analyzed() int64 { return analyzed.Load() }

func run(pass *analysis.Pass) (any, error) {
	s := newSummaries(pass.ResultOf[calls.Analyzer].(*calls.Graph), config.Of(pass).Table)
	s.fset = pass.Fset
	if pass.Module != nil {
		s.module, s.foreign = pass.Module.Path, pass.Module.Version != ""
	}
	if calls.IsStandard(pass) {
		s.sealed = true
		return s, nil
	}
	analyzed.Add(1)
	s.fact = func(fn *types.Func, fact *Fact) bool { return pass.ImportObjectFact(fn, fact) }
	s.solve()
	s.export(func(fn *types.Func, fact *Fact) { pass.ExportObjectFact(fn, fact) })
	s.sealed = true
	return s, nil
}

func newSummaries(graph *calls.Graph, table *knowledge.Table) *Summaries {
	return &Summaries{
		Graph: graph, Table: table, pkg: graph.Pkg,
		callees: make(map[*types.Func]*callee), joined: make(map[*calls.Call]bool),
		handedIn: make(map[*calls.Call]string),
	}
}

// Of returns the summary of a body of this package.
func (s *Summaries) Of(f *calls.Func) *Summary {
	if f == nil || f.Index >= len(s.own) {
		return &none
	}
	return s.own[f.Index]
}

var none Summary

// HandedIn returns the effect Foreign for what itself runs or starts code that others
// handed in: s.handler(conn), go s.handler(conn), wg.Go(hook).
func (s *Summaries) HandedIn(c *calls.Call) Effects {
	if what := s.handedIn[c]; what != "" {
		return Effects{{Foreign, []string{what}}}
	}
	return nil
}

// Guards reports whether a call runs one of its arguments under a recover that lets
// the runner go on.
func (s *Summaries) Guards(c *calls.Call) bool {
	for i := range c.Expr.Args {
		if s.UseOf(c, i)&Guarded != 0 {
			return true
		}
	}
	return false
}

// OfFunc returns the summary of a declared function or method of any package.
// It knows nothing of interface methods: their bodies are [calls.Graph.Bodies].
func (s *Summaries) OfFunc(fn *types.Func) *Summary {
	if fn == nil {
		return &none
	}
	if f := s.Graph.Decl(fn); f != nil {
		return s.Of(f)
	}
	if c := s.callees[fn]; c != nil {
		return c.far
	}
	if s.sealed {
		return &none // all that the package mentions was looked up before
	}
	return s.callee(fn).far
}
