package inreach

import (
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// maxUp bounds the way from a function without a context to a caller with one.
const maxUp = 12

// Above finds the nearest caller of f that has a context in reach and somebody
// who may want to cancel it, and the functions between the two: from the caller
// to f. What f runs on another goroutine, or to clean up, is not part of the call.
func (x *Finder) Above(f *calls.Func) (chain []string, src Source, ok bool) {
	type step struct {
		f     *calls.Func
		chain []string
	}
	seen := map[*calls.Func]bool{f: true}
	work := []step{{f, []string{f.Outer().Name()}}}
	for len(work) > 0 && len(work[0].chain) < maxUp {
		s := work[0]
		work = work[1:]
		for _, c := range x.callsOf(s.f) {
			g := c.Func
			if seen[g] || x.IsStopping(g, c.Expr) {
				continue
			}
			seen[g] = true
			chain := s.chain
			if g.Outer() != s.f.Outer() {
				chain = append([]string{g.Outer().Name()}, chain...)
			}
			if src, ok := x.At(g, c.Expr.Pos()); ok && x.Matters(g, src) {
				return chain, src, true
			}
			if syntax.ContextForm(g.Obj) == nil {
				work = append(work, step{g, chain})
			}
		}
	}
	return nil, Source{}, false
}

// callsOf lists the calls that run f before they return, outside of tests.
func (x *Finder) callsOf(f *calls.Func) []*calls.Call {
	var out []*calls.Call
	for _, u := range x.UsesInCode(f) {
		switch {
		case u.Call.Mode != calls.Plain:
		case u.Arg == calls.Callee:
			out = append(out, u.Call)
		case x.Sum.UseOf(u.Call, u.Arg)&(summary.Runs|summary.Async) == summary.Runs:
			out = append(out, u.Call)
		}
	}
	return out
}

// Ignored returns the index of the context parameter of f that has no name, so
// that nothing in f can use it, or -1.
func Ignored(f *calls.Func) int {
	if f.Sig == nil {
		return -1
	}
	for i := range f.Sig.Params().Len() {
		p := f.Sig.Params().At(i)
		if syntax.IsContext(p.Type()) && (p.Name() == "" || p.Name() == "_") {
			return i
		}
	}
	return -1
}
