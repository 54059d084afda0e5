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
// none, wait before anything branches, or return before they wait; only the
// others need the control flow.
func (s *Summaries) updateAlways(b *body, sum *Summary) bool {
	may := sum.May.Mask() & waits
	if may&^sum.Always == 0 {
		return false
	}
	always, open := may, knowledge.Effect(0)
	if !sum.NoReturn {
		always, open = s.firstWaits(b, may)
	}
	if open != 0 {
		always |= open & s.everyPath(b)
	}
	changed := always&^sum.Always != 0
	sum.Always |= always
	return changed
}

// firstWaits goes through the statements of a body up to the first that may
// return. It tells what they wait for in any case, and what only the paths
// inside them can decide.
func (s *Summaries) firstWaits(b *body, may knowledge.Effect) (always, open knowledge.Effect) {
	if b.f.Labeled {
		return 0, may // a goto may skip anything
	}
	for _, stmt := range b.f.Body.List {
		if may&^always == 0 {
			break
		}
		surely, inside := s.waitsOf(b, stmt)
		always |= may & surely
		open |= may & inside
		if b.mayLeave(stmt) {
			break
		}
	}
	return always, open &^ always
}

// waitsOf says what a statement surely waits for, and what it may wait for on all
// of its paths. A body that may be skipped waits for nothing on the way on, but
// may do so on its way out.
func (s *Summaries) waitsOf(b *body, stmt ast.Stmt) (surely, inside knowledge.Effect) {
	switch stmt := stmt.(type) {
	case *ast.DeferStmt, *ast.GoStmt, *ast.IncDecStmt, *ast.EmptyStmt:
		return 0, 0
	case *ast.ExprStmt, *ast.AssignStmt, *ast.SendStmt, *ast.DeclStmt, *ast.ReturnStmt:
		return s.WaitsAt(b.f, stmt), 0
	case *ast.IfStmt:
		if stmt.Init != nil {
			surely = s.WaitsAt(b.f, stmt.Init)
		}
		surely |= s.WaitsAt(b.f, stmt.Cond)
		if stmt.Else == nil && !b.mayLeave(stmt) {
			return surely, 0
		}
	case *ast.RangeStmt:
		if !b.mayLeave(stmt) {
			return s.WaitsAt(b.f, stmt.X), 0
		}
	}
	return surely, s.WaitsAt(b.f, stmt)
}

// mayLeave reports whether the function may return within a statement.
func (b *body) mayLeave(stmt ast.Stmt) bool {
	for _, ret := range b.f.Returns {
		if syntax.Contains(stmt, ret.Pos()) {
			return true
		}
	}
	return false
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
	switch n := n.(type) {
	case *ast.CommClause:
		return s.waitOfCase(n)
	case *ast.Ident, *ast.BasicLit, *ast.IncDecStmt, *ast.GoStmt, *ast.DeferStmt, *ast.EmptyStmt:
		return 0
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
		if !syntax.IsInterfaceMethod(fn) {
			return s.OfFunc(fn).Always
		}
	} else if info := s.Graph.Info.Types[call.Fun]; info.IsType() || info.IsBuiltin() {
		return 0
	}
	return s.alwaysOfBodies(&calls.Call{Expr: call, Fn: fn})
}

// alwaysOfBodies holds for a dynamic call what holds for all that it may run.
func (s *Summaries) alwaysOfBodies(c *calls.Call) knowledge.Effect {
	s.Graph.Resolve(c)
	if len(s.Graph.Bodies(c))+len(c.Elsewhere()) == 0 {
		return 0
	}
	all := waits
	for _, f := range s.Graph.Bodies(c) {
		all &= s.own[f.Index].Always
	}
	for _, fn := range c.Elsewhere() {
		row, _ := s.rowOf(fn)
		all &= s.OfFunc(fn).Always | row.Does
	}
	return all
}
