package services

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Test says what it means that cond came out as taken: a stop, the end of a
// source, or an error (and which variable holds it). Anything else is ByResult.
func (s *Services) Test(cond ast.Expr, taken bool) (*types.Var, Reason) {
	return s.test(cond, taken, nil)
}

func (s *Services) test(cond ast.Expr, taken bool, e *Exit) (*types.Var, Reason) {
	switch c := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			if reason := s.testOk(c.X, e); reason != ByResult && taken {
				return nil, reason
			}
			return s.test(c.X, !taken, e)
		}
	case *ast.BinaryExpr:
		return s.testBinary(c, taken, e)
	case *ast.CallExpr:
		return nil, s.testCall(c, taken)
	case *ast.Ident, *ast.SelectorExpr:
		if s.isFlag(c) || e != nil && taken && s.isStopFlag(c) {
			return nil, OnStop
		}
	}
	return nil, ByResult
}

func (s *Services) testBinary(c *ast.BinaryExpr, taken bool, e *Exit) (*types.Var, Reason) {
	switch c.Op {
	case token.LAND, token.LOR:
		return s.testBoth(c, taken, e)
	case token.EQL, token.NEQ:
		equal := (c.Op == token.EQL) == taken
		if s.Info.Types[c.Y].IsNil() {
			return s.testNil(c.X, equal)
		}
		if equal && (s.isStopError(c.Y) || s.isErrorText(c.X) || s.isErrorText(c.Y)) {
			return nil, OnSourceEnd
		}
		if s.isStopCause(c.X) || s.isStopCause(c.Y) {
			return nil, OnStop // err == ctx.Err()
		}
		if s.isFlagRead(c.X) {
			return nil, OnStop
		}
	}
	return nil, ByResult
}

// testBoth: with a && b that holds, the stronger statement of the two decides;
// of a || b that holds it may be either, so an error wins over a stop.
func (s *Services) testBoth(c *ast.BinaryExpr, taken bool, e *Exit) (*types.Var, Reason) {
	v1, r1 := s.test(c.X, taken, e)
	v2, r2 := s.test(c.Y, taken, e)
	if v1 == nil {
		v1 = v2
	}
	if isStop(r1) || isStop(r2) {
		if (c.Op == token.LAND) == taken {
			return v1, OnStop
		}
		if r1 == OnError || r2 == OnError {
			return v1, OnError // err != nil || ctx.Err() != nil
		}
		return v1, OnStop
	}
	return v1, max(r1, r2)
}

func isStop(r Reason) bool { return r == OnStop || r == OnSourceEnd }

// testNil reads err != nil and ctx.Err() != nil.
func (s *Services) testNil(x ast.Expr, isNil bool) (*types.Var, Reason) {
	if s.isStopCause(x) {
		if isNil {
			return nil, ByResult
		}
		return nil, OnStop
	}
	if isNil || !syntax.IsError(s.Info.TypeOf(x)) {
		return nil, ByResult
	}
	return syntax.VarOf(s.Info, x), OnError
}

// isStopCause recognises ctx.Err() and context.Cause(ctx).
func (s *Services) isStopCause(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(s.Info, call)
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	if recv := fn.Signature().Recv(); recv != nil {
		return fn.Name() == "Err" && syntax.IsContext(recv.Type())
	}
	return fn.Pkg().Path() == "context" && fn.Name() == "Cause"
}

// testCall reads errors.Is(err, io.EOF), s.closed.Load(), s.isClosed() and
// helpers that look at the error or at the stop signal themselves.
func (s *Services) testCall(call *ast.CallExpr, taken bool) Reason {
	fn := syntax.Callee(s.Info, call)
	if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "errors" {
		if fn.Name() == "Is" && taken && s.isStopError(call.Args[1]) {
			return OnSourceEnd
		}
		return ByResult
	}
	if s.JudgesError(call) {
		return OnSourceEnd
	}
	if fn == nil || fn.Pkg() == nil {
		return ByResult
	}
	if s.isFlagRead(call) || s.looksAtStop(fn, call) && taken {
		return OnStop
	}
	return ByResult
}

// JudgesError: isFatal(err), s.shouldStop(err), strings.Contains(err.Error(),
// text). Somebody thought about which errors end the loop.
func (s *Services) JudgesError(call *ast.CallExpr) bool {
	for _, arg := range call.Args {
		if syntax.IsError(s.Info.TypeOf(arg)) || s.isErrorText(arg) {
			return true
		}
	}
	return false
}

// isErrorText: err.Error().
func (s *Services) isErrorText(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Error" && len(call.Args) == 0 && syntax.IsError(s.Info.TypeOf(sel.X))
}

// isStopError reports whether e names an error that means a normal end, in
// knowledge or, for a variable of this module, by the way its name says so:
// ErrClosed, errStopped, ErrShutdown.
func (s *Services) isStopError(e ast.Expr) bool {
	v := syntax.VarOf(s.Info, e)
	if v == nil || v.Pkg() == nil || v.Parent() != v.Pkg().Scope() {
		return s.isStopCause(e)
	}
	return s.Table.IsStop(v) || syntax.IsError(v.Type()) && saysEnd(v.Name())
}

var endWords = []string{"Closed", "Close", "Stop", "Shutdown", "ShutDown", "Cancel", "Exit", "Done", "EOF", "Quit", "Terminat", "Abort", "Finish", "Drain", "Interrupt"}

// saysEnd goes by the name of a sentinel, the only thing that it has.
func saysEnd(name string) bool {
	for _, word := range endWords {
		if containsFold(name, word) {
			return true
		}
	}
	return false
}

func containsFold(s, sub string) bool {
	for i := 0; i+len(sub) <= len(s); i++ {
		if hasPrefixFoldAny(s[i:], sub) {
			return true
		}
	}
	return false
}

func hasPrefixFoldAny(s, prefix string) bool {
	for i := range len(prefix) {
		if s[i]|0x20 != prefix[i]|0x20 {
			return false
		}
	}
	return true
}

// isFlagRead recognises atomic loads.
func (s *Services) isFlagRead(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(s.Info, call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic" && len(fn.Name()) >= 4 && fn.Name()[:4] == "Load"
}

// isFlag: a bool field or package variable that is read in a condition. Which
// of its values means stop is not known.
func (s *Services) isFlag(e ast.Expr) bool {
	v := syntax.VarOf(s.Info, e)
	return v != nil && v.Pkg() != nil && (v.IsField() || v.Parent() == v.Pkg().Scope()) && isBool(v.Type())
}

// isStopFlag: a local bool whose name says that the loop is to stop when it is
// set. It gives an exit its reason; what sets it is on the path, so that checks
// that follow paths need not believe the name.
func (s *Services) isStopFlag(e ast.Expr) bool {
	v := syntax.VarOf(s.Info, e)
	return v != nil && !v.IsField() && isBool(v.Type()) && saysStop(v.Name())
}

// saysStop: the name of a local flag that a case of the loop sets.
func saysStop(name string) bool {
	for _, word := range []string{"exit", "stop", "quit", "shutdown", "shutting", "closing", "closed", "terminat", "draining", "cancel"} {
		if containsFold(name, word) {
			return true
		}
	}
	return false
}

// looksAtStop reports whether a helper that returns a bool is given the error
// or nothing, and itself only compares it with stop errors, reads a flag, or
// polls a done channel.
func (s *Services) looksAtStop(fn *types.Func, call *ast.CallExpr) bool {
	f := s.Graph.Decl(fn)
	if f == nil {
		return saysEnd(fn.Name())
	}
	for _, sel := range f.Selects {
		for _, c := range sel.Body.List {
			ch, _ := syntax.CommChannel(c.(*ast.CommClause))
			if ch != nil && s.Sum.WaitOf(ch)&summary.Awaits != 0 {
				return true
			}
		}
	}
	found := saysEnd(fn.Name())
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			if callee := syntax.Callee(s.Info, n); callee != fn {
				found = found || s.isFlagRead(n) || s.isStopCause(n)
			}
		case ast.Expr:
			found = found || s.isStopError(n) || s.isFlag(n)
		}
		return !found
	})
	return found
}

// failed finds the call of this turn whose error v holds at pos: the nearest
// assignment before it in the loop.
func (s *Services) failed(l *calls.Loop, v *types.Var, pos token.Pos) *ast.CallExpr {
	var found *ast.CallExpr
	ast.Inspect(l.Stmt, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Pos() > pos || len(a.Rhs) != 1 {
			return true
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if !ok {
			return true
		}
		for _, lhs := range a.Lhs {
			if v != nil && syntax.VarOf(s.Info, lhs) == v {
				found = call
			}
		}
		return true
	})
	return found
}

// isFromTurn reports whether v is received or declared within the loop.
func (s *Services) isFromTurn(l *calls.Loop, v *types.Var) bool {
	if v == nil {
		return true // if f() != nil
	}
	if syntax.Contains(l.Stmt, v.Pos()) {
		return true
	}
	found := false
	ast.Inspect(l.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok {
			for _, lhs := range a.Lhs {
				found = found || syntax.VarOf(s.Info, lhs) == v
			}
		}
		return !found
	})
	return found
}

// Outside reports whether a call talks to something outside the process, which
// fails in production every week.
func (s *Services) Outside(call *ast.CallExpr) bool {
	if call == nil {
		return false
	}
	return s.MayOf(call).Has(knowledge.Asks | knowledge.Receives)
}

// MayOf returns what a call may do.
func (s *Services) MayOf(call *ast.CallExpr) summary.Effects {
	fn := syntax.Callee(s.Info, call)
	if fn != nil {
		if row, ok := s.Table.Call(fn); ok {
			return summary.Effects{{Effect: row.Does}}
		}
		if s.Graph.Decl(fn) == nil && !syntax.IsInterfaceMethod(fn) {
			return s.Sum.OfFunc(fn).May
		}
	}
	var all summary.Effects
	for _, body := range s.Graph.Bodies(&calls.Call{Expr: call, Fn: fn}) {
		all = append(all, s.Sum.Of(body).May...)
	}
	return all
}
