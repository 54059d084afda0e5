package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// waits are the effects for which Always is computed.
const waits = knowledge.Pauses | knowledge.Receives | knowledge.Asks | knowledge.Joins | knowledge.Serves | Awaits

// updateReturns finds out whether a function returns at all.
func (s *Summaries) updateReturns(b *body, sum *Summary) bool {
	if sum.NoReturn || !s.mayNotReturn(b) {
		return false
	}
	b.graph = flow.New(b.f.Body, s.MayReturn)
	if b.graph.Returns() {
		return false
	}
	b.graph = nil // a call of itself looks different now
	sum.NoReturn = true
	return true
}

// mayNotReturn is a cheap test: only an endless loop, an empty select, a panic
// or a call that does not return can keep a body from returning.
func (s *Summaries) mayNotReturn(b *body) bool {
	if len(b.f.Panics) > 0 || len(b.f.Jumps) > 0 {
		return true
	}
	for _, sel := range b.f.Selects {
		if len(sel.Body.List) == 0 {
			return true
		}
	}
	for _, loop := range b.f.Loops {
		if loop.Kind != calls.Finite {
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

// updateAlways finds the waits on every path to a return. Most functions have
// none, or wait before the first branch; only the others need the control flow.
func (s *Summaries) updateAlways(b *body, sum *Summary) bool {
	may := sum.May.Mask() & waits
	if may&^sum.Always == 0 {
		return false
	}
	always := s.firstWaits(b, may)
	if may&^always != 0 {
		always |= may & s.everyPath(b)
	}
	changed := always&^sum.Always != 0
	sum.Always |= always
	return changed
}

// firstWaits looks at the statements before the first one that branches.
func (s *Summaries) firstWaits(b *body, may knowledge.Effect) knowledge.Effect {
	var all knowledge.Effect
	for _, stmt := range b.f.Body.List {
		switch stmt := stmt.(type) {
		case *ast.ExprStmt, *ast.AssignStmt, *ast.SendStmt, *ast.DeclStmt:
			all |= s.WaitsAt(b.f, stmt)
		case *ast.IfStmt:
			if stmt.Init != nil {
				all |= s.WaitsAt(b.f, stmt.Init)
			}
			return may & all
		case *ast.DeferStmt, *ast.GoStmt, *ast.IncDecStmt:
		default:
			return may & all
		}
		if may&^all == 0 {
			break
		}
	}
	return may & all
}

func (s *Summaries) everyPath(b *body) knowledge.Effect {
	return flow.Every(s.flowOf(b), func(n ast.Node) knowledge.Effect { return s.WaitsAt(b.f, n) })
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
	if row, ok := s.rowOf(fn); ok {
		return row.Does&(knowledge.Exits|knowledge.Ends) == 0 || row.Func == "Parse" || row.Func == "FlagSet.Parse"
	}
	return !s.OfFunc(fn).NoReturn
}

// flowOf returns the control flow of a body.
func (s *Summaries) flowOf(b *body) *flow.Graph {
	if b.graph == nil {
		b.graph = flow.New(b.f.Body, s.MayReturn)
	}
	return b.graph
}

// Flow returns the control flow of a body of this package.
func (s *Summaries) Flow(f *calls.Func) *flow.Graph {
	s.flows.Lock()
	defer s.flows.Unlock()
	return s.flowOf(s.bodies[f.Index])
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

func (s *Summaries) rowOf(fn *types.Func) (knowledge.Call, bool) {
	if c := s.callees[fn]; c != nil {
		return c.row, c.hasRow
	}
	return s.Table.Call(fn)
}

// AlwaysOf says what a call has surely waited for when it returns.
func (s *Summaries) AlwaysOf(call *ast.CallExpr) knowledge.Effect {
	if lit, ok := ast.Unparen(call.Fun).(*ast.FuncLit); ok {
		return s.Of(s.Graph.Lit(lit)).Always
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if fn != nil {
		if row, ok := s.rowOf(fn); ok {
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
