package ctxdropped

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isMeant reports whether somebody chose the new context: a comment says so, or
// the variable's name does, or it serves to clean up after an error.
func (c *check) isMeant(call *calls.Call, fate fate) bool {
	for _, name := range fate.names {
		if hasWord(name, purposes) {
			return true
		}
	}
	for _, w := range fate.waits {
		if hasWord(w.name()[strings.LastIndexByte(w.name(), '.')+1:], undoing) {
			return true
		}
	}
	return c.isExplained(call) || c.isAfterError(call)
}

var (
	// purposes are words in the names of contexts that are there for a reason.
	purposes = []string{"shutdown", "stop", "cleanup", "detach", "background", "rollback", "release", "close", "drain", "grace", "independent", "uncancel", "bgctx"}
	// undoing are words in the names of what must happen whether or not the work
	// is still wanted.
	undoing = []string{"rollback", "release", "unlock", "cleanup", "abort", "shutdown", "close", "stop", "deregister", "unregister", "undo", "revert", "resign", "revoke", "cancel"}
	// reasons are words in comments that say why the context in reach is left out.
	reasons = []string{
		"detach", "background", "outliv", "outlast", "independen", "regardless", "even if", "even when", "even though", "still", "shutdown", "shutting down",
		"deliberate", "intention", "on purpose", "uncancel", "not cancel", "n't cancel", "without cancel", "already cancel", "be cancel", "is cancel", "was cancel",
		"own context", "new context", "separate context", "fresh context", "different context", "parent context", "request context", "caller's context", "not use", "n't use", "instead of",
	}
)

// hasWord goes by names and comments, and only to be less sure.
func hasWord(text string, words []string) bool {
	text = strings.ToLower(text)
	for _, word := range words {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// isExplained: a comment on the line, or on the lines above the statement, speaks
// of the context, and not of something to be done.
func (c *check) isExplained(call *calls.Call) bool {
	file := c.fileOf(call.Expr.Pos())
	if file == nil {
		return false
	}
	first := c.lineOf(call.Expr.Pos())
	for _, n := range inreach.PathTo(call.Func.Body, call.Expr) {
		if stmt, ok := n.(ast.Stmt); ok {
			if _, block := stmt.(*ast.BlockStmt); !block {
				first = c.lineOf(stmt.Pos()) // of the innermost
			}
		}
	}
	for _, group := range file.Comments {
		end := c.lineOf(group.End())
		if end < first-1 || end > c.lineOf(call.Expr.End()) {
			continue
		}
		text := group.Text()
		if strings.HasPrefix(text, "want ") {
			continue // an expectation of a test
		}
		if hasWord(text, reasons) && !hasWord(text, []string{"todo", "fixme", "xxx"}) {
			return true
		}
	}
	return false
}

func (c *check) fileOf(pos token.Pos) *ast.File {
	for _, file := range c.pass.Files {
		if file.FileStart <= pos && pos < file.FileEnd {
			return file
		}
	}
	return nil
}

func (c *check) lineOf(pos token.Pos) int { return c.pass.Fset.PositionFor(pos, false).Line }

// isAfterError: what is done because something failed, perhaps because the context
// in reach has ended.
func (c *check) isAfterError(call *calls.Call) bool {
	path := inreach.PathTo(call.Func.Body, call.Expr)
	for i, n := range path {
		stmt, ok := n.(*ast.IfStmt)
		if !ok || i+1 == len(path) || path[i+1] != stmt.Body {
			continue
		}
		if _, reason := c.Test(stmt.Cond, true); reason == services.OnError {
			return true
		}
	}
	return false
}

// isHandedOn reports whether a cancel function is given to somebody who calls it
// when it is time: another function, a goroutine, a field.
func (c *check) isHandedOn(cancel *types.Var) bool {
	if cancel.IsField() || syntax.IsGlobal(cancel) {
		return true
	}
	handed := false
	for _, f := range c.Graph.Funcs {
		if f.Parent != nil || !syntax.Contains(f.Body, cancel.Pos()) {
			continue
		}
		ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if ok && c.Info.Uses[id] == cancel {
				call, ok := stack[len(stack)-1].(*ast.CallExpr)
				handed = handed || !ok || call.Fun != id || c.isInGoroutine(stack)
			}
			return !handed
		})
	}
	return handed
}

func (c *check) isInGoroutine(stack []ast.Node) bool {
	for _, n := range stack {
		if lit, ok := n.(*ast.FuncLit); ok {
			if f := c.Graph.Lit(lit); f != nil && !c.RunsWithin(f) {
				return true
			}
		}
	}
	return false
}

// isStoppedApart: s.worker.StartAsync(context.Background()), where the stop path ends
// s.worker by a call of its own. The context of the start would end it too early.
func (c *check) isStoppedApart(start *ast.CallExpr) bool {
	sel, ok := ast.Unparen(start.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	started := syntax.VarOf(c.Info, sel.X)
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			if started != nil && c.ends(call, started) && c.IsStopping(f, call.Expr) {
				return true
			}
		}
	}
	return false
}

// ends: w.Stop(), services.StopAndWait(ctx, w).
func (c *check) ends(call *calls.Call, v *types.Var) bool {
	if call.Fn == nil || !services.EndsByName(call.Fn.Name()) {
		return false
	}
	if sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr); ok && syntax.VarOf(c.Info, sel.X) == v {
		return true
	}
	for _, arg := range call.Expr.Args {
		if syntax.VarOf(c.Info, arg) == v {
			return true
		}
	}
	return false
}
