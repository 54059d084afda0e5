package hotloop

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"time"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// shortest is the shortest constant sleep that counts as a pause. Anything below
// is polling with a few thousand turns a second.
const shortest = time.Millisecond

// isShortSleep recognises time.Sleep(200 * time.Microsecond) as a statement.
func (c *check) isShortSleep(n ast.Node) bool {
	s, ok := n.(*ast.ExprStmt)
	if !ok {
		return false
	}
	call, ok := s.X.(*ast.CallExpr)
	return ok && c.isShort(call)
}

func (c *check) isShort(call *ast.CallExpr) bool {
	fn := syntax.Callee(c.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "time" || fn.Name() != "Sleep" || len(call.Args) != 1 {
		return false
	}
	d, ok := syntax.ConstInt(c.Info, call.Args[0])
	return ok && time.Duration(d) < shortest
}

// mayWait reports whether a statement runs something that may wait, or that
// nothing is known about. What it starts in a goroutine does not count.
func (c *check) mayWait(n ast.Node) bool {
	const some = knowledge.Pauses | knowledge.Receives | knowledge.Joins | knowledge.Serves |
		knowledge.Limits | knowledge.Computes | summary.Awaits | summary.Loops
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.CallExpr:
			found = found || c.MayOf(n).Has(some) && !c.isShort(n) || c.mayBeWait(n)
		}
		return !found
	})
	return found
}

// mayBeWait reports whether a call that cannot be resolved may be a wait: it is
// given a context or a duration, returns something, or is called so. What is
// left are loggers and counters behind interfaces.
func (c *check) mayBeWait(call *ast.CallExpr) bool {
	sig, ok := c.Info.TypeOf(call.Fun).(*types.Signature)
	if !ok || !c.isUnresolved(call) {
		return false
	}
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		if syntax.IsContext(t) || syntax.IsNamed(t, "time", "Duration") {
			return true
		}
	}
	return sig.Results().Len() > 0 && !isPredicate(sig) || soundsLikeWait(syntax.ExprName(call.Fun))
}

// isPredicate: s.Closed(), te.Temporary().
func isPredicate(sig *types.Signature) bool {
	if sig.Params().Len() > 1 || sig.Results().Len() != 1 {
		return false
	}
	b, ok := sig.Results().At(0).Type().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}

// isUnresolved: a call of a function value or interface method without any
// body here.
func (c *check) isUnresolved(call *ast.CallExpr) bool {
	if syntax.IsConversion(c.Info, call) {
		return false
	}
	fn := syntax.Callee(c.Info, call)
	if fn == nil {
		_, literal := ast.Unparen(call.Fun).(*ast.FuncLit)
		return !literal && len(c.Graph.ValueBodies(call.Fun)) == 0
	}
	if !syntax.IsInterfaceMethod(fn) || fn.Pkg() == nil {
		return false
	}
	if _, known := c.Table.Call(fn); known {
		return false
	}
	return len(c.Graph.Bodies(&calls.Call{Expr: call, Fn: fn})) == 0
}

func soundsLikeWait(name string) bool {
	name = strings.ToLower(name)
	for _, word := range []string{"wait", "sleep", "pause", "backoff", "delay", "throttle", "limit", "block", "retry"} {
		if strings.Contains(name, word) {
			return true
		}
	}
	return false
}

// moves reports whether a statement changes something that outlives the turn: a
// cursor, a counter, a field. The next turn is then another one.
func (c *check) moves(s *scope, n ast.Node) bool {
	switch n := n.(type) {
	case *ast.IncDecStmt:
		return c.outlives(s, n.X)
	case *ast.AssignStmt:
		for _, lhs := range n.Lhs {
			if n.Tok != token.DEFINE && c.outlives(s, lhs) {
				return true
			}
		}
	}
	return false
}

func (c *check) outlives(s *scope, lhs ast.Expr) bool {
	if syntax.IsBlank(lhs) {
		return false
	}
	v := syntax.VarOf(c.Info, lhs)
	if v == nil {
		return true // an element of something
	}
	return !syntax.IsError(v.Type()) && !syntax.Contains(s.body, v.Pos())
}

// endsOnlyByStop reports whether nothing that a turn computes ends the loop: a
// loop that returns a result or gives up is searching or retrying something.
func (c *check) endsOnlyByStop(loop *calls.Loop) bool {
	for _, e := range c.exits(loop) {
		if e.Reason != services.OnStop && e.Reason != services.OnExit {
			return false
		}
	}
	return true
}

// endsByErrors reports whether what ends the loop is only a stop or the error
// of something that waits: a path around that is not what the loop is for.
func (c *check) endsByErrors(loop *calls.Loop) bool {
	for _, e := range c.exits(loop) {
		if e.Reason == services.ByResult {
			return false
		}
	}
	return c.Sum.WaitsAt(loop.Func, loop.Body)&(paces|knowledge.Receives|knowledge.Asks) != 0
}

// isBounded reports whether an exit of the loop counts: if tries++; tries > 3.
func (c *check) isBounded(loop *calls.Loop) bool {
	counters := make(map[*types.Var]bool)
	ast.Inspect(loop.Stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IncDecStmt:
			counters[syntax.VarOf(c.Info, n.X)] = true
		case *ast.AssignStmt:
			if n.Tok == token.ADD_ASSIGN || n.Tok == token.SUB_ASSIGN {
				counters[syntax.VarOf(c.Info, n.Lhs[0])] = true
			}
		}
		return true
	})
	delete(counters, nil)
	for _, e := range c.exits(loop) {
		for _, cond := range e.Conds {
			if c.compares(cond, counters) {
				return true
			}
		}
	}
	return false
}

func (c *check) compares(cond ast.Expr, counters map[*types.Var]bool) bool {
	found := false
	ast.Inspect(cond, func(n ast.Node) bool {
		e, ok := n.(*ast.BinaryExpr)
		if !ok {
			return true
		}
		switch e.Op {
		case token.GTR, token.GEQ, token.LSS, token.LEQ, token.EQL:
			found = found || c.MentionsAny(e, counters)
		}
		return !found
	})
	return found
}
