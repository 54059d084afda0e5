package panicescape

import (
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isWork reports whether something of what an activation runs is more than
// waiting, logging and passing values on, and is not recovered on the way: code
// of another package, code that is not known here, or a talk to the outside.
func (c *check) isWork(a *services.Activation) bool {
	if a.Joined && !startedPerTurn(a) && !(a.Loop != nil && a.Loop.Kind == calls.Endless) {
		return false // a part of a call
	}
	if a.Body == nil {
		return a.Fn != nil && c.Sum.OfFunc(a.Fn).Contains == summary.Propagates && !isStandard(a.Fn)
	}
	return c.works(a.Body, make(map[*calls.Func]bool))
}

// startedPerTurn: one of the goroutines that a service starts as it goes on. That
// it waits for the last of them in the end does not make them part of a call.
func startedPerTurn(a *services.Activation) bool {
	for l := a.Call.Loop; l != nil; l = l.Outer {
		if l.Kind >= calls.Drain {
			return true
		}
	}
	return false
}

func (c *check) works(f *calls.Func, seen map[*calls.Func]bool) bool {
	if seen[f] || c.Sum.Of(f).Contains != summary.Propagates {
		return false
	}
	seen[f] = true
	for _, call := range f.Calls {
		if call.Mode != calls.Go && (c.isForeignWork(call) || c.worksIn(call, seen)) {
			return true
		}
	}
	return false
}

func (c *check) worksIn(call *calls.Call, seen map[*calls.Func]bool) bool {
	for _, body := range c.Graph.Bodies(call) {
		if c.works(body, seen) {
			return true
		}
	}
	for i, arg := range call.Expr.Args {
		use := c.Sum.UseOf(call, i)
		if use&summary.Runs == 0 || use&(summary.Guarded|summary.Async) != 0 {
			continue
		}
		for _, body := range c.Graph.ValueBodies(arg) {
			if c.works(body, seen) {
				return true
			}
		}
	}
	return false
}

// takesFromOthers: this package itself runs what others handed in. Where only a
// package that it uses does, it is mostly this one that handed it in.
func (c *check) takesFromOthers(a *services.Activation) bool {
	if a.Call != nil && c.Sum.HandedIn(a.Call) != nil {
		return true
	}
	w := &handing{check: c, seen: make(map[*calls.Func]bool)}
	return a.Body != nil && w.in(a.Body)
}

type handing struct {
	*check
	seen map[*calls.Func]bool
}

func (w *handing) in(f *calls.Func) bool {
	if w.seen[f] {
		return false
	}
	w.seen[f] = true
	for _, call := range f.Calls {
		if w.Sum.HandedIn(call) != nil || slices.ContainsFunc(w.bodiesOf(call), w.in) {
			return true
		}
	}
	return false
}

// bodiesOf: what a call runs, also through its arguments and when it is deferred.
func (c *check) bodiesOf(call *calls.Call) []*calls.Func {
	out := slices.Clone(c.Graph.Bodies(call))
	for _, i := range call.Handed {
		out = append(out, c.Graph.ValueBodies(call.Expr.Args[i])...)
	}
	return out
}

// isForeignWork: the call leaves this package, and not for a supervisor that runs what
// it is given under a recover.
func (c *check) isForeignWork(call *calls.Call) bool {
	if len(c.Graph.Bodies(call)) > 0 || c.Sum.Guards(call) {
		return false
	}
	sig, ok := c.Info.TypeOf(call.Expr.Fun).Underlying().(*types.Signature)
	if !ok || isLogging(sig) {
		return false
	}
	if call.Fn == nil {
		return call.Var != nil && !syntax.IsCancelFunc(call.Var.Type())
	}
	if row, ok := c.Table.Call(call.Fn); ok {
		return row.Does&(knowledge.Asks|knowledge.Computes|knowledge.Panics|knowledge.Serves) != 0
	}
	if syntax.IsInterfaceMethod(call.Fn) {
		return call.Fn.Pkg() != nil && !isStandard(call.Fn)
	}
	sum := c.Sum.OfFunc(call.Fn)
	return !isStandard(call.Fn) && sum.Contains == summary.Propagates &&
		sum.May.Has(knowledge.Asks|knowledge.Receives|knowledge.Computes|knowledge.Panics|summary.Foreign|summary.Loops)
}

func isStandard(fn *types.Func) bool {
	return fn.Pkg() == nil || syntax.IsStandardPath(fn.Pkg().Path())
}

// isLogging goes by the signature: a text and anything, no result.
func isLogging(sig *types.Signature) bool {
	return sig.Variadic() && sig.Results().Len() == 0 || sig.Params().Len() == 0 && sig.Results().Len() == 0 && sig.Recv() == nil
}
