package unboundedgo

import (
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// walk looks for the callers that make a function run many times.
type walk struct {
	*check
	start *start
	seen  map[*calls.Func]bool
}

const maxCallers = 2

func (w *walk) callers(f *calls.Func, via []string) (many, bool) {
	if w.seen[f] || len(via) > maxCallers {
		return many{}, false
	}
	w.seen[f] = true
	if m, known := w.asCallback(f, via); known {
		return m, m.each != ""
	}
	uses := w.UsesInCode(f)
	for _, u := range uses {
		if m, ok := w.caller(u, via); ok {
			return m, true
		}
	}
	if len(uses) == 0 {
		return w.unseenCaller(f, via)
	}
	return many{}, false
}

// caller looks at one place that calls f or runs it on the spot.
func (w *walk) caller(u calls.Use, via []string) (many, bool) {
	if u.Call.Mode == calls.Go || u.Arg != calls.Callee && w.Sum.UseOf(u.Call, u.Arg)&(summary.Runs|summary.Async|summary.Keeps) != summary.Runs {
		return many{}, false // its start is judged by itself
	}
	m, loop, ok := w.manyTurns(u.Call)
	if w.IsLimited(u.Call, loop, w.start.bodies) {
		return many{}, false
	}
	if ok {
		m.via = via
		return m, true
	}
	if loop != nil {
		return many{}, false
	}
	return w.callers(u.Call.Func, append([]string{u.Call.Func.Outer().Name()}, via...))
}

// asCallback: what a framework runs for each message, event or request.
func (w *walk) asCallback(f *calls.Func, via []string) (many, bool) {
	for _, a := range w.Of(f) {
		switch {
		case a.How == services.GoStmt || a.How == services.Spawner:
			return many{}, true // judged where that is started
		case w.EachOf(a) == knowledge.Request && w.RoleOf(f) != knowledge.Request:
			return many{each: "message that " + a.Via + " hands over", kind: perEvent, sure: a.Row != nil, via: via}, true
		case a.How == services.Kept:
			return many{each: "event that " + a.Via + " hands over", kind: perEvent, via: via}, true
		case w.EachOf(a) == knowledge.Iteration:
			return many{}, true // overlap's
		}
	}
	switch w.RoleOf(f) {
	case knowledge.Request:
		return many{each: "request", kind: perRequest, via: via}, true
	case knowledge.Connection, knowledge.Process:
		return many{}, true
	}
	return many{}, false
}

// unseenCaller: nothing in this package calls f. An exported method that is given
// what the goroutine works on is called for each of them; so is a literal that
// somebody keeps.
func (w *walk) unseenCaller(f *calls.Func, via []string) (many, bool) {
	if !w.worksOnParam(f) {
		return many{}, false
	}
	if f.Lit != nil {
		return many{each: "call of this function", kind: perEvent, via: via}, true
	}
	if f.Obj == nil || !f.Obj.Exported() || services.IsLauncher(f.Obj.Name()) || services.IsStopName(f.Obj.Name()) || w.Pkg.Name() == "main" {
		return many{}, false
	}
	return many{each: "call of " + f.Name(), kind: perCall, via: via}, true
}

// worksOnParam: the goroutine, or the call that leads to it, is given something
// that f was given and that is no context, channel or function.
func (w *walk) worksOnParam(f *calls.Func) bool {
	if f.Sig == nil {
		return false
	}
	used := w.usedBy(w.start.call)
	if w.start.call.Func != f {
		return f.Sig.Params().Len() > 0
	}
	for i := range f.Sig.Params().Len() {
		p := f.Sig.Params().At(i)
		if isMessage(p.Type()) && !syntax.IsFunc(p.Type()) && (used[p] || f.Lit != nil) {
			return true
		}
	}
	return false
}
