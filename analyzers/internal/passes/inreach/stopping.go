package inreach

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

// IsStopping reports whether n, a node of f, is part of ending something: f is
// only run to stop or to clean up, or control comes to n after the stop signal
// was received. What runs there needs a context of its own.
func (x *Finder) IsStopping(f *calls.Func, n ast.Node) bool {
	return x.stops(f) || x.isAfterStop(f, n)
}

// stops reports whether a function only runs on the stop path: it is called Stop,
// Close or Shutdown, or is only deferred or called by what is.
func (x *Finder) stops(f *calls.Func) bool {
	if known, ok := x.stopping[f]; ok {
		return known
	}
	x.stopping[f] = false // of functions that only call each other
	x.stopping[f] = f.Obj != nil && saysCleanUp(f.Obj.Name()) || x.isHookOf(f) || x.isOnlyStopped(f)
	return x.stopping[f]
}

func (x *Finder) isOnlyStopped(f *calls.Func) bool {
	uses := x.UsesInCode(f)
	for _, u := range uses {
		if u.Call.Mode != calls.Defer && !x.IsStopping(u.Call.Func, u.Call.Expr) {
			return false
		}
	}
	return len(uses) > 0
}

// isHookOf: fx.Hook{OnStop: f}, server.RegisterOnShutdown(f).
func (x *Finder) isHookOf(f *calls.Func) bool {
	for _, a := range x.Of(f) {
		if via := a.Via[strings.LastIndexByte(a.Via, '.')+1:]; saysCleanUp(strings.TrimPrefix(strings.TrimPrefix(via, "Register"), "On")) {
			return true
		}
	}
	return false
}

var cleaners = []string{"Cleanup", "CleanUp", "Teardown", "TearDown", "Release", "Rollback", "Abort", "Unlock", "Dispose", "Destroy", "Drain", "Finalize", "Quit", "Deregister", "Unregister", "Unsubscribe", "Unlisten", "Disconnect", "Resign"}

// saysCleanUp goes by a function's name, and only to stay silent.
func saysCleanUp(name string) bool {
	if services.IsStopName(name) {
		return true
	}
	for _, word := range cleaners {
		if len(name) >= len(word) && strings.EqualFold(name[:len(word)], word) {
			return true
		}
	}
	return false
}

// isAfterStop goes outwards from n through the statements around it: a case or a
// condition that says stop, or a statement in front that waits for it.
func (x *Finder) isAfterStop(f *calls.Func, n ast.Node) bool {
	path := PathTo(f.Body, n)
	for i := len(path) - 1; i >= 0; i-- {
		inner := n
		if i+1 < len(path) {
			inner = path[i+1]
		}
		switch outer := path[i].(type) {
		case *ast.DeferStmt:
			return true
		case *ast.IfStmt:
			if inner == outer.Body && x.saysStop(outer.Cond, true) || inner == outer.Else && x.saysStop(outer.Cond, false) {
				return true
			}
		case *ast.CommClause:
			if ch, send := syntax.CommChannel(outer); ch != nil && !send && x.isStopSignal(ch) || x.isStoppedBefore(f, outer.Body, inner) {
				return true
			}
		case *ast.CaseClause:
			if x.isStoppedBefore(f, outer.Body, inner) {
				return true
			}
		case *ast.BlockStmt:
			if x.isStoppedBefore(f, outer.List, inner) {
				return true
			}
		}
	}
	return false
}

func (x *Finder) saysStop(cond ast.Expr, taken bool) bool {
	_, reason := x.Test(cond, taken)
	return reason == services.OnStop || reason == services.OnSourceEnd
}

// isStopSignal: ctx.Done() and its like, a channel of signals; a channel of empty
// structs may as well wake something up, and has to be called after a stop.
func (x *Finder) isStopSignal(ch ast.Expr) bool {
	if x.Sum.WaitOf(ch)&summary.Awaits == 0 {
		return syntax.IsNamed(syntax.ElemOf(x.Info.TypeOf(ch)), "os", "Signal")
	}
	if call, ok := ast.Unparen(ch).(*ast.CallExpr); ok && x.isSignalOf(syntax.Callee(x.Info, call)) {
		return true
	}
	name := strings.ToLower(syntax.ExprName(ch))
	for _, word := range []string{"stop", "quit", "exit", "done", "clos", "shut", "term", "kill", "dying", "cancel"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

func (x *Finder) isSignalOf(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	row, ok := x.Table.Call(fn)
	recv := fn.Signature().Recv()
	return ok && row.Does&knowledge.Signals != 0 || recv != nil && syntax.IsContext(recv.Type()) && fn.Name() == "Done"
}

// isStoppedBefore looks at the statements of a list in front of one of them.
func (x *Finder) isStoppedBefore(f *calls.Func, list []ast.Stmt, at ast.Node) bool {
	for _, stmt := range list {
		if stmt == at || stmt.Pos() > at.Pos() {
			return false
		}
		if x.awaitsStop(f, stmt) {
			return true
		}
	}
	return false
}

// awaitsStop: <-ctx.Done(), a select of stop signals alone, a loop that goes on
// until it is told to stop, a server that serves, if err := f(); ctx.Err() != nil.
func (x *Finder) awaitsStop(f *calls.Func, stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.ExprStmt:
		ch := syntax.Receive(stmt.X)
		return ch != nil && x.isStopSignal(ch) || x.serves(stmt)
	case *ast.AssignStmt:
		ch := syntax.Receive(stmt.Rhs[0])
		return ch != nil && x.isStopSignal(ch) || x.serves(stmt)
	case *ast.SelectStmt:
		return x.isStopSelect(stmt)
	case *ast.LabeledStmt:
		return x.awaitsStop(f, stmt.Stmt)
	case *ast.ForStmt, *ast.RangeStmt:
		return x.isLoopUntilStop(f, stmt)
	case *ast.IfStmt:
		return stmt.Init != nil && x.awaitsStop(f, stmt.Init) || x.leavesUnlessStopped(stmt)
	}
	return false
}

// leavesUnlessStopped: if ctx.Err() == nil { return }.
func (x *Finder) leavesUnlessStopped(stmt *ast.IfStmt) bool {
	if stmt.Else != nil || len(stmt.Body.List) == 0 {
		return false
	}
	switch last := stmt.Body.List[len(stmt.Body.List)-1].(type) {
	case *ast.ReturnStmt:
		return x.saysStop(stmt.Cond, false)
	case *ast.BranchStmt:
		return last.Tok != token.FALLTHROUGH && x.saysStop(stmt.Cond, false)
	}
	return false
}

func (x *Finder) serves(stmt ast.Stmt) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if call, ok := n.(*ast.CallExpr); ok {
			if fn := syntax.Callee(x.Info, call); fn != nil {
				row, ok := x.Table.Call(fn)
				found = found || ok && row.Does&knowledge.Serves != 0
			}
		}
		return !found
	})
	return found
}

func (x *Finder) isStopSelect(sel *ast.SelectStmt) bool {
	if syntax.HasDefault(sel) != nil {
		return false
	}
	for _, c := range sel.Body.List {
		ch, send := syntax.CommChannel(c.(*ast.CommClause))
		if ch == nil || send {
			return false
		}
		if !x.isStopSignal(ch) && !syntax.IsError(syntax.ElemOf(x.Info.TypeOf(ch))) {
			return false
		}
	}
	return true
}

// isLoopUntilStop: every way out of the loop is a stop, the end of its source or
// a failure.
func (x *Finder) isLoopUntilStop(f *calls.Func, stmt ast.Stmt) bool {
	for _, l := range f.Loops {
		if l.Stmt != stmt {
			continue
		}
		if l.Kind != calls.Endless {
			return l.Kind == calls.Drain
		}
		stopped := false
		for _, e := range x.Exits(l) {
			if e.Reason == services.ByResult {
				return false
			}
			stopped = stopped || e.Reason == services.OnStop
		}
		return stopped || stmt.(*ast.ForStmt).Cond != nil
	}
	return false
}

// PathTo lists the nodes between root and n, root first.
func PathTo(root, n ast.Node) []ast.Node {
	var path []ast.Node
	ast.PreorderStack(root, nil, func(m ast.Node, stack []ast.Node) bool {
		if m == n {
			path = append(path, stack...)
		}
		return path == nil && m.Pos() <= n.Pos() && n.End() <= m.End()
	})
	return path
}
