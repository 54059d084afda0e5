package hotloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// ask goes over v, err := f(). The path goes on undecided until err is looked at.
func (c *check) ask(s *scope, n ast.Node, call *ast.CallExpr, v *types.Var, t turn) (next turn, ok, known bool) {
	if c.isOverMemory(s.f, call) {
		return t, false, false
	}
	waits := c.Sum.WaitsAt(s.f, n)
	if waits&paces != 0 && !c.isShort(call) {
		return t, false, true
	}
	sure := c.mayFailAtOnce(call, waits) || c.failsInside(s, n) != nil
	if !sure && !c.isDynamic(call) {
		return t, false, false
	}
	t.waited = t.waited || t.guess && t.failed == nil
	t.err, t.call, t.guess = v, call, !sure
	return t, true, true
}

// isOverMemory: a decoder or scanner of what this turn has in memory,
// gob.NewDecoder(strings.NewReader(payload)). The next turn has another payload.
func (c *check) isOverMemory(f *calls.Func, call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	v := syntax.VarOf(c.Info, sel.X)
	if v == nil {
		return c.readsMemory(sel.X)
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Lhs) == 1 && syntax.VarOf(c.Info, a.Lhs[0]) == v {
			found = c.readsMemory(a.Rhs[0])
		}
		return true
	})
	return found
}

// readsMemory: somewhere in the expression a reader of a string or of bytes is made.
func (c *check) readsMemory(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return !found
		}
		if fn := syntax.Callee(c.Info, call); fn != nil {
			switch fn.FullName() {
			case "strings.NewReader", "bytes.NewReader", "bytes.NewBuffer", "bytes.NewBufferString":
				found = true
			}
		}
		return !found
	})
	return found
}

// fallible finds v, err := f() and returns the call and err.
func (c *check) fallible(n ast.Node) (*ast.CallExpr, *types.Var) {
	a, ok := n.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 {
		return nil, nil
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	v := syntax.VarOf(c.Info, a.Lhs[len(a.Lhs)-1])
	if v == nil || !syntax.IsError(v.Type()) {
		return nil, nil
	}
	return call, v
}

// mayFailAtOnce reports whether a call that returns an error talks to the
// outside: when that is broken, it fails again and again without waiting.
func (c *check) mayFailAtOnce(call *ast.CallExpr, waits knowledge.Effect) bool {
	if waits&(knowledge.Receives|knowledge.Asks) != 0 {
		return true
	}
	may := c.MayOf(call)
	return may.Has(knowledge.Receives|knowledge.Asks) && !may.Has(knowledge.Pauses)
}

// isDynamic: a method of an interface whose bodies are elsewhere.
func (c *check) isDynamic(call *ast.CallExpr) bool {
	fn := syntax.Callee(c.Info, call)
	return fn != nil && syntax.IsInterfaceMethod(fn) && c.isUnresolved(call)
}

// failsInside looks into s.step() of this package: can it fail and return
// without a wait?
func (c *check) failsInside(s *scope, n ast.Node) *turn {
	var call *ast.CallExpr
	switch n := n.(type) {
	case *ast.ExprStmt:
		call, _ = n.X.(*ast.CallExpr)
	case *ast.CallExpr:
		call = n
	case *ast.AssignStmt:
		call, _ = c.fallible(n)
	}
	if call == nil || s.depth > 1 || s.loop != nil && hasCond(s.loop) {
		return nil
	}
	bodies := c.Graph.Bodies(&calls.Call{Expr: call, Fn: syntax.Callee(c.Info, call)})
	if len(bodies) != 1 {
		return nil
	}
	return c.outcome(bodies[0], s.depth+1)
}

// hasCond: for s.running { s.step() }; who knows what a failing step sets.
func hasCond(loop *calls.Loop) bool {
	s, ok := loop.Stmt.(*ast.ForStmt)
	return ok && s.Cond != nil
}

func (c *check) outcome(f *calls.Func, depth int) *turn {
	if found, ok := c.outcomes[f]; ok {
		return found
	}
	c.outcomes[f] = nil // until it is known: recursion
	if !c.Sum.Of(f).May.Has(knowledge.Asks|knowledge.Receives|summary.Unknown) || c.Sum.Of(f).NoReturn {
		return nil
	}
	s := &scope{f: f, body: f.Body, depth: depth}
	w := c.search(s)
	w.Node = func(n ast.Node, t turn) (turn, bool) {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok {
			return c.pass(s, n, t)
		}
		if t.closed == nil && t.fetched == nil && t.failed != nil && !t.waited && !t.moves && !c.callsIn(ret) &&
			(!t.guess || c.isPacedElsewhere(s, t.failed)) && c.outcomes[f] == nil {
			if t.within == nil {
				t.within = f
			}
			c.outcomes[f] = &t
		}
		return t, false
	}
	w.From(w.Graph.Blocks[0], turn{})
	return c.outcomes[f]
}

func (c *check) callsIn(n *ast.ReturnStmt) bool {
	for _, e := range n.Results {
		if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && c.mayWait(call) {
			return true
		}
	}
	return false
}

// acts reports whether a statement runs a function of this package that changes
// something: it may well stop the loop, or mark the source as broken.
func (c *check) acts(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || found {
			return !found
		}
		for _, body := range c.Graph.Bodies(&calls.Call{Expr: call, Fn: syntax.Callee(c.Info, call)}) {
			found = found || c.changes(body)
		}
		return !found
	})
	return found
}

func (c *check) changes(f *calls.Func) bool {
	if c.Sum.Of(f).May.Has(knowledge.Closes | summary.Starts) {
		return true
	}
	for _, op := range f.Ops {
		if op.Kind == calls.Close {
			return true
		}
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			for _, lhs := range a.Lhs {
				v := syntax.VarOf(c.Info, lhs)
				found = found || v != nil && v.IsField()
			}
		}
		return !found
	})
	return found
}

// isPacedElsewhere reports whether the author waits in another branch behind
// the call: the call does not wait by itself.
func (c *check) isPacedElsewhere(s *scope, call *ast.CallExpr) bool {
	found := false
	ast.Inspect(s.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.IfStmt:
			found = found || n.Pos() > call.Pos() && c.pauses(s.f, n.Body)
		case *ast.CaseClause:
			for _, stmt := range n.Body {
				found = found || n.Pos() > call.Pos() && c.pauses(s.f, stmt)
			}
		}
		return !found
	})
	return found
}

// pauses: a sleep, or a select that waits for a timer, here or in what is called.
func (c *check) pauses(f *calls.Func, n ast.Node) bool {
	if c.Sum.WaitsAt(f, n)&knowledge.Pauses != 0 {
		return true
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.CallExpr:
			found = found || c.MayOf(n).Has(knowledge.Pauses)
		case *ast.CommClause:
			ch, send := syntax.CommChannel(n)
			found = found || ch != nil && !send && summary.IsTimer(c.Info, ch)
		}
		return !found
	})
	return found
}

// reportFailure is called for a path on which a call failed and nothing waited.
func (c *check) reportFailure(loop *calls.Loop, t turn) {
	if c.found[t.failed.Pos()] || c.isBounded(loop) {
		return
	}
	if t.guess && t.within == nil && !c.isPacedElsewhere(&scope{f: loop.Func, body: loop.Body, loop: loop}, t.failed) {
		return
	}
	c.found[t.failed.Pos()] = true
	tier := report.Default
	if t.specific {
		tier = report.Strict
	}
	name := syntax.ExprName(t.failed.Fun)
	pos, end := place(t)
	f := report.Finding{
		Pos: pos, End: end, Tier: tier, Sub: "error",
		Message: "while " + name + " fails this loop spins: it tries again at once, keeps a CPU busy and floods the log; pause before the next try, and stop the pause when the service stops",
		Related: append(c.loopAt(loop), report.Related{Pos: t.failed.Pos(), End: t.failed.End(), Message: "this call fails at once while what it talks to is down"}),
	}
	if t.within == nil {
		f.Fixes = c.fixPause(loop, pos)
	} else {
		f.Chain = []string{loop.Func.Outer().Name(), t.within.Name()}
	}
	c.Report(f)
}

// place is the continue that begins the next turn, or the test of the error.
func place(t turn) (token.Pos, token.Pos) {
	if t.chosen == nil {
		return t.test.Pos(), t.test.End()
	}
	if body := t.chosen.Body; endsInContinue(body) {
		last := body.List[len(body.List)-1]
		return last.Pos(), last.End()
	}
	return t.chosen.Pos(), t.chosen.Cond.End()
}

func endsInContinue(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	b, ok := body.List[len(body.List)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.CONTINUE
}

func enclosingIf(body *ast.BlockStmt, cond ast.Expr) *ast.IfStmt {
	var found *ast.IfStmt
	ast.Inspect(body, func(n ast.Node) bool {
		if s, ok := n.(*ast.IfStmt); ok && syntax.Contains(s.Cond, cond.Pos()) {
			found = s
		}
		return found == nil
	})
	return found
}
