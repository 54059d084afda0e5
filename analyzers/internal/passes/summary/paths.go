package summary

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// waits are the effects for which Always is computed.
const waits = knowledge.Pauses | knowledge.Receives | knowledge.Asks | knowledge.Joins | knowledge.Serves | Awaits

// updatePaths computes the must-facts: does every path wait, and is there a
// return at all. It looks at the control flow only where the may-effects say
// that there can be something to find.
func (s *Summaries) updatePaths(b *body, sum *Summary) bool {
	before := *sum
	if !sum.NoReturn && s.mayNotReturn(b) && !s.flowOf(b).Returns() {
		sum.NoReturn = true
		s.version++ // callers' graphs look different now
	}
	mask := sum.May.Mask() & waits
	for _, bit := range []knowledge.Effect{knowledge.Pauses, knowledge.Receives, knowledge.Asks, knowledge.Joins, knowledge.Serves, Awaits} {
		if mask&bit != 0 && sum.Always&bit == 0 && s.always(b, bit) {
			sum.Always |= bit
		}
	}
	return sum.NoReturn != before.NoReturn || sum.Always != before.Always
}

// mayNotReturn is a cheap test: only an endless loop, a blocking select, a
// panic or a call that does not return can keep a body from returning.
func (s *Summaries) mayNotReturn(b *body) bool {
	if len(b.f.Panics) > 0 || len(b.f.Selects) > 0 {
		return true
	}
	for _, loop := range b.f.Loops {
		if loop.Kind == calls.Endless {
			return true
		}
	}
	for _, t := range b.calls {
		if t.Mode == calls.Plain && !s.MayReturn(t.Expr) {
			return true
		}
	}
	return false
}

// MayReturn says whether a call can return normally.
func (s *Summaries) MayReturn(call *ast.CallExpr) bool {
	if syntax.IsBuiltin(s.Graph.Info, call, "panic") {
		return false
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil {
		if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
			return !s.Of(s.Graph.Lit(lit)).NoReturn
		}
		return true
	}
	if row, ok := s.Table.Call(fn); ok {
		return row.Does&(knowledge.Exits|knowledge.Ends) == 0 || row.Func == "Parse" || row.Func == "FlagSet.Parse"
	}
	return !s.OfFunc(fn).NoReturn
}

// flowOf returns the control flow of a body.
func (s *Summaries) flowOf(b *body) *flow.Graph {
	if b.graph == nil || b.built != s.version {
		b.graph, b.built = flow.New(b.f.Body, s.MayReturn), s.version
	}
	return b.graph
}

// Flow returns the control flow of a body of this package.
func (s *Summaries) Flow(f *calls.Func) *flow.Graph {
	s.flows.Lock()
	defer s.flows.Unlock()
	return s.flowOf(s.bodies[f.Index])
}

// always reports whether every path to a return passes a wait of this kind.
func (s *Summaries) always(b *body, bit knowledge.Effect) bool {
	return s.flowOf(b).EveryPath(func(n ast.Node) bool { return s.WaitsAt(b.f, n)&bit != 0 })
}

// WaitsAt says what a statement, or a case of a select that was chosen, has
// surely waited for when it is done. Nested literals do not count: they run
// elsewhere, unless called on the spot.
func (s *Summaries) WaitsAt(f *calls.Func, n ast.Node) knowledge.Effect {
	if clause, ok := n.(*ast.CommClause); ok {
		return s.waitOfCase(clause)
	}
	var all knowledge.Effect
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			all |= s.AlwaysOf(n)
		case *ast.SendStmt:
			all |= knowledge.Receives
		case ast.Expr:
			if ch := syntax.Receive(n); ch != nil {
				all |= s.WaitOf(ch)
			}
		}
		return true
	})
	return all
}

func (s *Summaries) waitOfCase(clause *ast.CommClause) knowledge.Effect {
	ch, send := syntax.CommChannel(clause)
	if send {
		return knowledge.Receives
	}
	if ch == nil {
		return 0
	}
	return s.WaitOf(ch)
}

// AlwaysOf says what a call has surely waited for when it returns.
func (s *Summaries) AlwaysOf(call *ast.CallExpr) knowledge.Effect {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return s.Of(s.Graph.Lit(lit)).Always
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if fn != nil {
		if row, ok := s.Table.Call(fn); ok {
			return row.Does & waits
		}
		if s.Graph.Decl(fn) == nil && !syntax.IsInterfaceMethod(fn) {
			return s.OfFunc(fn).Always
		}
	}
	return s.alwaysOfBodies(&calls.Call{Expr: call, Fn: fn})
}

// alwaysOfBodies holds for a dynamic call what holds for all that it may run.
func (s *Summaries) alwaysOfBodies(c *calls.Call) knowledge.Effect {
	bodies := s.Graph.Bodies(c)
	if len(bodies) == 0 {
		return 0
	}
	all := ^knowledge.Effect(0)
	for _, f := range bodies {
		all &= s.own[f.Index].Always
	}
	return all & waits
}
