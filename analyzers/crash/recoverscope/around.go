package recoverscope

import (
	"go/token"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
)

// aroundLoop reports a recover that stands around a service loop instead of in
// it: the first panic ends the service, quietly.
func (c *check) aroundLoop(a *services.Activation) {
	if a.Loop == nil || !a.IsLong() && !isPool(a) || a.Loop.Kind < calls.Drain || a.How == services.Starter || c.isRestarted(a) || !c.mayRecover(a) {
		return
	}
	path, ok := c.pathTo(a.Body, a.Loop.Func)
	if !ok {
		return
	}
	at := c.recovering(a, path)
	if at == nil || c.isNoticed(a, path, at) {
		return
	}
	r, chain := c.riskOf(a.Loop.Func, exposed{within: a.Loop})
	if r == none {
		return
	}
	c.keep(a, at, r, chain)
}

// isPool: one of several workers that are joined. The pool shrinks with every
// panic, and hangs with the last.
func isPool(a *services.Activation) bool {
	return a.Joined && a.Call != nil && a.Call.Loop != nil
}

// mayRecover is the cheap test.
func (c *check) mayRecover(a *services.Activation) bool {
	return c.recovers || a.Call != nil && c.SpawnerRecovers(a)
}

// isRestarted: a supervisor, wait.Until, or a wrapper that runs it in a loop.
func (c *check) isRestarted(a *services.Activation) bool {
	if a.Row != nil {
		return a.Row.Each != knowledge.Unknown || a.Row.Error == knowledge.Retried || a.Row.Error == knowledge.StopsAll || a.Row.Error == knowledge.Returned
	}
	return a.Call != nil && a.Arg != calls.Callee && c.Sum.UseOf(a.Call, a.Arg)&summary.Repeats != 0
}

// pathTo lists the calls from a body to the function with the loop.
func (c *check) pathTo(from, to *calls.Func) ([]*calls.Call, bool) {
	if from == to {
		return nil, true
	}
	via := map[*calls.Func]*calls.Call{from: nil} // how each function was come to
	for work := []*calls.Func{from}; len(work) > 0 && work[0] != nil; work = work[1:] {
		for _, call := range work[0].Calls {
			if call.Mode != calls.Plain {
				continue
			}
			for _, body := range c.RunBy(call) {
				if _, seen := via[body]; !seen {
					via[body] = call
					work = append(work, body)
				}
			}
		}
		if via[to] != nil {
			return unwind(via, to), true
		}
	}
	return nil, false
}

func unwind(via map[*calls.Func]*calls.Call, f *calls.Func) (path []*calls.Call) {
	for call := via[f]; call != nil && len(path) < 8; call = via[call.Func] {
		path = append(path, call)
	}
	slices.Reverse(path)
	return path
}

// scope is the function that recovers around a loop, or the spawner.
type scope struct {
	f     *calls.Func // nil: the spawner recovers
	defr  *calls.Call // the deferred call
	depth int         // how many calls of the path lead to f
}

// recovering finds the innermost recover around the loop.
func (c *check) recovering(a *services.Activation, path []*calls.Call) *scope {
	for depth := len(path); depth >= 0; depth-- {
		f := a.Loop.Func
		if depth < len(path) {
			f = path[depth].Func
		}
		if depth < len(path) && c.Sum.Guards(path[depth]) {
			return nil // a helper runs the rest under its own recover: not seen from here
		}
		if d := c.recoveringDefer(f); d != nil {
			return &scope{f: f, defr: d, depth: depth}
		}
	}
	if a.Call != nil && c.SpawnerRecovers(a) {
		return &scope{}
	}
	return nil
}

func (c *check) recoveringDefer(f *calls.Func) *calls.Call {
	for _, d := range f.Calls {
		if d.Mode == calls.Defer && c.Sum.HandlerOf(d) == summary.Recovered {
			return d
		}
	}
	return nil
}

// keep notes the finding; the surest activation of a loop is reported.
func (c *check) keep(a *services.Activation, at *scope, r risk, chain []string) {
	pos, end, tier := at.place(a), token.NoPos, report.Default
	if at.f != nil {
		end = at.defr.Expr.Lparen
	}
	if r < work || at.f == nil && r < evidence || a.How == services.Loop || !a.IsLong() {
		tier = report.Strict
	}
	if old := c.around[a.Loop]; old != nil && old.Tier <= tier {
		return
	}
	c.around[a.Loop] = &report.Finding{
		Pos: pos, End: end, Sub: "loop", Tier: tier,
		Message: "this recover is around the loop of " + c.worker(a) + ", not in it, so the first panic ends the loop for good while the process stays healthy; recover in a function that runs one turn, or start the loop again",
		Chain:   atLeastTwo(chain),
		Related: []report.Related{{Pos: a.Loop.Pos(), End: a.Loop.Body.Lbrace, Message: "the loop that ends"}},
	}
}

func (at *scope) place(a *services.Activation) token.Pos {
	if at.f != nil {
		return at.defr.Stmt.Pos()
	}
	return a.Pos
}

func (c *check) worker(a *services.Activation) string {
	if f := a.Loop.Func; f.Obj != nil {
		return f.Name()
	}
	return "this goroutine"
}

// atLeastTwo leaves out chains that only repeat one name.
func atLeastTwo(chain []string) []string {
	if len(chain) < 2 {
		return nil
	}
	return chain
}
