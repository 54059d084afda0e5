package deafloop

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// leaks reports a goroutine that each turn of a service loop starts, and that
// waits for a stop signal from outside of the loop alone: one more with each turn.
func (c *check) leaks(a *services.Activation) {
	if a.Call == nil || a.How != services.GoStmt || a.Joined || a.Body == nil || !c.isTurn(a.Call.Loop) {
		return
	}
	stop := c.StopOf(a)
	if stop.Var == nil || stop.Kind != services.ByContext && stop.Kind != services.ByChannel || !c.onlyStop(a) {
		return
	}
	v := c.argument(a, stop.Var)
	if v == nil || v.IsField() && v.Pkg() != c.Pkg || c.isOfTurn(a, v) {
		return
	}
	c.Report(report.Finding{
		Pos: a.Pos, End: a.End, Sub: "leak",
		Message: "each turn of the loop leaves a goroutine behind: this one waits for " + stop.Name + ", which lives longer than the turn; give it a context that ends with the turn",
		Related: []report.Related{{Pos: a.Call.Loop.Pos(), End: a.Call.Loop.Body.Lbrace, Message: "the loop"}},
	})
}

// isTurn: the loop goes on as long as a service.
func (c *check) isTurn(l *calls.Loop) bool {
	for ; l != nil; l = l.Outer {
		if l.Kind == calls.Endless && c.IsLongLoop(l) {
			return true
		}
	}
	return false
}

// argument maps a parameter of the body to what the go statement passes.
func (c *check) argument(a *services.Activation, v *types.Var) *types.Var {
	i := a.Body.Param(v)
	if i < 0 || i >= len(a.Call.Expr.Args) {
		return v
	}
	return syntax.VarOf(c.Info, a.Call.Expr.Args[i])
}

// isOfTurn: the signal is made in the turn, or is a field of something of the turn.
func (c *check) isOfTurn(a *services.Activation, v *types.Var) bool {
	loop := a.Call.Loop
	if syntax.Contains(loop.Stmt, v.Pos()) || v.IsField() {
		return true
	}
	assigned := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		if s, ok := n.(*ast.AssignStmt); ok {
			for _, lhs := range s.Lhs {
				assigned = assigned || syntax.VarOf(c.Info, lhs) == v
			}
		}
		return !assigned
	})
	return assigned
}

// onlyStop: the body waits for the signal and for nothing that ends before.
func (c *check) onlyStop(a *services.Activation) bool {
	if a.Loop == nil {
		if len(a.Body.Selects) > 0 || len(a.Body.Ops) != 1 {
			return false
		}
		return a.Body.Ops[0].Kind == calls.Receive && len(a.Body.Returns) == 0
	}
	if a.Loop.Kind != calls.Endless {
		return false
	}
	for _, e := range c.Exits(a.Loop) {
		if e.Reason != services.OnStop {
			return false
		}
	}
	stops := 0
	for _, sel := range a.Loop.Func.Selects {
		for _, stmt := range sel.Body.List {
			if ch, send := syntax.CommChannel(stmt.(*ast.CommClause)); ch != nil && !send && c.Sum.IsDone(ch) {
				stops++
			}
		}
	}
	return stops == 1
}

// lostContexts reports _, cancel := context.WithCancel(ctx): the cancel function is
// that of a context which nothing hears.
func (c *check) lostContexts(f *calls.Func) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			if len(n.Lhs) == 2 && len(n.Rhs) == 1 && syntax.IsBlank(n.Lhs[0]) && !syntax.IsBlank(n.Lhs[1]) {
				c.lostContext(n)
			}
		}
		return true
	})
}

func (c *check) lostContext(a *ast.AssignStmt) {
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return
	}
	fn := syntax.Callee(c.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "context" || fn.Signature().Recv() != nil || !syntax.IsContext(fn.Signature().Results().At(0).Type()) {
		return // ctx.Deadline()
	}
	c.Report(report.Finding{
		Pos: a.Pos(), End: a.End(), Sub: "lost",
		Message: syntax.ExprName(a.Lhs[1]) + " stops nothing: the context that it ends is thrown away; keep it, and hand it to the work that is to stop",
	})
}

// retries reports a loop that tries again for ever in a method of a type that can
// be stopped, sleeping in between and listening to nothing.
func (c *check) retries(f *calls.Func) {
	recv := f.Outer().Sig
	if recv == nil || recv.Recv() == nil || c.IsStopping(f) || !c.hasStop(recv.Recv().Type()) {
		return
	}
	for _, l := range f.Loops {
		if l.Kind != calls.Endless || l.Outer != nil || c.seen[l] || c.LeavesOnStop(l) || c.SignalAt(f, l.Body.Lbrace) != nil {
			continue
		}
		if pause := c.pauseIn(l); pause != nil {
			c.seen[l] = true
			c.Report(report.Finding{
				Pos: pause.Expr.Pos(), End: pause.Expr.End(), Sub: "retry", Tier: report.Strict,
				Message: f.Outer().Name() + " may try again for ever, also when its owner is stopped: the loop hears no stop signal; wait in a select with one that the stop gives",
				Related: []report.Related{{Pos: l.Pos(), End: l.Body.Lbrace, Message: "the loop"}},
			})
		}
	}
}

func (c *check) pauseIn(l *calls.Loop) *calls.Call {
	for _, call := range l.Func.Calls {
		if call.Loop == l && call.Mode == calls.Plain && call.Fn != nil && call.Fn.Pkg() != nil && call.Fn.Pkg().Path() == "time" && call.Fn.Name() == "Sleep" {
			return call
		}
	}
	return nil
}

// catchUp reports a loop inside the turn of a service loop that goes on until it
// has succeeded, whatever errors there are, and does not hear the stop that the
// loop around it hears.
func (c *check) catchUp(l *calls.Loop) {
	if l.Kind != calls.Endless || l.Outer == nil || !c.IsLongLoop(l.Outer) || !c.LeavesOnStop(l.Outer) || c.hearsAnything(l) {
		return
	}
	call := c.swallowed(l)
	if call == nil {
		return
	}
	c.Report(report.Finding{
		Pos: l.Pos(), End: l.Body.Lbrace, Sub: "inner",
		Message: "a stop waits for this loop for as long as " + syntax.ExprName(call.Fun) + " fails: it tries again until that succeeds, and does not hear what the loop around it hears; look at the stop signal in each of its turns",
		Related: []report.Related{{Pos: l.Outer.Pos(), End: l.Outer.Body.Lbrace, Message: "the loop that hears the stop"}},
	})
}

// hearsAnything: an exit on a stop or an error, a select, a receive.
func (c *check) hearsAnything(l *calls.Loop) bool {
	for _, e := range c.Exits(l) {
		if e.Reason != services.ByResult {
			return true
		}
	}
	stop := c.StopOfLoop(l).Kind
	return stop != services.NoStop && stop != services.ByPassedOnly && stop != services.BySource || len(c.Exits(l)) == 0
}

// swallowed returns a call to the outside whose error the loop only logs:
// if err := f(); err != nil { log.Print(err) }.
func (c *check) swallowed(l *calls.Loop) *ast.CallExpr {
	for _, stmt := range l.Body.List {
		check, ok := stmt.(*ast.IfStmt)
		if !ok || check.Init == nil || check.Else != nil {
			continue
		}
		a, ok := check.Init.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			continue
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if _, reason := c.Test(check.Cond, true); ok && reason == services.OnError && (c.Outside(call) || c.takesContext(call)) {
			return call
		}
	}
	return nil
}

// takesContext: what is given a context may well wait.
func (c *check) takesContext(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if syntax.IsContext(c.Info.TypeOf(arg)) {
			return true
		}
	}
	return false
}
