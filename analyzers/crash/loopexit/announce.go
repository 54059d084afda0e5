package loopexit

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// announcedBefore looks at the statements in front of the exit, in the blocks
// around it within the loop.
func (c *check) announcedBefore(l *calls.Loop, e services.Exit) bool {
	found := false
	ast.PreorderStack(l.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != e.Node {
			return !found
		}
		for i := len(stack) - 1; i > 0 && !found; i-- {
			found = c.announcedIn(stack[i], stack, e)
		}
		return false
	})
	return found
}

func (c *check) announcedIn(n ast.Node, stack []ast.Node, e services.Exit) bool {
	var list []ast.Stmt
	switch n := n.(type) {
	case *ast.BlockStmt:
		list = n.List
	case *ast.CaseClause:
		list = n.Body
	case *ast.CommClause:
		list = n.Body
	}
	last := false
	for _, stmt := range list {
		if syntax.Contains(stmt, e.Node.Pos()) {
			break
		}
		last = last || c.announces(stmt) && !c.isItemSend(stmt, stack[0])
	}
	_, isLoop := n.(*ast.BlockStmt)
	return last && (!isLoop || len(stack) > 1)
}

// isItemSend: the error is sent on the channel that carries the items of other
// turns. Its reader takes it for one of them and waits for the next.
func (c *check) isItemSend(stmt ast.Stmt, body ast.Node) bool {
	send, ok := stmt.(*ast.SendStmt)
	if !ok {
		return false
	}
	ch := syntax.VarOf(c.Info, send.Chan)
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		other, ok := n.(*ast.SendStmt)
		if ok && other != send && ch != nil && syntax.VarOf(c.Info, other.Chan) == ch && !c.isUnderError(body, other) {
			found = true
		}
		return !found
	})
	return found
}

// isUnderError: the statement stands in a branch that is taken on an error.
func (c *check) isUnderError(body ast.Node, stmt ast.Stmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if check, ok := n.(*ast.IfStmt); ok && syntax.Contains(check.Body, stmt.Pos()) {
			_, reason := c.Test(check.Cond, true)
			found = found || reason == services.OnError
		}
		return !found
	})
	return found
}

// sendsBefore: the error was at least sent, although its reader may not see
// that nothing comes after it.
func (c *check) sendsBefore(l *calls.Loop, e services.Exit) bool {
	found := false
	ast.PreorderStack(l.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n == e.Node {
			for _, stmt := range c.listAround(stack) {
				_, send := stmt.(*ast.SendStmt)
				found = found || send && stmt.Pos() < e.Node.Pos()
			}
		}
		return !found
	})
	return found
}

func (c *check) listAround(stack []ast.Node) []ast.Stmt {
	switch n := stack[len(stack)-1].(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// announcedAfter looks at what follows the loop, for an exit by break or goto.
func (c *check) announcedAfter(l *calls.Loop, e services.Exit) bool {
	if _, ok := e.Node.(*ast.ReturnStmt); ok {
		return false
	}
	found := false
	for _, stmt := range l.Func.Body.List {
		if stmt.Pos() > l.Stmt.End() {
			found = found || c.announces(stmt)
		}
	}
	return found
}

// announcedInDefer: a deferred call that tells others.
func (c *check) announcedInDefer(f *calls.Func) bool {
	for _, d := range f.Calls {
		if d.Mode != calls.Defer || d.Loop != nil {
			continue // one in the loop is clean-up of a turn
		}
		if c.isAnnouncement(d.Expr) && !c.isJoinOnly(d.Expr) {
			return true
		}
		for _, body := range c.Graph.Bodies(d) {
			if body.Lit != nil && c.announces(body.Body) {
				return true
			}
		}
	}
	return false
}

// handedOnInDefer: defer func() { s.dispose(err) }() hands the error that ended the
// loop to a function that tells others, or closes what the loop was there for.
func (c *check) handedOnInDefer(f *calls.Func, e services.Exit) bool {
	if e.Err == nil {
		return false
	}
	for _, d := range f.Calls {
		if d.Mode != calls.Defer || d.Loop != nil {
			continue
		}
		for _, body := range c.Graph.Bodies(d) {
			if body.Lit != nil && slices.ContainsFunc(body.Calls, func(call *calls.Call) bool { return c.isGiven(call, e) }) {
				return true
			}
		}
	}
	return false
}

// isGiven: the call is given the error, or the variable that it was put into.
func (c *check) isGiven(call *calls.Call, e services.Exit) bool {
	f := c.Graph.Decl(call.Fn)
	return f != nil && (c.announces(f.Body) || c.endsSomething(f)) && slices.ContainsFunc(call.Expr.Args, func(arg ast.Expr) bool {
		v := syntax.VarOf(c.Info, arg)
		return v != nil && (v == e.Err || c.isPutInto(call.Func.Outer(), v, e.Err))
	})
}

// endsSomething: it closes or stops something, maybe in a sync.Once.
func (c *check) endsSomething(f *calls.Func) bool {
	return slices.ContainsFunc(f.Calls, func(call *calls.Call) bool { return call.Fn != nil && services.IsStopName(call.Fn.Name()) }) ||
		slices.ContainsFunc(f.Lits, c.endsSomething)
}

func (c *check) isPutInto(f *calls.Func, v, err *types.Var) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		set, ok := n.(*ast.AssignStmt)
		found = found || ok && len(set.Lhs) == 1 && len(set.Rhs) == 1 && syntax.VarOf(c.Info, set.Lhs[0]) == v && syntax.VarOf(c.Info, set.Rhs[0]) == err
		return !found
	})
	return found
}

// isJoinOnly reports whether a call closes a channel on which only the stop path
// waits.
func (c *check) isJoinOnly(call *ast.CallExpr) bool {
	return syntax.IsBuiltin(c.Info, call, "close") && c.IsAwaitedByStop(call.Args[0])
}

// announces reports whether a statement surely tells somebody, on the spot.
func (c *check) announces(stmt ast.Node) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.SendStmt:
			found = true
		case *ast.GoStmt:
			found = true // starts something in its place
			return false
		case *ast.CallExpr:
			found = found || c.isAnnouncement(n)
		}
		return !found
	})
	return found
}

// announcers are more words in the names of functions that tell others about an
// end.
var announcers = []string{"close", "disconnect", "publish", "handleerror", "reset", "report"}

func (c *check) isAnnouncement(call *ast.CallExpr) bool {
	if syntax.IsBuiltin(c.Info, call, "close") || syntax.IsBuiltin(c.Info, call, "panic") {
		return true
	}
	if !c.Sum.MayReturn(call) || c.MayOf(call).Has(knowledge.Exits) {
		return true
	}
	name := syntax.ExprName(call.Fun)
	return services.SaysTell(name[strings.LastIndexByte(name, '.')+1:], announcers...) && !isTimerStop(c.Info, call)
}

// isTimerStop: ticker.Stop() and rows.Close() tell nobody.
func isTimerStop(info *types.Info, call *ast.CallExpr) bool {
	fn := syntax.Callee(info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "time", "database/sql", "io", "os":
		return true
	}
	return false
}
