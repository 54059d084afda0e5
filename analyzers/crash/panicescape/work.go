package panicescape

import (
	"go/types"

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
	if a.Joined && !startedPerTurn(a) {
		return false
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

// isForeignWork: the call leaves this package.
func (c *check) isForeignWork(call *calls.Call) bool {
	if len(c.Graph.Bodies(call)) > 0 {
		return false
	}
	sig, ok := c.Info.TypeOf(call.Expr.Fun).Underlying().(*types.Signature)
	if !ok || isLogging(sig) {
		return false
	}
	if call.Fn == nil {
		return call.Var != nil && !isCancel(call.Var)
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

func isCancel(v *types.Var) bool {
	return syntax.IsNamed(v.Type(), "context", "CancelFunc") || syntax.IsNamed(v.Type(), "context", "CancelCauseFunc")
}
