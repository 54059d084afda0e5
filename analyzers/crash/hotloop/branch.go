package hotloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// branch follows what a condition says of the error that was not looked at yet.
func (c *check) branch(s *scope, cond ast.Expr, taken bool, t turn) (turn, bool) {
	if t.closed != nil {
		return c.branchClosed(s, cond, taken, t)
	}
	if c.saysTimeout(cond, taken) {
		return t, false // the time went by in the call
	}
	if is, last := caseOf(s.body, cond); is {
		return t, taken || !last // the cases are taken for all that there are
	}
	if !taken && c.judges(cond) {
		return t, true // isFatal(err) said no
	}
	if _, other := c.Test(cond, !taken); other == services.OnStop {
		t.asked = true
	}
	v, reason := c.Test(cond, taken)
	if t.failed != nil && c.goesAroundPause(s, cond, reason) {
		return t, false
	}
	switch {
	case reason == services.OnStop && !isPlainFlag(cond), reason == services.OnSourceEnd:
		return t, false // a loop that goes on after its end is another check's business
	case reason == services.OnError && v != nil && v == t.err:
		t.failed, t.err, t.bad = t.call, nil, v
		t.chosen, t.test = enclosingIf(s.body, cond), cond
	case t.bad != nil && c.isNilTest(cond, taken, t.bad):
		return t, false // it is not
	case t.err != nil && c.isNilTest(cond, taken, t.err):
		return c.succeeded(s, t)
	case taken && t.failed != nil:
		t.specific = t.specific || c.tellsApart(cond) || c.assertsType(s, cond)
		if inner := enclosingIf(s.body, cond); inner != nil && endsInContinue(inner.Body) {
			t.chosen = inner
		}
	case t.err != nil && c.MentionsAny(cond, map[*types.Var]bool{t.err: true}):
		// errors.Is(err, errEmpty): which error it is decides, not whether
	case reason == services.ByResult && !c.isErrorTest(cond):
		t.moves = t.moves || t.failed == nil && c.readsTurn(s, cond)
	}
	return t, true
}

// caseOf reports whether a condition of the graph is the value of a case in
// switch s.state { case follower: ... }, and whether it is the last one of a
// switch without a default.
func caseOf(body *ast.BlockStmt, cond ast.Expr) (is, last bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		sw, ok := n.(*ast.SwitchStmt)
		if !ok || sw.Tag == nil || is {
			return !is
		}
		hasDefault := false
		for _, cl := range sw.Body.List {
			values := cl.(*ast.CaseClause).List
			hasDefault = hasDefault || len(values) == 0
			for _, value := range values {
				if last = value == cond; last {
					is = true
				}
			}
		}
		last = last && !hasDefault && len(sw.Body.List) > 1
		return !is
	})
	return is, is && last
}

// judges: isFatal(err), errors.Is(err, errEmpty), strings.Contains(err.Error(), text).
func (c *check) judges(cond ast.Expr) bool {
	call, ok := ast.Unparen(cond).(*ast.CallExpr)
	return ok && (c.tellsApart(call) || c.JudgesError(call))
}

// goesAroundPause: if delay > 0 { time.Sleep(delay) }. Where this does not sleep,
// the next turn does, or nobody wanted it to.
func (c *check) goesAroundPause(s *scope, cond ast.Expr, reason services.Reason) bool {
	if reason == services.OnError || c.judges(cond) {
		return false
	}
	stmt := enclosingIf(s.body, cond)
	return stmt != nil && stmt.Else == nil && !endsInContinue(stmt.Body) && c.pauses(s.f, stmt.Body)
}

// isPlainFlag: s.closed or s.running, either side of which may be the stop. The
// one that leaves the loop ends the path by that.
func isPlainFlag(cond ast.Expr) bool {
	switch ast.Unparen(cond).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		return true
	}
	return false
}

// isNilTest: err == nil that holds.
func (c *check) isNilTest(cond ast.Expr, taken bool, err *types.Var) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && c.Info.Types[e.Y].IsNil() && syntax.VarOf(c.Info, e.X) == err && (e.Op == token.EQL) == taken
}

func (c *check) isErrorTest(cond ast.Expr) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && syntax.IsError(c.Info.TypeOf(e.X))
}

// tellsApart: errors.Is(err, ErrConflict), isTemporary(err).
func (c *check) tellsApart(cond ast.Expr) bool {
	call, ok := ast.Unparen(cond).(*ast.CallExpr)
	if !ok {
		e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
		return ok && syntax.IsError(c.Info.TypeOf(e.X)) && !c.Info.Types[e.Y].IsNil()
	}
	for _, arg := range call.Args {
		if syntax.IsError(c.Info.TypeOf(arg)) {
			return true
		}
	}
	return false
}

// assertsType: if se, ok := err.(StreamError); ok. An interface asks how bad the
// error is, a type which one it is.
func (c *check) assertsType(s *scope, cond ast.Expr) bool {
	stmt := enclosingIf(s.body, cond)
	if stmt == nil {
		return false
	}
	a, ok := stmt.Init.(*ast.AssignStmt)
	if !ok || len(a.Rhs) != 1 {
		return false
	}
	e, ok := ast.Unparen(a.Rhs[0]).(*ast.TypeAssertExpr)
	return ok && e.Type != nil && syntax.IsError(c.Info.TypeOf(e.X)) && !types.IsInterface(c.Info.TypeOf(e.Type))
}

// saysTimeout recognises the tests for "nothing came in time" in their usual
// spellings: errors.Is(err, os.ErrDeadlineExceeded), ne.Timeout(), isTimeout(err),
// err == redis.Nil.
func (c *check) saysTimeout(cond ast.Expr, taken bool) bool {
	if !taken {
		return false
	}
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			switch id.Name {
			case "DeadlineExceeded", "ErrDeadlineExceeded", "Timeout", "IsTimeout", "isTimeout", "ErrTimeout", "Nil", "EAGAIN", "EINTR":
				found = true
			}
		}
		return !found
	})
	return found
}

// readsTurn reports whether a condition depends on what this turn computed, so
// that the turn may well make progress.
func (c *check) readsTurn(s *scope, cond ast.Expr) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, ok := c.Info.Uses[id].(*types.Var)
			found = found || ok && syntax.Contains(s.body, v.Pos())
		}
		return !found
	})
	return found
}
