package hotloop

import (
	"go/ast"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// succeeded is called where the error of the last call turns out to be nil. A
// call that waits for somebody waited. A round trip does not: it is followed on
// if what it fetched has to be acknowledged.
func (c *check) succeeded(s *scope, t turn) (turn, bool) {
	if t.guess || s.loop == nil || c.Sum.AlwaysOf(t.call)&knowledge.Receives != 0 || t.fetched == nil && !c.isAcknowledged(s, t.call) {
		return t, false
	}
	if t.fetched == nil {
		t.fetched = t.call
	}
	t.err = nil
	return t, true
}

// isAcknowledged: the turn finishes on the same object what it fetched there.
func (c *check) isAcknowledged(s *scope, fetch *ast.CallExpr) bool {
	found := false
	ast.Inspect(s.body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		found = found || ok && call.Pos() > fetch.Pos() && isAck(call) && sameReceiver(call, fetch)
		return !found
	})
	return found
}

func isAck(call *ast.CallExpr) bool {
	name := strings.ToLower(syntax.ExprName(call.Fun))
	name = name[strings.LastIndex(name, ".")+1:]
	for _, word := range []string{"ack", "commit", "nack", "finish", "complete", "finalize"} {
		if strings.HasPrefix(name, word) {
			return true
		}
	}
	return false
}

func sameReceiver(a, b *ast.CallExpr) bool {
	x, ok1 := ast.Unparen(a.Fun).(*ast.SelectorExpr)
	y, ok2 := ast.Unparen(b.Fun).(*ast.SelectorExpr)
	return ok1 && ok2 && syntax.ExprName(x.X) != "" && syntax.ExprName(x.X) == syntax.ExprName(y.X)
}

// reportUnacked is called for a path on which something was fetched without a
// wait. If its acknowledgement failed, the next turn fetches it again.
func (c *check) reportUnacked(s *scope, t turn) {
	if t.failed == nil || !isAck(t.failed) || !sameReceiver(t.failed, t.fetched) || c.found[t.failed.Pos()] || isInInner(s.loop, t.failed) || !c.isPacedElsewhere(s, t.fetched) {
		return
	}
	c.found[t.failed.Pos()] = true
	name, again := syntax.ExprName(t.failed.Fun), syntax.ExprName(t.fetched.Fun)
	pos, end := place(t)
	c.Report(report.Finding{
		Pos: pos, End: end, Sub: "error",
		Message: "when " + name + " fails, " + again + " hands out the same work again at once and this loop spins on it; pause here as on the other errors of this loop",
		Related: c.loopAt(s.loop), Fixes: c.fixPause(s.loop, pos),
	})
}

// isInInner: one of many, whose failure is remembered for later.
func isInInner(loop *calls.Loop, call *ast.CallExpr) bool {
	for _, inner := range loop.Func.Loops {
		if inner != loop && inner.Within(loop) && syntax.Contains(inner.Body, call.Pos()) {
			return true
		}
	}
	return false
}
