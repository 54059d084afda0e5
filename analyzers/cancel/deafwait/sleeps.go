package deafwait

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// patience is the longest sleep that is accepted in a loop that looks at the stop
// signal in each turn, or in one of few tries: the stop is late by that at most.
const patience = time.Second

// sleeps reports calls that only let time pass: time.Sleep, and functions that
// sleep in any case and have nothing to listen to themselves.
func (c *check) sleeps(f *calls.Func) {
	for _, call := range f.Calls {
		if call.Mode == calls.Plain && c.isSleep(call) {
			if h := c.listen(f, call.Expr); h != nil {
				c.reportSleep(h, syntax.ExprName(call.Expr.Fun), c.lengthOf(call))
			}
		}
	}
}

func (c *check) isSleep(call *calls.Call) bool {
	if isTimeSleep(call) {
		return true
	}
	if call.Fn == nil || c.Sum.AlwaysOf(call.Expr)&knowledge.Pauses == 0 {
		return false
	}
	body := c.Graph.Decl(call.Fn)
	return body != nil && c.onlySleeps(body) && c.SignalAt(body, body.Body.Rbrace) == nil
}

func isTimeSleep(call *calls.Call) bool {
	return call.Fn != nil && call.Fn.Pkg() != nil && call.Fn.Pkg().Path() == "time" && call.Fn.Name() == "Sleep"
}

// onlySleeps: a helper that computes for how long, and sleeps.
func (c *check) onlySleeps(f *calls.Func) bool {
	if len(f.Loops) > 0 || len(f.Selects) > 0 || len(f.Lits) > 0 || c.Sum.Of(f).May.Has(knowledge.Asks|knowledge.Receives|summary.Starts) {
		return false
	}
	for _, call := range f.Calls {
		if isTimeSleep(call) {
			return true
		}
	}
	return false
}

// lengthOf returns for how long a call sleeps, -1 when that is not constant.
func (c *check) lengthOf(call *calls.Call) time.Duration {
	if !isTimeSleep(call) {
		for _, inner := range c.Graph.Decl(call.Fn).Calls {
			if isTimeSleep(inner) {
				return c.lengthOf(inner)
			}
		}
		return -1
	}
	return c.constant(call.Expr.Args[0])
}

func (c *check) constant(d ast.Expr) time.Duration {
	if n, ok := syntax.ConstInt(c.Info, d); ok {
		return time.Duration(n)
	}
	return -1
}

func (c *check) reportSleep(h *heard, what string, length time.Duration) {
	if length >= 0 && (length < c.short || c.isBrief(h, length)) || c.makesStop(h) {
		return
	}
	f := report.Finding{
		Sub:     "sleep",
		Message: c.inWhat(h) + " cannot be stopped while " + what + " lasts: it does not hear " + h.signal.Chan + "; wait in a select on that and a timer",
	}
	if call, ok := h.at.(*ast.CallExpr); ok && what == "time.Sleep" {
		f.Fixes = c.fixSleep(h, call)
		if h.checks && c.startsBrief(h, call.Args[0]) {
			f.Tier = report.Strict // a pause that grows, in a loop that hears the stop
		}
	}
	c.emit(h, f)
}

// isBrief: a second in a loop that hears the stop before or after it, or between
// the few tries of a loop that counts.
func (c *check) isBrief(h *heard, length time.Duration) bool {
	return length <= patience && (h.checks || h.ends || h.loop == nil || h.loop.Kind == calls.Finite)
}

// startsBrief: for how long is in a local variable that begins with a second at most.
func (c *check) startsBrief(h *heard, d ast.Expr) bool {
	v := syntax.VarOf(c.Info, d)
	if v == nil || v.IsField() {
		return false
	}
	brief := false
	ast.Inspect(h.f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && a.Tok == token.DEFINE && len(a.Lhs) == 1 && len(a.Rhs) == 1 && syntax.VarOf(c.Info, a.Lhs[0]) == v {
			length := c.constant(a.Rhs[0])
			brief = length >= 0 && length <= patience
		}
		return !brief
	})
	return brief
}

func (c *check) inWhat(h *heard) string {
	if a := c.reached[h.f]; a != nil && a.Body == h.f {
		return a.Name()
	}
	if h.f.Obj == nil {
		return "the function in " + h.f.Outer().Name()
	}
	return h.f.Name()
}

// timers reports a receive from a timer outside of a select.
func (c *check) timer(h *heard, op calls.ChanOp) {
	if op.Kind != calls.Receive && op.Kind != calls.Range || c.isDraining(h, op) {
		return
	}
	length := time.Duration(-1)
	if call, ok := ast.Unparen(op.Chan).(*ast.CallExpr); ok && len(call.Args) == 1 {
		length = c.constant(call.Args[0]) // <-time.After(d)
	} else if c.isSpent(h, op) {
		return
	}
	if op.Kind == calls.Range {
		h.checks = h.loop != nil && c.LeavesOnStop(h.loop)
	}
	c.reportSleep(h, "the wait for "+syntax.ExprName(op.Chan), length)
}

// isSpent: t := time.NewTimer(0); <-t.C. It has fired already.
func (c *check) isSpent(h *heard, op calls.ChanOp) bool {
	sel, ok := ast.Unparen(op.Chan).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	timer, spent := syntax.VarOf(c.Info, sel.X), false
	set := func(to, value ast.Expr) {
		if to.Pos() < op.Node.Pos() && timer != nil && syntax.VarOf(c.Info, to) == timer {
			call, ok := ast.Unparen(value).(*ast.CallExpr)
			spent = ok && len(call.Args) == 1 && c.constant(call.Args[0]) == 0
		}
	}
	ast.Inspect(h.f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 {
				set(n.Lhs[0], n.Rhs[0])
			}
		case *ast.ValueSpec:
			if len(n.Names) == 1 && len(n.Values) == 1 {
				set(n.Names[0], n.Values[0])
			}
		}
		return true
	})
	return spent
}

// isDraining: if !t.Stop() { <-t.C }. The timer has fired.
func (c *check) isDraining(h *heard, op calls.ChanOp) bool {
	sel, ok := ast.Unparen(op.Chan).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	found := false
	ast.Inspect(h.f.Body, func(n ast.Node) bool {
		check, ok := n.(*ast.IfStmt)
		if !ok || !syntax.Contains(check.Body, op.Node.Pos()) {
			return true
		}
		ast.Inspect(check.Cond, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				m, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
				found = found || ok && (m.Sel.Name == "Stop" || m.Sel.Name == "Reset") && syntax.ExprName(m.X) == syntax.ExprName(sel.X)
			}
			return true
		})
		return true
	})
	return found
}

// fixSleep makes a select of a sleep that is a statement, in a function that can
// return what it has: nothing, or the error of its context.
func (c *check) fixSleep(h *heard, call *ast.CallExpr) []analysis.SuggestedFix {
	ret, ok := c.returns(h)
	if !ok || !c.isStatement(h, call) {
		return nil
	}
	pkg := syntax.ExprName(call.Fun)[:len(syntax.ExprName(call.Fun))-len(".Sleep")]
	text := func(n ast.Node) string { return c.source(n) }
	edit := "select {\ncase <-" + h.signal.Chan + ":\nreturn" + ret + "\ncase <-" + pkg + ".After(" + text(call.Args[0]) + "):\n}"
	return []analysis.SuggestedFix{{
		Message:   "wait for " + h.signal.Chan + " as well",
		TextEdits: []analysis.TextEdit{{Pos: call.Pos(), End: call.End(), NewText: []byte(edit)}},
	}}
}

// returns writes the result for a return on the stop: none, or ctx.Err().
func (c *check) returns(h *heard) (string, bool) {
	results := h.f.Type.Results
	switch {
	case results == nil || len(results.List) == 0:
		return "", true
	case h.signal.Ctx == "" || len(results.List) != 1 || len(results.List[0].Names) > 0 || !syntax.IsError(c.Info.TypeOf(results.List[0].Type)):
		return "", false
	}
	return " " + h.signal.Ctx + ".Err()", true
}

func (c *check) isStatement(h *heard, call *ast.CallExpr) bool {
	found := false
	ast.Inspect(h.f.Body, func(n ast.Node) bool {
		stmt, ok := n.(*ast.ExprStmt)
		found = found || ok && ast.Unparen(stmt.X) == ast.Expr(call)
		return !found
	})
	return found
}

// source writes an expression as it would be formatted.
func (c *check) source(n ast.Node) string {
	var b bytes.Buffer
	if err := format.Node(&b, token.NewFileSet(), n); err != nil {
		return ""
	}
	return b.String()
}
