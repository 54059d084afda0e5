package recoverscope

import (
	"go/ast"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// useless reports calls of recover that always return nil.
func (c *check) useless(f *calls.Func) {
	for _, call := range f.Calls {
		switch call.Mode {
		case calls.Defer:
			c.deferredItself(f, call)
		case calls.Plain:
			c.tooDeep(f, call)
		}
	}
	c.notDeferred(f)
}

// deferredItself: defer recover() is no call by a deferred function, and in
// defer f(recover()) the argument is evaluated right away, before any panic.
func (c *check) deferredItself(f *calls.Func, d *calls.Call) {
	if c.isDeferred(f) {
		return // there, the argument is evaluated while the panic is on its way
	}
	if syntax.IsBuiltin(c.Info, d.Expr, "recover") {
		c.Report(report.Finding{
			Pos: d.Stmt.Pos(), End: d.Stmt.End(), Sub: "useless",
			Message: "a deferred recover() stops no panic, since no deferred function calls it; defer a func literal that calls recover and reports what it caught",
		})
		return
	}
	for _, arg := range d.Expr.Args {
		if r := c.recoverIn(arg); r != nil && !c.isHandler(f) {
			c.Report(report.Finding{
				Pos: r.Pos(), End: r.End(), Sub: "useless",
				Message: "this recover runs when the defer statement does, before anything can panic, and returns nil; call it inside a deferred func literal and hand its result on from there",
			})
		}
	}
}

// recoverIn finds a call of recover in an argument, outside of literals.
func (c *check) recoverIn(arg ast.Expr) (found *ast.CallExpr) {
	ast.Inspect(arg, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok && syntax.IsBuiltin(c.Info, call, "recover") {
			found = call
		}
		return found == nil
	})
	return found
}

// isHandler: an exported function whose first statement is the defer may be
// there for other packages to defer.
func (c *check) isHandler(f *calls.Func) bool {
	return f.Obj != nil && f.Obj.Exported() && len(c.Graph.Uses(f)) == 0 && len(f.Body.List) <= 2
}

// isDeferred reports whether a defer statement of this package runs f, or may:
// what becomes of a literal that is returned or stored is not known.
func (c *check) isDeferred(f *calls.Func) bool {
	uses := c.Graph.Uses(f)
	for _, u := range uses {
		if u.Call.Mode == calls.Defer || u.Arg != calls.Callee {
			return true
		}
	}
	return f.Lit != nil && len(uses) == 0
}

// tooDeep: a plain call of a function that calls recover. If a deferred
// function makes it, recover is one call too deep; if not, the defer is missing.
func (c *check) tooDeep(f *calls.Func, call *calls.Call) {
	if c.Sum.HandlerOf(call) == summary.Propagates || !c.callsRecover(call) {
		return
	}
	_, lit := ast.Unparen(call.Expr.Fun).(*ast.FuncLit)
	deferred := c.deferredBy(f)
	switch {
	case deferred != nil:
		c.Report(report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.Lparen, Sub: "useless",
			Message: "recover in " + c.nameOf(call) + " returns nil here, one call too deep below the defer, so the panic goes on: defer " + c.nameOf(call) + " itself, or hand it the result of recover()",
			Related: []report.Related{{Pos: deferred.Stmt.Pos(), End: deferred.Stmt.Pos() + 5, Message: "only the function that is deferred here can recover"}},
			Fixes:   c.deferDirectly(f, call, deferred),
		})
	case lit || c.doesNothingElse(call):
		c.Report(report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.Lparen, Sub: "useless",
			Message: "recover in " + c.nameOf(call) + " returns nil here, since no defer runs it; put defer in front of the call, before the code that can panic",
		})
	}
}

// callsRecover: not only in the operands of a defer statement of its own.
func (c *check) callsRecover(call *calls.Call) bool {
	for _, f := range c.Graph.Bodies(call) {
		for _, d := range f.Calls {
			if d.Mode == calls.Defer && f.Recovers != nil && syntax.Contains(d.Stmt, f.Recovers.Pos()) {
				return false
			}
		}
	}
	return true
}

// deferredBy returns the defer statement that runs f.
func (c *check) deferredBy(f *calls.Func) *calls.Call {
	for _, u := range c.Graph.Uses(f) {
		if u.Call.Mode == calls.Defer && u.Arg == calls.Callee {
			return u.Call
		}
	}
	return nil
}

// doesNothingElse: a function of this package that only handles the panic.
// Called without defer, a function with other work may be meant for that.
func (c *check) doesNothingElse(call *calls.Call) bool {
	f := c.Graph.Decl(call.Fn)
	if f == nil || f.Recovers == nil || len(f.Body.List) > 2 {
		return false
	}
	return syntax.Contains(f.Body.List[0], f.Recovers.Pos())
}

// deferDirectly turns defer func() { handle(x) }() into defer handle(x), which
// is what was meant. Only where nothing is evaluated earlier that way.
func (c *check) deferDirectly(f *calls.Func, call, deferred *calls.Call) []analysis.SuggestedFix {
	if f.Lit == nil || ast.Unparen(deferred.Expr.Fun) != f.Lit || len(f.Body.List) != 1 || len(deferred.Expr.Args) > 0 {
		return nil
	}
	stmt, ok := f.Body.List[0].(*ast.ExprStmt)
	if !ok || stmt.X != call.Expr || len(call.Expr.Args) > 0 || call.Fn == nil || call.Fn.Signature().Recv() != nil {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message: "defer " + c.nameOf(call) + " itself",
		TextEdits: []analysis.TextEdit{
			{Pos: deferred.Expr.Pos(), End: call.Expr.Pos()},
			{Pos: call.Expr.End(), End: deferred.Expr.End()},
		},
	}}
}

// notDeferred: a goroutine's own body calls recover, in the course of things.
func (c *check) notDeferred(f *calls.Func) {
	r := f.Recovers
	uses := c.Graph.Uses(f)
	if r == nil || len(uses) == 0 || f.Obj != nil && f.Obj.Exported() {
		return
	}
	for _, u := range uses {
		if u.Call.Mode != calls.Go || u.Arg != calls.Callee {
			return
		}
	}
	for _, d := range f.Calls {
		if d.Mode == calls.Defer && syntax.Contains(d.Stmt, r.Pos()) {
			return // reported there
		}
	}
	c.Report(report.Finding{
		Pos: r.Pos(), End: r.End(), Sub: "useless",
		Message: "recover returns nil in the course of a goroutine, where nothing panics; call it inside a func literal that is deferred first",
	})
}

func (c *check) nameOf(call *calls.Call) string {
	if call.Fn != nil {
		return syntax.NameOf(call.Fn, c.Pkg)
	}
	if name := syntax.ExprName(call.Expr.Fun); name != "" {
		return name
	}
	return "this literal"
}
