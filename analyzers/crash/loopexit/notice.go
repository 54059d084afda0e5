package loopexit

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isSourceOf reports whether the failed call reads from the connection, stream
// or file that the loop is there for: with that gone the loop is done, and
// somebody dials or accepts again.
func (c *check) isSourceOf(l *calls.Loop, call *ast.CallExpr) bool {
	if call == nil {
		return false
	}
	fn := syntax.Callee(c.Info, call)
	if fn != nil && (strings.HasPrefix(fn.Name(), "ReadFrom") || strings.HasPrefix(fn.Name(), "ReadMsg")) {
		return false // a packet socket is nobody's connection
	}
	operands := append([]ast.Expr{}, call.Args...)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append(operands, sel.X)
	}
	for _, x := range operands {
		if c.IsConnection(c.Info.TypeOf(x)) {
			return true
		}
	}
	return fn != nil && readsInput(fn) && c.Sum.AlwaysOf(call)&knowledge.Receives != 0
}

// isClassified reports whether the loop tells the errors of a call apart and
// goes on after some of them: what is left is meant to end it.
func (c *check) isClassified(l *calls.Loop, err *types.Var) bool {
	found := false
	ast.Inspect(l.Body, func(n ast.Node) bool {
		stmt, ok := n.(*ast.IfStmt)
		if ok && err != nil && c.tellsApart(stmt, err) && goesOn(stmt.Body) {
			found = true
		}
		return !found
	})
	return found
}

// tellsApart: if ne, ok := err.(net.Error); ok && ne.Temporary(), errors.As(err,
// &ne), isTemporary(err).
func (c *check) tellsApart(stmt *ast.IfStmt, err *types.Var) bool {
	found := false
	look := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			for _, arg := range n.Args {
				found = found || syntax.VarOf(c.Info, arg) == err
			}
		case *ast.TypeAssertExpr:
			found = found || syntax.VarOf(c.Info, n.X) == err
		case *ast.BinaryExpr:
			found = found || syntax.VarOf(c.Info, n.X) == err && !c.Info.Types[n.Y].IsNil()
		}
		return !found
	}
	ast.Inspect(stmt.Cond, look)
	if stmt.Init != nil {
		ast.Inspect(stmt.Init, look)
	}
	return found
}

func goesOn(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	b, ok := body.List[len(body.List)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.CONTINUE
}

// readsInput: a method of a reader, scanner or decoder.
func readsInput(fn *types.Func) bool {
	if fn.Pkg() == nil || fn.Signature().Recv() == nil {
		return fn.Pkg() != nil && fn.Pkg().Path() == "io"
	}
	switch fn.Pkg().Path() {
	case "bufio", "io", "encoding/json", "encoding/gob", "encoding/xml", "os", "mime/multipart", "net/textproto":
		return true
	}
	return false
}

// isNoticed reports whether somebody learns that the loop ended: the exit or
// what follows it ends the process, cancels or closes something, sends on a
// channel, or returns the error to a group, a host or a caller that looks at it.
func (c *check) isNoticed(a *services.Activation, e services.Exit) bool {
	if a.Row != nil && a.Row.Error != knowledge.NoResult && a.Row.Error != knowledge.Dropped && a.Row.Error != knowledge.Logged && c.returnsError(e, a.Loop.Func) {
		return true
	}
	if c.isRestarted(a) || c.announcedBefore(a.Loop, e) || c.announcedAfter(a.Loop, e) || c.announcedInDefer(a.Loop.Func) {
		return true
	}
	if a.Loop.Func == a.Body {
		return a.How == services.Loop && c.returnsError(e, a.Body)
	}
	return c.callerNotices(a, e)
}

// isRestarted: what runs the body runs it again and again, such as wait.Until.
func (c *check) isRestarted(a *services.Activation) bool {
	return a.Call != nil && a.Arg >= 0 && c.Sum.UseOf(a.Call, a.Arg)&summary.Repeats != 0
}

// returnsError reports whether the exit returns a value that is not nil.
func (c *check) returnsError(e services.Exit, f *calls.Func) bool {
	r, ok := e.Node.(*ast.ReturnStmt)
	if !ok {
		return f.Sig.Results().Len() > 0
	}
	for _, res := range r.Results {
		if !c.Info.Types[res].IsNil() {
			return true
		}
	}
	return len(r.Results) == 0 && f.Sig.Results().Len() > 0
}

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
		if d.Mode != calls.Defer {
			continue
		}
		if c.isAnnouncement(d.Expr) {
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

// announcers are words in the names of functions that tell others about an end.
// They are only used to stay silent.
var announcers = []string{"cancel", "stop", "shutdown", "kill", "close", "exit", "fatal", "restart", "reconnect", "retry", "fail", "abort", "terminate", "notify", "unregister", "disconnect", "quit", "publish", "onerror", "handleerror", "die", "setstate", "reset", "resubscribe", "report"}

func (c *check) isAnnouncement(call *ast.CallExpr) bool {
	if syntax.IsBuiltin(c.Info, call, "close") || syntax.IsBuiltin(c.Info, call, "panic") {
		return true
	}
	if !c.Sum.MayReturn(call) || c.MayOf(call).Has(knowledge.Exits) {
		return true
	}
	name := strings.ToLower(syntax.ExprName(call.Fun))
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		name = name[i+1:]
	}
	for _, word := range announcers {
		if strings.Contains(name, word) && !isTimerStop(c.Info, call) {
			return true
		}
	}
	return false
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

// callerNotices follows an error from the function with the loop to the body
// that calls it: what does that do with the result?
func (c *check) callerNotices(a *services.Activation, e services.Exit) bool {
	if !c.returnsError(e, a.Loop.Func) && a.Loop.Func.Sig.Results().Len() > 0 {
		return false // return nil: nothing to see
	}
	for _, u := range c.Graph.Uses(a.Loop.Func) {
		if a.Body == nil || !a.Body.Encloses(u.Call.Func) && u.Call.Func != a.Body {
			continue
		}
		if c.usesResult(u.Call) || c.followedByAnnouncement(u.Call) || c.announcedInDefer(u.Call.Func) || u.Call.Loop != nil {
			return true
		}
	}
	return false
}

// usesResult: the call is part of an assignment, condition, send or argument
// whose value goes somewhere other than a log.
func (c *check) usesResult(call *calls.Call) bool {
	used := false
	ast.PreorderStack(call.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != call.Expr {
			return !used
		}
		switch parent := stack[len(stack)-1].(type) {
		case *ast.SendStmt, *ast.ReturnStmt:
			used = true
		case *ast.CallExpr:
			used = parent != call.Expr
		case *ast.AssignStmt:
			used = c.goesSomewhere(call.Func, parent)
		}
		return false
	})
	return used
}

// goesSomewhere: the variable with the error is sent, returned, stored, or
// handled by something that announces it.
func (c *check) goesSomewhere(f *calls.Func, a *ast.AssignStmt) bool {
	v := syntax.VarOf(c.Info, a.Lhs[len(a.Lhs)-1])
	if v == nil {
		return false
	}
	if v.IsField() {
		return true
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = found || syntax.VarOf(c.Info, n.Value) == v
		case *ast.ReturnStmt:
			for _, r := range n.Results {
				found = found || syntax.VarOf(c.Info, r) == v
			}
		case *ast.IfStmt:
			if n.Init == a || n.Pos() > a.Pos() {
				found = found || c.announces(n.Body)
			}
		}
		return !found
	})
	return found
}

func (c *check) followedByAnnouncement(call *calls.Call) bool {
	for _, stmt := range call.Func.Body.List {
		if stmt.Pos() > call.Expr.End() && c.announces(stmt) {
			return true
		}
	}
	return false
}
