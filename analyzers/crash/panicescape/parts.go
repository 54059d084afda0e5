package panicescape

import (
	"go/types"
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
	w := partsWalk{check: c, names: make(map[string]bool), seen: make(map[*calls.Func]bool)}
	if !perItem && a.Loop.Func == a.Body {
		w.turn = a.Loop
	}
	w.visit(a.Body)
	var out []string
	for name := range w.names {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

type partsWalk struct {
	*check
	names map[string]bool
	seen  map[*calls.Func]bool
	turn  *calls.Loop // what stands before or behind it runs once
}

func (w *partsWalk) visit(f *calls.Func) {
	if w.seen[f] || w.Sum.Of(f).Contains != summary.Propagates {
		return
	}
	w.seen[f] = true
	for _, call := range f.Calls {
		if call.Mode == calls.Go || w.turn != nil && f == w.turn.Func && !call.Loop.Within(w.turn) {
			continue
		}
		for _, body := range w.Graph.Bodies(call) {
			w.visit(body)
		}
		w.visitHanded(call)
		if w.isPart(call.Fn) {
			w.names[call.Fn.Pkg().Name()] = true
		}
	}
}

// visitHanded goes into the functions that a call is given and runs on the spot.
func (w *partsWalk) visitHanded(call *calls.Call) {
	for _, i := range call.Handed {
		use := w.Sum.UseOf(call, i)
		if use&summary.Runs == 0 || use&(summary.Guarded|summary.Async) != 0 {
			continue
		}
		for _, body := range w.Graph.ValueBodies(call.Expr.Args[i]) {
			w.visit(body)
		}
	}
}

// isPart: a function of another package of the module that can fail, or a method
// of one of its interfaces. What is given a function, to run it under a timeout
// or in a transaction, is a way to run one's own code.
func (w *partsWalk) isPart(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == w.Pkg || !w.Sum.InModule(fn.Pkg()) || !canFail(fn) || takesFunc(fn) {
		return false
	}
	return syntax.IsInterfaceMethod(fn) || w.Sum.OfFunc(fn).Contains == summary.Propagates
}

func canFail(fn *types.Func) bool {
	results := fn.Signature().Results()
	return results.Len() > 0 && syntax.IsError(results.At(results.Len()-1).Type())
}

func takesFunc(fn *types.Func) bool {
	params := fn.Signature().Params()
	for i := range params.Len() {
		if syntax.IsFunc(params.At(i).Type()) {
			return true
		}
	}
	return false
}

func (c *check) reportParts(a *services.Activation, names []string) {
	c.seen[a.Pos] = true
	c.Report(report.Finding{
		Pos: a.Pos, End: c.end(a), Sub: "parts",
		Message: c.subject(a) + " runs work of " + strconv.Itoa(len(names)) + " other packages (" + strings.Join(names, ", ") + ") and nothing recovers it, so one panic anywhere in there ends the whole process; defer a recover in what runs per turn or message",
		Related: c.related(a),
	})
}
