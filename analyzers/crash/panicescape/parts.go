package panicescape

import (
	"go/types"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// manyParts: a turn that runs code of so many other parts of the program brings
// it all together. Whoever writes such a loop cannot know that none of it panics.
const manyParts = 3

// parts names the other packages of the module whose work runs in the turns of
// a service, or for one of its messages or connections, where nothing recovers:
// those with calls that can fail, so that they do more than compute.
func (c *check) parts(a *services.Activation) []string {
	each := c.EachOf(a)
	perItem := each == knowledge.Request || each == knowledge.Connection
	if a.Body == nil || a.Joined && !startedPerTurn(a) || !perItem && (!a.IsLong() || a.Loop == nil) {
		return nil
	}
	w := partsWalk{check: c, names: make(map[string]bool), depth: map[*calls.Func]int{a.Body: 0}, next: []*calls.Func{a.Body}}
	if !perItem && a.Loop.Func == a.Body {
		w.turn = a.Loop
	}
	for len(w.next) > 0 {
		f := w.next[0]
		w.next = w.next[1:]
		w.visit(f)
	}
	return slices.Sorted(maps.Keys(w.names))
}

// partsWalk goes over what a turn calls, level by level.
type partsWalk struct {
	*check
	names map[string]bool
	depth map[*calls.Func]int
	next  []*calls.Func
	turn  *calls.Loop // what stands before or behind it runs once
}

// maxDepth: a large package calls most of itself sooner or later.
const maxDepth = 4

func (w *partsWalk) visit(f *calls.Func) {
	if w.Sum.Of(f).Contains != summary.Propagates {
		return
	}
	for _, call := range f.Calls {
		if call.Mode == calls.Go || w.turn != nil && f == w.turn.Func && !call.Loop.Within(w.turn) {
			continue
		}
		if w.isPart(call.Fn) {
			w.names[call.Fn.Pkg().Name()] = true
		}
		w.add(f, w.Graph.Bodies(call))
		for _, i := range call.Handed {
			if use := w.Sum.UseOf(call, i); use&(summary.Runs|summary.Guarded|summary.Async) == summary.Runs {
				w.add(f, w.Graph.ValueBodies(call.Expr.Args[i])) // runs on the spot, unprotected
			}
		}
	}
}

func (w *partsWalk) add(from *calls.Func, bodies []*calls.Func) {
	for _, f := range bodies {
		if _, seen := w.depth[f]; !seen && w.depth[from] < maxDepth {
			w.depth[f] = w.depth[from] + 1
			w.next = append(w.next, f)
		}
	}
}

// isPart: a function of another package of the module that can fail, or a method
// of one of its interfaces. What is given a function, to run it under a timeout
// or in a transaction, is a way to run one's own code; what is given an error
// only adds to it.
func (w *partsWalk) isPart(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == w.Pkg || !w.Sum.InModule(fn.Pkg()) || !canFail(fn) || wraps(fn) || isGeneratedName(fn.Pkg()) {
		return false
	}
	return syntax.IsInterfaceMethod(fn) || w.Sum.OfFunc(fn).Contains == summary.Propagates
}

// isGeneratedName: packages that generators write are part of no one's logic. The
// name only makes the count smaller.
func isGeneratedName(pkg *types.Package) bool {
	switch name := pkg.Name(); name {
	case "ent", "gen", "generated", "proto", "sqlc", "models":
		return true
	default:
		return strings.HasSuffix(name, "pb") || strings.HasPrefix(name, "mock")
	}
}

func canFail(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && syntax.IsError(results.At(results.Len()-1).Type())
}

// wraps: it is given a function, or an error to say more about.
func wraps(fn *types.Func) bool {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if t := params.At(i).Type(); syntax.IsFunc(t) || syntax.IsError(t) {
			return true
		}
	}
	return false
}

func (c *check) reportParts(a *services.Activation) {
	c.seen[a.Pos] = true
	names := c.parts(a)
	c.Report(report.Finding{
		Pos: a.Pos, End: c.end(a), Sub: "parts",
		Message: c.subject(a) + " runs work of " + strconv.Itoa(len(names)) + " other packages (" + strings.Join(names, ", ") + ") and nothing recovers it, so one panic anywhere in there ends the whole process; defer a recover in what runs per turn or message",
		Related: c.related(a),
	})
}
