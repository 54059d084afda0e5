package stoperror

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// goesOn reports a loop that tries again for ever once its context is done.
func (c *check) goesOn(l *calls.Loop, life knowledge.Lifetime) {
	call := c.retried(l)
	if call == nil {
		return
	}
	own := c.ownContext(l, call)
	can := c.Contexts().Ends(own.v)
	tier := report.Default
	if life == knowledge.Unknown {
		tier = report.Strict
	}
	if can&services.Cancelled != 0 && c.play(l, "Canceled").forEver() {
		c.reportGoesOn(l, call, own, tier)
		return
	}
	if can&services.Expires == 0 {
		return
	}
	if turn := c.play(l, "DeadlineExceeded"); turn.forEver() && turn.denied != nil {
		c.reportExpiry(l, call, own, turn.denied, tier)
	}
}

// retried finds a call of the loop that is given a context from outside the
// loop and fails when that is done.
func (c *check) retried(l *calls.Loop) *ast.CallExpr {
	for _, call := range l.Func.Calls {
		if call.Loop == l && call.Mode == calls.Plain && c.failsWhenDone(l, call.Expr) {
			return call.Expr
		}
	}
	return nil
}

// failsWhenDone: the call is given the context and returns an error. A callee
// that is seen to wait for nothing may well ignore its context.
func (c *check) failsWhenDone(l *calls.Loop, call *ast.CallExpr) bool {
	sig, ok := c.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok || sig.Results().Len() == 0 || !syntax.IsError(sig.Results().At(sig.Results().Len()-1).Type()) {
		return false
	}
	if !c.isGivenContext(l, call) || c.servesUntilDone(l, call) {
		return false
	}
	const waits = knowledge.Asks | knowledge.Receives | knowledge.Pauses | knowledge.Serves | summary.Awaits | summary.Unknown
	if c.MayOf(call).Has(waits) {
		return true
	}
	fn := syntax.Callee(c.Info, call)
	return fn != nil && c.Graph.Decl(fn) == nil
}

// servesUntilDone: err := sub.Receive(ctx, handle); if err == nil { break }. What runs
// a function until its context is done has then done what it should, and mostly
// says so with nil.
func (c *check) servesUntilDone(l *calls.Loop, call *ast.CallExpr) bool {
	fn := syntax.Callee(c.Info, call)
	if fn == nil || c.Graph.Decl(fn) != nil || !slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return syntax.IsFunc(c.Info.TypeOf(arg)) }) {
		return false
	}
	for _, e := range c.Exits(l) {
		for _, cond := range e.Conds {
			if v := c.isNil(cond); v != nil && c.SourceOf(l.Func, v, cond.Pos()) == call {
				return true
			}
		}
	}
	return false
}

// isNil returns v of v == nil, for an error.
func (c *check) isNil(cond ast.Expr) *types.Var {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || e.Op != token.EQL || !c.Info.Types[e.Y].IsNil() || !syntax.IsError(c.Info.TypeOf(e.X)) {
		return nil
	}
	return syntax.VarOf(c.Info, e.X)
}

func (c *check) isGivenContext(l *calls.Loop, call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if syntax.IsContext(c.Info.TypeOf(arg)) && c.outsideContext(l, arg).name != "" {
			return true
		}
	}
	return false
}

func (c *check) reportGoesOn(l *calls.Loop, call *ast.CallExpr, own ownCtx, tier report.Tier) {
	name := syntax.ExprName(call.Fun)
	c.Report(report.Finding{
		Pos: call.Pos(), End: call.End(), Sub: "retry", Tier: tier,
		Message: "the loop tries " + name + " again for ever once " + own.name + " is done, although it can only fail from then on; leave the loop when " + own.name + ".Err() != nil",
		Related: []report.Related{{Pos: l.Pos(), End: l.Body.Lbrace, Message: "the loop"}},
		Fixes:   c.leaveWhenDone(l, call, own),
	})
}

func (c *check) reportExpiry(l *calls.Loop, call *ast.CallExpr, own ownCtx, denied *services.Match, tier report.Tier) {
	c.seen[denied.Node.Pos()] = true
	name := syntax.ExprName(call.Fun)
	c.Report(report.Finding{
		Pos: denied.Node.Pos(), End: denied.Node.End(), Sub: "deadline", Tier: tier,
		Message: "only context.Canceled ends this loop: when the deadline of " + own.name + " passes, " + name + " fails again and again for ever; test " + own.name + ".Err() != nil instead of the error",
		Related: []report.Related{{Pos: l.Pos(), End: l.Body.Lbrace, Message: "the loop"}, {Pos: call.Pos(), End: call.End(), Message: "this call fails from then on"}},
		Fixes:   c.lookInstead(denied, own),
	})
}

// leaveWhenDone inserts a look at the context where the error is handled. It
// keeps to functions that return nothing and end with the loop, where it is
// plain what leaving means.
func (c *check) leaveWhenDone(l *calls.Loop, call *ast.CallExpr, own ownCtx) []analysis.SuggestedFix {
	list := l.Func.Body.List
	if !own.visible || l.Func.Sig.Results().Len() > 0 || list[len(list)-1] != l.Stmt {
		return nil
	}
	for _, stmt := range l.Body.List {
		handled, ok := stmt.(*ast.IfStmt)
		if !ok || handled.End() < call.Pos() || len(handled.Body.List) == 0 {
			continue
		}
		v, reason := c.Test(handled.Cond, true)
		if reason != services.OnError || c.SourceOf(l.Func, v, handled.Cond.Pos()) != call {
			continue
		}
		first := handled.Body.List[0].Pos()
		return []analysis.SuggestedFix{{
			Message:   "Return when " + own.name + " is done",
			TextEdits: []analysis.TextEdit{{Pos: first, End: first, NewText: []byte("if " + own.name + ".Err() != nil {\nreturn\n}\n")}},
		}}
	}
	return nil
}
