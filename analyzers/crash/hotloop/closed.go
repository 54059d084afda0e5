package hotloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// bareReceive finds a receive without ok in a statement or a case, and the
// variable that takes the value.
func (c *check) bareReceive(n ast.Node) (ch ast.Expr, v *types.Var) {
	if a, ok := n.(*ast.AssignStmt); ok {
		if len(a.Lhs) != 1 {
			return nil, nil
		}
		v = syntax.VarOf(c.Info, a.Lhs[0])
	}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case ast.Expr:
			if ch == nil {
				ch = syntax.Receive(n)
			}
		}
		return ch == nil
	})
	if a, ok := n.(*ast.AssignStmt); ok && ch != nil && syntax.Receive(a.Rhs[0]) == nil {
		v = nil // x := f(<-ch)
	}
	return ch, v
}

// receive takes the path on which a channel is closed: there the receive does
// not wait, and its value is zero.
func (c *check) receive(s *scope, n ast.Node, comm ast.Node, t turn) (turn, bool) {
	ch, v := c.bareReceive(comm)
	if ch == nil {
		return t, false
	}
	cl := c.closingAt(s.f, ch)
	if cl == nil || t.asked || c.isTakenAnew(s, ch) || c.isAskedFirst(s, ch, t.idle) {
		return t, false
	}
	t.closed, t.closing, t.zero, t.unsure = n, cl, v, t.waited
	t.err, t.idle = nil, nil
	return t, true
}

// isTakenAnew: kick := s.kickChan(), in each turn.
func (c *check) isTakenAnew(s *scope, ch ast.Expr) bool {
	v := syntax.VarOf(c.Info, ch)
	return v != nil && !v.IsField() && s.loop != nil && syntax.Contains(s.body, v.Pos())
}

// isAskedFirst: the default was taken of a select that receives from the same
// channel. Once that is closed, its own case is taken instead.
func (c *check) isAskedFirst(s *scope, ch ast.Expr, idle ast.Node) bool {
	sel := c.selectOf(s.f, idle)
	if sel == nil {
		return false
	}
	for _, cl := range sel.Body.List {
		if other, send := syntax.CommChannel(cl.(*ast.CommClause)); other != nil && !send && syntax.ExprName(other) == syntax.ExprName(ch) {
			return true
		}
	}
	return false
}

func (c *check) closingAt(f *calls.Func, ch ast.Expr) *closing {
	if cl, ok := c.closings[ch]; ok {
		return cl
	}
	cl := c.closing(f, ch)
	c.closings[ch] = cl
	return cl
}

// passClosed goes over a statement behind a receive from a closed channel.
func (c *check) passClosed(s *scope, n ast.Node, t turn) (turn, bool) {
	if c.replaces(n, t.closing.v, 2) || c.replaces(n, c.contextOf(t), 0) {
		return t, false
	}
	t.flags = t.flags || c.setsExit(s, n)
	t.derefs = t.derefs || c.dereferences(n, t.zero)
	if _, ok := n.(*ast.SendStmt); ok {
		return t, true // zero values are handed on as fast as they are taken
	}
	waits := c.Sum.WaitsAt(s.f, n)
	return t, waits&(paces|knowledge.Receives) == 0 || c.isShortSleep(n)
}

// contextOf returns the variable ctx of a receive from ctx.Done().
func (c *check) contextOf(t turn) *types.Var {
	clause, ok := t.closed.(*ast.CommClause)
	if !ok || t.closing.how != byStop {
		return nil
	}
	ch, _ := syntax.CommChannel(clause)
	call, ok := ast.Unparen(ch).(*ast.CallExpr)
	if !ok {
		return nil
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		return syntax.VarOf(c.Info, sel.X)
	}
	return nil
}

// replaces reports whether a statement assigns the channel anew, or sets it to
// nil, itself or in a function of this package that it calls.
func (c *check) replaces(n ast.Node, v *types.Var, depth int) bool {
	if v == nil {
		return false
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				found = found || syntax.VarOf(c.Info, lhs) == v
			}
		case *ast.CallExpr:
			found = found || depth > 0 && c.isSetIn(v, n, depth)
		}
		return !found
	})
	return found
}

func (c *check) isSetIn(v *types.Var, call *ast.CallExpr, depth int) bool {
	for _, body := range c.Graph.Bodies(&calls.Call{Expr: call, Fn: syntax.Callee(c.Info, call)}) {
		for _, f := range c.channels().set[v] {
			if body.Encloses(f) {
				return true
			}
		}
		for _, inner := range body.Calls {
			if depth > 1 && c.isSetIn(v, inner.Expr, depth-1) {
				return true
			}
		}
	}
	return false
}

// setsExit: stopping = true, where some exit of the loop asks for stopping.
func (c *check) setsExit(s *scope, n ast.Node) bool {
	set := make(map[*types.Var]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				set[syntax.VarOf(c.Info, lhs)] = true
			}
		case *ast.IncDecStmt:
			set[syntax.VarOf(c.Info, n.X)] = true
		}
		return true
	})
	delete(set, nil)
	if len(set) == 0 || s.loop == nil {
		return false
	}
	if loop, ok := s.loop.Stmt.(*ast.ForStmt); ok && loop.Cond != nil && c.mentions(loop.Cond, set) {
		return true
	}
	for _, e := range c.exits(s.loop) {
		for _, cond := range e.Conds {
			if e.Reason != services.OnExit && c.mentions(cond, set) {
				return true
			}
		}
	}
	return false
}

// dereferences: m.Body, where m is the nil that a closed channel gives.
func (c *check) dereferences(n ast.Node, zero *types.Var) bool {
	if zero == nil {
		return false
	}
	if _, ok := zero.Type().Underlying().(*types.Pointer); !ok {
		return false
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SelectorExpr:
			sel := c.Info.Selections[n]
			found = found || sel != nil && sel.Kind() == types.FieldVal && syntax.VarOf(c.Info, n.X) == zero
		}
		return !found
	})
	return found
}

// branchClosed drops the side of a condition that a zero value cannot take.
func (c *check) branchClosed(s *scope, cond ast.Expr, taken bool, t turn) (turn, bool) {
	if is, last := caseOf(s.body, cond); is {
		return t, taken || !last // switch ctx.Err()
	}
	for _, side := range []bool{true, false} {
		if _, reason := c.Test(cond, side); reason == services.OnStop {
			return t, false // somebody looks whether to go on
		}
	}
	if value, known := c.onZero(cond, t.zero); known {
		return t, value == taken
	}
	return t, true
}

// onZero evaluates a condition for a zero value: v != nil, len(v) > 0, v, isFatal(err).
func (c *check) onZero(cond ast.Expr, zero *types.Var) (value, known bool) {
	if zero == nil {
		return false, false
	}
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		if !c.isZeroOf(e.X, zero) || !c.isZeroConst(e.Y) {
			return false, false
		}
		switch e.Op {
		case token.EQL, token.LEQ, token.GEQ:
			return true, true
		case token.NEQ, token.GTR, token.LSS:
			return false, true
		}
	case *ast.CallExpr:
		for _, arg := range e.Args {
			if syntax.VarOf(c.Info, arg) == zero && syntax.IsError(zero.Type()) {
				return false, true
			}
		}
	default:
		return false, syntax.VarOf(c.Info, cond) == zero
	}
	return false, false
}

// isZeroOf: v itself, or len(v).
func (c *check) isZeroOf(e ast.Expr, v *types.Var) bool {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && syntax.IsBuiltin(c.Info, call, "len") {
		e = call.Args[0]
	}
	_, field := ast.Unparen(e).(*ast.SelectorExpr)
	return !field && syntax.VarOf(c.Info, e) == v
}

func (c *check) isZeroConst(e ast.Expr) bool {
	if c.Info.Types[e].IsNil() {
		return true
	}
	v := c.Info.Types[e].Value
	return v != nil && (v.ExactString() == "0" || v.ExactString() == `""` || v.ExactString() == "false")
}

// rulesOut reports whether a case of a type switch cannot be the one that a nil
// interface value takes.
func (c *check) rulesOut(s *scope, clause ast.Stmt, zero *types.Var) bool {
	cc, ok := clause.(*ast.CaseClause)
	if !ok || zero == nil || len(cc.List) == 0 || !c.switchesOn(s, cc, zero) {
		return false
	}
	for _, e := range cc.List {
		if c.Info.Types[e].IsNil() {
			return false
		}
	}
	return true
}

func (c *check) switchesOn(s *scope, clause *ast.CaseClause, v *types.Var) bool {
	found := false
	ast.Inspect(s.body, func(n ast.Node) bool {
		sw, ok := n.(*ast.TypeSwitchStmt)
		if !ok || !syntax.Contains(sw.Body, clause.Pos()) {
			return true
		}
		ast.Inspect(sw.Assign, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && c.Info.Uses[id] == v
			return true
		})
		return true
	})
	return found
}

// reportClosed is called when a path behind a receive from a closed channel
// comes back to the head of the loop.
func (c *check) reportClosed(loop *calls.Loop, t turn) {
	if c.found[t.closed.Pos()] || !c.mayTurn(loop, t) {
		return
	}
	c.found[t.closed.Pos()] = true
	pos, end := t.closed.Pos(), t.closed.End()
	if clause, ok := t.closed.(*ast.CommClause); ok {
		pos, end = clause.Comm.Pos(), clause.Comm.End()
	}
	f := report.Finding{
		Pos: pos, End: end, Tier: c.tierOf(loop, t), Sub: "closed",
		Message: messageOf(t), Related: c.loopAt(loop),
	}
	if t.closing.at != nil {
		f.Related = append(f.Related, report.Related{Pos: t.closing.at.Pos(), End: t.closing.at.End(), Message: "closed here"})
	}
	if t.closing.how != byStop && !isSignal(t.closed) {
		f.Fixes = c.fixReceive(loop, t.closed)
	}
	c.Report(f)
}

func messageOf(t turn) string {
	name := t.closing.name
	switch {
	case t.closing.how == byStop && endsInBreak(t.closed):
		return "this break leaves only the select: once " + name + " is closed the case is ready in every turn and the loop spins; give the loop a label and break out of it, or return"
	case t.closing.how == byStop || isSignal(t.closed):
		return "once " + name + " is closed this case is ready in every turn and the loop spins; leave the loop here, or set the channel to nil"
	case t.closing.how == perhaps:
		return "should a caller close " + name + " this case is always ready with a nil error and the loop spins; receive with err, ok := <-" + name + " and leave the loop when ok is false, or set it to nil"
	case t.derefs:
		return "once " + name + " is closed this receive is always ready and gives nil, which panics below; receive with v, ok := <-" + name + " and leave the loop when ok is false"
	}
	return "once " + name + " is closed this receive is always ready and the loop spins on zero values; receive with v, ok := <-" + name + " and leave the loop when ok is false"
}

// isSignal: case <-stop, where the message is that there is one.
func isSignal(n ast.Node) bool {
	clause, ok := n.(*ast.CommClause)
	if !ok {
		return false
	}
	_, ok = clause.Comm.(*ast.ExprStmt)
	return ok
}

// mayTurn: loops that end with their own work are reported only where the case
// was meant to end them, or where they take what is there until nothing is left.
func (c *check) mayTurn(loop *calls.Loop, t turn) bool {
	if loop.Kind == calls.Endless {
		return !c.asksToStop(loop)
	}
	s, ok := loop.Stmt.(*ast.ForStmt)
	if !ok {
		return false
	}
	return s.Cond == nil && t.closing.how != byStop || t.closing.how == byStop && endsInBreak(t.closed)
}

// asksToStop: for ctx.Err() == nil.
func (c *check) asksToStop(loop *calls.Loop) bool {
	s, ok := loop.Stmt.(*ast.ForStmt)
	if !ok || s.Cond == nil {
		return false
	}
	_, yes := c.Test(s.Cond, true)
	_, no := c.Test(s.Cond, false)
	return yes == services.OnStop || no == services.OnStop
}

func endsInBreak(n ast.Node) bool {
	clause, ok := n.(*ast.CommClause)
	if !ok || len(clause.Body) == 0 {
		return false
	}
	b, ok := clause.Body[len(clause.Body)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.BREAK && b.Label == nil
}

func (c *check) tierOf(loop *calls.Loop, t turn) report.Tier {
	switch {
	case t.flags || t.derefs || t.closing.how == perhaps || t.closing.late:
		return report.Strict
	case t.closing.how == byStop && endsInBreak(t.closed):
		return report.Default // it was meant to leave the loop
	case loop.Kind != calls.Endless:
		return report.Strict
	case t.closing.how == byPeer || t.closing.how == byStop:
		return report.Default // that ends while the service goes on
	case t.unsure || c.hasOtherStop(loop, t.closed):
		return report.Strict // whoever closes the input stops the loop as well, as a rule
	}
	return report.Default
}

// hasOtherStop: another case of the select leaves the loop on a stop.
func (c *check) hasOtherStop(loop *calls.Loop, at ast.Node) bool {
	sel := c.selectOf(loop.Func, at)
	for _, e := range c.exits(loop) {
		if e.Reason == services.OnStop && sel != nil && syntax.Contains(sel, e.Node.Pos()) && !syntax.Contains(at, e.Node.Pos()) {
			return true
		}
	}
	return false
}
