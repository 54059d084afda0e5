package stopwait

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// deadline reports a stop method that is given a context and waits for longer
// than that, if need be for ever.
func (c *check) deadline(o *owner, stop *calls.Func) {
	if stop.Sig.Params().Len() == 0 || c.hearsDone(stop) {
		return
	}
	ctx := ctxName(stop)
	if at, what := c.bareWait(stop, 2); at != nil {
		c.Report(report.Finding{
			Pos: at.Pos(), End: at.End(), Sub: "deadline",
			Message: stop.Name() + " waits for " + what + " for as long as that takes, even when " + ctx + " is over; wait in a select with its Done channel",
		})
	}
}

// hearsDone: some select or receive of the method hears its context.
func (c *check) hearsDone(stop *calls.Func) bool {
	ctx := stop.Sig.Params().At(0)
	for _, sel := range stop.Selects {
		for _, stmt := range sel.Body.List {
			ch, _ := syntax.CommChannel(stmt.(*ast.CommClause))
			if call, ok := ast.Unparen(ch).(*ast.CallExpr); ok && c.Sum.IsDone(ch) && len(call.Args) == 0 {
				return true
			}
		}
	}
	found := false
	ast.Inspect(stop.Body, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		found = found || ok && (sel.Sel.Name == "Done" || sel.Sel.Name == "Err" || sel.Sel.Name == "Deadline") && syntax.VarOf(c.Info, sel.X) == ctx
		return !found
	})
	return found
}

// bareWait returns the first wait of a function without an end of its own: for a
// group, a channel or a condition that is asked again and again; also one in a
// function of the package that it calls without a context.
func (c *check) bareWait(f *calls.Func, depth int) (ast.Node, string) {
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && !summary.IsTimer(c.Info, op.Chan) && !c.hasRoomFor(op) {
			return op.Node, syntax.ExprName(op.Chan)
		}
	}
	for _, l := range f.Loops {
		if c.isAsking(l) {
			return &ast.Ident{NamePos: l.Pos(), Name: "for"}, "its condition"
		}
	}
	for _, call := range f.Calls {
		if call.Mode != calls.Plain || call.Fn == nil || takesContext(call) {
			continue
		}
		row, known := c.Table.Call(call.Fn)
		if known && row.Does&knowledge.Joins != 0 {
			if c.isGivenContext(f) {
				continue
			}
			return call.Expr, syntax.ExprName(call.Expr.Fun)
		}
		body := c.Graph.Decl(call.Fn)
		if body == nil || depth == 0 || c.Sum.AlwaysOf(call.Expr)&knowledge.Joins == 0 {
			continue
		}
		if at, what := c.bareWait(body, depth-1); at != nil {
			return call.Expr, what + " in " + call.Fn.Name()
		}
	}
	return nil, ""
}

// isGivenContext: what f starts itself, and waits for, uses the context.
func (c *check) isGivenContext(f *calls.Func) bool {
	found := false
	for _, lit := range f.Lits {
		ast.Inspect(lit.Body, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if ok {
				v, ok := c.Info.Uses[id].(*types.Var)
				found = found || ok && f.Param(v) >= 0 && syntax.IsContext(v.Type())
			}
			return !found
		})
	}
	return found
}

// hasRoomFor: a slot is given back, or a value is taken that is there.
func (c *check) hasRoomFor(op calls.ChanOp) bool {
	v := c.Channels().Of(op.Chan)
	if v == nil || !c.Channels().HasRoom(v) {
		return false
	}
	ch, ok := v.Type().Underlying().(*types.Chan)
	if !ok {
		return false
	}
	st, ok := ch.Elem().Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// isAsking: a loop that does nothing, or only sleeps, until its condition changes.
func (c *check) isAsking(l *calls.Loop) bool {
	loop, ok := l.Stmt.(*ast.ForStmt)
	if !ok || loop.Cond == nil || l.Kind == calls.Finite || len(c.Exits(l)) > 0 {
		return false
	}
	for _, stmt := range l.Body.List {
		call, ok := stmt.(*ast.ExprStmt)
		if !ok {
			return false
		}
		expr, ok := call.X.(*ast.CallExpr)
		if !ok || c.Sum.AlwaysOf(expr)&knowledge.Pauses == 0 && !isYield(syntax.Callee(c.Info, expr)) {
			return false
		}
	}
	return true
}

func isYield(fn *types.Func) bool {
	return fn != nil && fn.Name() == "Gosched"
}

func takesContext(call *calls.Call) bool {
	params := call.Fn.Signature().Params()
	for i := range params.Len() {
		if syntax.IsContext(params.At(i).Type()) {
			return true
		}
	}
	return false
}
