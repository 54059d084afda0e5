package loopexit

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// rearmed reports a function that starts its own next run at its end, and
// returns before that when something failed: the loop without a for is over.
func (c *check) rearmed(f *calls.Func) {
	again := c.nextRun(f)
	if again == nil {
		return
	}
	for _, ret := range f.Returns {
		if ret.Pos() > again.Expr.Pos() || c.seen[ret.Pos()] {
			continue
		}
		if call := c.failedBefore(f, ret); call != nil && c.Outside(call) {
			c.seen[ret.Pos()] = true
			c.Report(report.Finding{
				Pos: ret.Pos(), End: ret.End(), Sub: "rearm",
				Message: "a failed " + syntax.ExprName(call.Fun) + " returns before the next run of " + f.Outer().Name() + " is scheduled, so this periodic work ends for good; schedule the next run first, or in a defer",
				Related: []report.Related{{Pos: again.Expr.Pos(), End: again.Expr.End(), Message: "the next run is scheduled here"}},
			})
		}
	}
}

// nextRun finds the call with which f schedules itself: time.AfterFunc(d, f),
// Reset of the timer that runs it, go f() with what it was given itself, or a
// function that does one of these for it.
func (c *check) nextRun(f *calls.Func) *calls.Call {
	if call := c.schedules(f, f); call != nil {
		return call
	}
	for _, call := range f.Calls {
		if call.Mode != calls.Plain || call.Loop != nil {
			continue
		}
		for _, body := range c.Graph.Bodies(call) {
			if body != f && c.schedules(body, f) != nil {
				return call
			}
		}
	}
	return nil
}

// schedules finds the call in by that schedules f.
func (c *check) schedules(by, f *calls.Func) *calls.Call {
	for _, call := range by.Calls {
		if by == f && call.Mode == calls.Go && call.Loop == nil && c.isAgain(f, call) {
			return call
		}
		if call.Mode != calls.Plain || call.Fn == nil || call.Fn.Pkg() == nil || call.Fn.Pkg().Path() != "time" {
			continue
		}
		if call.Fn.Name() == "AfterFunc" && c.runs(call.Expr, f) || call.Fn.Name() == "Reset" && c.isTimerOf(call.Expr, f) {
			return call
		}
	}
	return nil
}

// isAgain: go f() that hands on its own parameters. With other arguments it is a
// walk over something, which ends by itself.
func (c *check) isAgain(f *calls.Func, call *calls.Call) bool {
	if call.Fn == nil || c.Graph.Decl(call.Fn) != f {
		return false
	}
	for i, arg := range call.Expr.Args {
		if f.Param(syntax.VarOf(c.Info, arg)) != i {
			return false
		}
	}
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	return !ok || f.Param(syntax.VarOf(c.Info, sel.X)) == -1
}

// runs: time.AfterFunc(d, f).
func (c *check) runs(call *ast.CallExpr, f *calls.Func) bool {
	for _, body := range c.Graph.ValueBodies(call.Args[1]) {
		if body == f {
			return true
		}
	}
	return false
}

// isTimerOf: x.Reset(d) where x = time.AfterFunc(d, f) somewhere.
func (c *check) isTimerOf(reset *ast.CallExpr, f *calls.Func) bool {
	if c.timers == nil {
		c.collectTimers()
	}
	timer := syntax.VarOf(c.Info, ast.Unparen(reset.Fun).(*ast.SelectorExpr).X)
	for _, value := range c.timers[timer] {
		if timer != nil && c.isAfterFunc(value, f) {
			return true
		}
	}
	return false
}

// collectTimers notes what is assigned to timers, once for the package.
func (c *check) collectTimers() {
	c.timers = make(map[*types.Var][]ast.Expr)
	for _, g := range c.Graph.Funcs {
		if g.Parent != nil {
			continue // seen with the function around it
		}
		ast.Inspect(g.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
				for i, lhs := range a.Lhs {
					if v := syntax.VarOf(c.Info, lhs); v != nil && syntax.IsNamed(v.Type(), "time", "Timer") {
						c.timers[v] = append(c.timers[v], a.Rhs[i])
					}
				}
			}
			return true
		})
	}
}

func (c *check) isAfterFunc(e ast.Expr, f *calls.Func) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(c.Info, call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "time" && fn.Name() == "AfterFunc" && c.runs(call, f)
}

// failedBefore: ret stands under err != nil, or in an if that handles an error.
func (c *check) failedBefore(f *calls.Func, ret *ast.ReturnStmt) *ast.CallExpr {
	var failed *ast.CallExpr
	ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != ret {
			return failed == nil
		}
		for _, outer := range stack {
			ifStmt, ok := outer.(*ast.IfStmt)
			if !ok || !syntax.Contains(ifStmt.Body, ret.Pos()) {
				continue
			}
			if v, reason := c.Test(ifStmt.Cond, true); reason == services.OnError {
				failed = c.assigned(f, v, ret.Pos())
			}
		}
		return false
	})
	return failed
}

func (c *check) assigned(f *calls.Func, v *types.Var, before token.Pos) (call *ast.CallExpr) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 || a.Pos() > before {
			return true
		}
		for _, lhs := range a.Lhs {
			if x, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr); ok && v != nil && syntax.VarOf(c.Info, lhs) == v {
				call = x
			}
		}
		return true
	})
	return call
}

// skippedResets reports a turn that is taken when a one-shot timer fires and
// can end without the Reset that other paths of it make: the case never fires
// again.
func (c *check) skippedResets(a *services.Activation) {
	for _, sel := range a.Loop.Func.Selects {
		if !syntax.Contains(a.Loop.Body, sel.Pos()) {
			continue
		}
		for _, s := range sel.Body.List {
			clause := s.(*ast.CommClause)
			if timer := c.oneShot(clause); timer != nil && c.isOnlyResetIn(a.Loop, timer, clause) {
				c.skippedReset(a.Loop, clause, timer)
			}
		}
	}
}

// oneShot returns the variable of a *time.Timer whose channel the case
// receives from.
func (c *check) oneShot(clause *ast.CommClause) *types.Var {
	ch, _ := syntax.CommChannel(clause)
	sel, ok := ch.(*ast.SelectorExpr)
	if !ok || !syntax.IsNamed(c.Info.TypeOf(sel.X), "time", "Timer") {
		return nil
	}
	return syntax.VarOf(c.Info, sel.X)
}

// isOnlyResetIn: the case resets the timer on some path, and nothing else in
// the loop does.
func (c *check) isOnlyResetIn(l *calls.Loop, timer *types.Var, clause *ast.CommClause) bool {
	inside := false
	for _, call := range l.Func.Calls {
		if !call.Loop.Within(l) || !c.isReset(call.Expr, timer) {
			continue
		}
		if !syntax.Contains(clause, call.Expr.Pos()) {
			return false
		}
		inside = true
	}
	return inside
}

func (c *check) isReset(n ast.Node, timer *types.Var) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Reset" && syntax.VarOf(c.Info, sel.X) == timer
}

func (c *check) skippedReset(l *calls.Loop, clause *ast.CommClause, timer *types.Var) {
	g := c.Sum.Flow(l.Func)
	start := caseBlock(g, clause)
	if start == nil {
		return
	}
	var failed *ast.IfStmt
	skipped := false
	w := flow.Search[bool]{
		Graph: g,
		Node: func(n ast.Node, onError bool) (bool, bool) {
			return onError, !c.resets(n, timer)
		},
		Branch: func(cond ast.Expr, taken bool, onError bool) (bool, bool) {
			_, reason := c.Test(cond, taken)
			if reason == services.OnError {
				failed = ifOf(clause, cond)
			}
			return onError || reason == services.OnError, reason != services.OnStop
		},
		Enter: func(b *cfg.Block, onError bool) (bool, bool) {
			if b.Stmt == l.Stmt && b.Kind != cfg.KindForDone {
				skipped = skipped || onError
				return onError, false
			}
			return onError, b.Stmt != l.Stmt
		},
	}
	w.From(start, false)
	if skipped && failed != nil {
		c.Report(report.Finding{
			Pos: failed.Pos(), End: failed.Cond.End(), Sub: "rearm",
			Message: "on this error the turn ends without " + timer.Name() + ".Reset, so the timer never fires again and its work stops for good; reset the timer on every path, first or in a defer",
		})
	}
}

func (c *check) resets(n ast.Node, timer *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		found = found || n != nil && c.isReset(n, timer)
		return !found
	})
	return found
}

func caseBlock(g *flow.Graph, clause *ast.CommClause) *cfg.Block {
	for _, b := range g.Blocks {
		if b.Kind == cfg.KindSelectCaseBody && b.Stmt == clause {
			return b
		}
	}
	return nil
}

func ifOf(clause *ast.CommClause, cond ast.Expr) *ast.IfStmt {
	var found *ast.IfStmt
	ast.Inspect(clause, func(n ast.Node) bool {
		if s, ok := n.(*ast.IfStmt); ok && syntax.Contains(s.Cond, cond.Pos()) {
			found = s
		}
		return found == nil
	})
	return found
}
