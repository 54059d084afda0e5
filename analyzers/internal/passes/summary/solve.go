package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// body is what is read off one function once, before the fixed point.
type body struct {
	f     *calls.Func
	self  Effects      // of its own operations, without its calls
	calls []*target    // resolved calls
	graph *flow.Graph  // built when a path question needs it
	built int          // Summaries.version that graph was built for
	args  map[int8]Use // grows with the fixed point
}

// target is a call with what it may run.
type target struct {
	*calls.Call
	name   string
	known  knowledge.Effect // what the rows say about Fn
	does   knowledge.Call
	bodies []*calls.Func
	runs   []knowledge.Run
}

// solve summarizes all functions of the package. A round looks at every
// function, callees mostly before callers; rounds repeat until nothing grows.
func (s *Summaries) solve() {
	s.own = make([]*Summary, len(s.Graph.Funcs))
	s.bodies = make([]*body, len(s.Graph.Funcs))
	for i, f := range s.Graph.Funcs {
		s.own[i] = new(Summary)
		s.bodies[i] = s.read(f)
	}
	order := s.order()
	s.grow(order)
	if s.lateEvidence() {
		s.grow(order)
	}
	for i, b := range s.bodies {
		s.own[i].Args = sortedArgs(b.args)
	}
}

// grow repeats rounds until no summary changes.
func (s *Summaries) grow(order []int) {
	for changed := true; changed; {
		changed = false
		for _, i := range order {
			changed = s.update(s.bodies[i], s.own[i]) || changed
		}
	}
}

// order lists the functions with callees before callers where there is no
// recursion: the post-order of a depth-first walk in source order.
func (s *Summaries) order() []int {
	order := make([]int, 0, len(s.bodies))
	seen := make([]bool, len(s.bodies))
	var visit func(i int)
	visit = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for _, lit := range s.bodies[i].f.Lits {
			visit(lit.Index)
		}
		for _, t := range s.bodies[i].calls {
			for _, callee := range t.bodies {
				visit(callee.Index)
			}
		}
		order = append(order, i)
	}
	for i := range s.bodies {
		visit(i)
	}
	return order
}

func (s *Summaries) read(f *calls.Func) *body {
	b := &body{f: f, args: make(map[int8]Use)}
	for _, c := range f.Calls {
		b.calls = append(b.calls, s.target(c))
	}
	s.readOps(b)
	if s.wantsEvidence() {
		s.readEvidence(b)
	}
	return b
}

func (s *Summaries) target(c *calls.Call) *target {
	t := &target{Call: c, bodies: s.Graph.Bodies(c)}
	switch {
	case c.Fn != nil:
		t.name = syntax.NameOf(c.Fn, nil)
		t.does, _ = s.Table.Call(c.Fn)
		t.known = t.does.Does
		t.runs = s.Table.Runs(c.Fn)
	case c.Var != nil:
		t.name = c.Var.Name()
	default:
		t.name = "a func literal"
	}
	return t
}

// update recomputes the summary of a function and reports whether it grew.
func (s *Summaries) update(b *body, sum *Summary) bool {
	changed := false
	for _, e := range b.self {
		changed = sum.May.add(e.Effect, e.Via...) || changed
	}
	for _, t := range b.calls {
		changed = s.joinCall(b, t, sum) || changed
	}
	changed = s.updateRecovery(b, sum) || changed
	changed = s.updateArgs(b) || changed
	return s.updatePaths(b, sum) || changed
}

// joinCall adds the effects of one call to its caller.
func (s *Summaries) joinCall(b *body, t *target, sum *Summary) bool {
	if t.Mode == calls.Go {
		if s.isJoined(t.Call) {
			return s.joinBodies(t, sum, joinedEffects)
		}
		return sum.May.add(Starts, t.name)
	}
	changed := false
	if t.known != 0 {
		known := t.known
		if known&knowledge.Panics != 0 && allConst(s.Graph.Info, t.Expr.Args) {
			known &^= knowledge.Panics // MustCompile of a constant fails in the first test
		}
		changed = sum.May.add(known&^knowledge.Recovering&^knowledge.Repanicking, t.name)
	}
	changed = s.joinBodies(t, sum, ^knowledge.Effect(0)) || changed
	if t.Fn != nil && len(t.bodies) == 0 && t.known == 0 {
		changed = sum.May.join(t.name, s.OfFunc(t.Fn).May, ^knowledge.Effect(0)) || changed
	}
	if s.isUnknown(t) {
		changed = sum.May.add(Unknown, t.name) || changed
	}
	return s.joinArgs(b, t, sum) || changed
}

// joinedEffects are what a goroutine that is waited for adds to its starter.
const joinedEffects = knowledge.Pauses | knowledge.Receives | knowledge.Asks | knowledge.Computes | Loops | Awaits | knowledge.Exits

func (s *Summaries) joinBodies(t *target, sum *Summary, mask knowledge.Effect) bool {
	changed := false
	for _, callee := range t.bodies {
		from := s.own[callee.Index]
		through := mask
		if from.Contains != Propagates {
			through &^= knowledge.Panics | Foreign
		}
		changed = sum.May.join(t.name, from.May, through) || changed
	}
	return changed
}

// joinArgs adds the effects of functions handed to something that runs them
// before it returns, and Starts for what runs later.
func (s *Summaries) joinArgs(b *body, t *target, sum *Summary) bool {
	changed := false
	for i, arg := range t.Expr.Args {
		if !syntax.IsFunc(s.Graph.Info.TypeOf(arg)) {
			continue
		}
		use := s.UseOf(t.Call, i)
		switch {
		case use&Async != 0:
			changed = sum.May.add(Starts, t.name) || changed
		case use&Runs != 0:
			changed = s.joinValue(t, arg, use, sum) || changed
		}
	}
	return changed
}

func (s *Summaries) joinValue(t *target, arg ast.Expr, use Use, sum *Summary) bool {
	mask := ^knowledge.Effect(0)
	if use&Guarded != 0 {
		mask &^= knowledge.Panics | Foreign
	}
	changed := false
	for _, callee := range s.Graph.ValueBodies(arg) {
		changed = sum.May.join(t.name, s.own[callee.Index].May, mask) || changed
	}
	if fn := s.Graph.NamedFunc(arg); fn != nil && s.Graph.Decl(fn) == nil {
		changed = sum.May.join(t.name, s.OfFunc(fn).May, mask) || changed
	}
	return changed
}

// isUnknown reports whether nothing is known about what a call runs.
func (s *Summaries) isUnknown(t *target) bool {
	if len(t.bodies) > 0 || t.known != 0 || len(t.runs) > 0 {
		return false
	}
	if t.Fn == nil {
		return t.Var != nil || !isLiteral(t.Expr)
	}
	return syntax.IsInterfaceMethod(t.Fn) && !isHarmlessInterface(t.Fn)
}

// isHarmlessInterface reports whether a method of a standard interface, or one
// that only reads, cannot wait: error, fmt.Stringer, context.Context.
func isHarmlessInterface(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return true // error
	}
	switch fn.Pkg().Path() {
	case "context", "fmt", "sort", "hash", "reflect", "container/heap", "net":
		return true // what does wait there has a row
	}
	return false
}

func isLiteral(call *ast.CallExpr) bool {
	_, ok := ast.Unparen(call.Fun).(*ast.FuncLit)
	return ok
}

func allConst(info *types.Info, args []ast.Expr) bool {
	for _, arg := range args {
		if !syntax.IsConst(info, arg) {
			return false
		}
	}
	return true
}
