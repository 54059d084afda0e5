package deadctx

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// deferred reports clean-up that is deferred with a context that has ended by then,
// or that may be what made the work fail.
func (c *check) deferred(f *calls.Func) {
	for _, u := range c.Contexts().DeferredIn(f) {
		if c.Contexts().Ends(u.Var) == 0 || c.Contexts().CareOf(u.Call, u.I) != services.Cares || isContextMaker(u.Call) && u.Call == u.Defer {
			continue
		}
		when, tier, ok := c.whenDead(f, u)
		if !ok {
			continue
		}
		if c.handsOver(u.Call) {
			if !isCleanUp(u.Call) {
				continue
			}
			tier = report.Strict
		}
		finding := report.Finding{
			Tier:    tier,
			Message: "deferred " + c.callee(u.Call) + " is given " + u.Var.Name() + ", which " + when + "; use context.WithTimeout(context.WithoutCancel(" + u.Var.Name() + "), ...)",
			Fixes:   c.fixArgument(u.Call, u.Arg, true),
		}
		if u.End.Node != nil {
			finding.Related = []report.Related{{Pos: u.End.Node.Pos(), End: u.End.Node.End(), Message: "it ends here"}}
		}
		c.reportAt(u.Arg, finding)
	}
}

// handsOver reports whether all that a callee waits for is a receiver, or time: who
// would receive has left with the same context.
func (c *check) handsOver(call *calls.Call) bool {
	may := c.MayOf(call.Expr)
	if !may.Has(summary.Awaits|knowledge.Pauses|knowledge.Receives) || may.Has(knowledge.Asks|knowledge.Joins|knowledge.Serves|knowledge.Closes|knowledge.Limits|summary.Unknown) {
		return false
	}
	return len(c.Graph.Bodies(call)) > 0 || slices.ContainsFunc(call.Expr.Args, func(arg ast.Expr) bool {
		t := c.Info.TypeOf(arg) // another package does not say what it calls
		return syntax.IsChan(t) || syntax.IsNamed(t, "time", "Duration")
	})
}

// whenDead says when the context of deferred clean-up has ended, if that is worth a
// word.
func (c *check) whenDead(f *calls.Func, u services.DeferredUse) (string, report.Tier, bool) {
	switch {
	case u.Always && u.End.Kind == services.Revoked:
		return "has been cancelled by then, by what is deferred after it", c.tierOf(u), true
	case u.Always:
		return "has ended when this function is told to stop", c.tierOf(u), true
	case u.Sometimes && c.isToldOtherwise(f):
		return "may have ended when this function is told to stop", report.Strict, true
	case u.Sometimes:
		return "has ended when this function is told to stop", c.tierOf(u), true
	case c.isSignalled(f, u.Var):
		return "has ended when the signal to stop came", c.tierOf(u), true
	case u.OnError:
		return "may be what ended, and so made this fail: the clean-up then gives up at once", report.Default, true
	case isRollback(u.Call) && c.expiresIn(f, u.Var):
		return "may be what expired, and so made this fail: the clean-up then gives up at once", report.Default, true
	case isCleanUp(u.Call):
		return "may have ended by then: the clean-up then gives up at once", report.Strict, true
	}
	return "", 0, false
}

// tierOf: a connection that is closed without its goodbye is closed.
func (c *check) tierOf(u services.DeferredUse) report.Tier {
	if hasVerb(nameOf(u.Call), "Close", "Disconnect") {
		return report.Strict
	}
	return report.Default
}

// isToldOtherwise: a channel tells the function to return as well, and then its
// context goes on.
func (c *check) isToldOtherwise(f *calls.Func) bool {
	for clause, ch := range f.Received() {
		_, unread := clause.Comm.(*ast.ExprStmt)
		_, isCall := ast.Unparen(ch).(*ast.CallExpr)
		if !unread || isCall || summary.IsTimer(c.Info, ch) || len(clause.Body) == 0 {
			continue
		}
		if _, returns := clause.Body[len(clause.Body)-1].(*ast.ReturnStmt); returns {
			return true
		}
	}
	return false
}

// isSignalled: the function itself made the context from signals, and so returns
// because one came.
func (c *check) isSignalled(f *calls.Func, v *types.Var) bool {
	_, ok := c.Contexts().MadeIn(f, v, "os/signal", "NotifyContext")
	return ok
}

func (c *check) expiresIn(f *calls.Func, v *types.Var) bool {
	own, _ := c.Contexts().Derived(v, f.Body.Pos(), f.Body.End())
	return own&services.Expires != 0
}

// isRollback: a transaction is what can be committed and rolled back.
func isRollback(call *calls.Call) bool {
	if call.Fn == nil || call.Fn.Name() != "Rollback" || call.Fn.Signature().Recv() == nil {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(call.Fn.Signature().Recv().Type(), true, call.Fn.Pkg(), "Commit")
	_, ok := obj.(*types.Func)
	return ok
}

// isCleanUp goes by the verbs for giving back what others wait for. It only ever
// leads to a strict finding.
func isCleanUp(call *calls.Call) bool {
	return hasVerb(nameOf(call), cleanUpVerbs...)
}

var cleanUpVerbs = []string{"Rollback", "Release", "Unlock", "Abort", "Free", "Revoke", "Deregister", "Unregister", "CleanUp", "Cleanup", "Discard", "Undo", "Flush", "Shutdown"}

func hasVerb(name string, verbs ...string) bool {
	for _, verb := range verbs {
		if len(name) >= len(verb) && strings.EqualFold(name[:len(verb)], verb) {
			return true
		}
	}
	return false
}

func nameOf(call *calls.Call) string {
	switch {
	case call.Fn != nil:
		return call.Fn.Name()
	case call.Var != nil:
		return call.Var.Name()
	}
	return ""
}

// skipped reports clean-up that is left out altogether when the context has ended:
//
//	if ctx.Err() != nil {
//		return
//	}
//	rollback(ctx)
func (c *check) skipped(f *calls.Func) {
	if f.Body == nil || !c.isForCleanUp(f) {
		return
	}
	for i, stmt := range f.Body.List {
		guard, ok := stmt.(*ast.IfStmt)
		if !ok || guard.Else != nil || !c.Contexts().SaysEnded(guard.Cond) || !isBareReturn(guard.Body) {
			continue
		}
		if call := c.cleanUpIn(f, f.Body.List[i+1:]); call != nil {
			c.Report(report.Finding{
				Pos: guard.Pos(), End: guard.Body.Lbrace, Sub: "skipped",
				Message: "once the context has ended, " + c.callee(call) + " is never called, and what it gives back is lost; call it in any case, with context.WithTimeout(context.WithoutCancel(ctx), ...)",
				Related: []report.Related{{Pos: call.Expr.Pos(), End: call.Expr.End(), Message: "the clean-up that is left out"}},
			})
		}
	}
}

// isForCleanUp: the function is deferred, or says by its name what it is for.
func (c *check) isForCleanUp(f *calls.Func) bool {
	for _, u := range c.Graph.Uses(f) {
		if u.Arg == calls.Callee && u.Call.Mode == calls.Defer {
			return true
		}
	}
	return f.Obj != nil && (hasVerb(f.Obj.Name(), cleanUpVerbs...) || hasVerb(strings.TrimPrefix(strings.TrimPrefix(f.Obj.Name(), "Defer"), "defer"), cleanUpVerbs...))
}

func isBareReturn(body *ast.BlockStmt) bool {
	if len(body.List) != 1 {
		return false
	}
	_, ok := body.List[0].(*ast.ReturnStmt)
	return ok
}

func (c *check) cleanUpIn(f *calls.Func, list []ast.Stmt) *calls.Call {
	for _, call := range f.Calls {
		for _, stmt := range list {
			if call.Mode == calls.Plain && syntax.Contains(stmt, call.Expr.Pos()) && isCleanUp(call) {
				return call
			}
		}
	}
	return nil
}
