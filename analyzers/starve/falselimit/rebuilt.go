package falselimit

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// rebuilt looks for limiters that nobody shares: made by the very call, or in the
// very turn, that asks them.
func (c *check) rebuilt(f *calls.Func) {
	for v, made := range c.localLimiters(f) {
		asks := c.asks(f, v)
		if len(asks) == 0 || c.isShared(f, v) {
			continue
		}
		ask := asks[0]
		if c.loopAt(f, ask.Pos()) != c.loopAt(f, made.Pos()) || c.seen[made.Pos()] {
			continue // shared by the turns of the loop around the question
		}
		c.seen[made.Pos()] = true
		c.Report(report.Finding{
			Pos: made.Pos(), End: made.End(), Sub: "rebuilt",
			Message: v.Name() + " is made anew for each " + c.unit(f, made) + " that asks it, so that it never says no; make it once, where all of them can see it",
			Related: []report.Related{{Pos: ask.Pos(), End: ask.End(), Message: "asked here"}},
		})
	}
}

func (c *check) unit(f *calls.Func, made ast.Node) string {
	if c.loopAt(f, made.Pos()) != nil {
		return "turn"
	}
	return "call"
}

// localLimiters lists the variables of a function that it makes limiters for: of a
// known type, or a channel with a size.
func (c *check) localLimiters(f *calls.Func) map[*types.Var]*ast.CallExpr {
	out := make(map[*types.Var]*ast.CallExpr)
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Tok != token.DEFINE || len(a.Lhs) != 1 || len(a.Rhs) != 1 {
			return true
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if v := syntax.VarOf(c.Info, a.Lhs[0]); ok && v != nil && c.makesLimiter(call, v) {
			out[v] = call
		}
		return true
	})
	return out
}

func (c *check) makesLimiter(call *ast.CallExpr, v *types.Var) bool {
	if syntax.IsBuiltin(c.Info, call, "make") {
		return len(call.Args) == 2 && syntax.IsChan(v.Type()) && syntax.IsEmptyStruct(syntax.ElemOf(v.Type()))
	}
	fn := syntax.Callee(c.Info, call)
	return fn != nil && fn.Signature().Recv() == nil && isLimiter(v.Type()) && fn.Pkg() == syntax.NamedOf(v.Type()).Pkg()
}

func isLimiter(t types.Type) bool {
	return syntax.IsNamed(t, "golang.org/x/sync/semaphore", "Weighted") || syntax.IsNamed(t, "golang.org/x/time/rate", "Limiter")
}

// asks lists where the function takes from its limiter: a method, or a send that is
// undone by a deferred receive.
func (c *check) asks(f *calls.Func, v *types.Var) []ast.Node {
	var out []ast.Node
	for _, call := range f.Calls {
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if !ok || syntax.VarOf(c.Info, sel.X) != v {
			continue
		}
		switch sel.Sel.Name {
		case "Acquire", "TryAcquire", "Wait", "WaitN", "Allow", "AllowN", "Reserve":
			out = append(out, call.Expr)
		}
	}
	for _, op := range f.Ops {
		if op.Kind == calls.Send && syntax.VarOf(c.Info, op.Chan) == v && c.isGivenBack(f, v) {
			out = append(out, op.Node)
		}
	}
	return out
}

// isGivenBack: defer func() { <-slots }().
func (c *check) isGivenBack(f *calls.Func, v *types.Var) bool {
	for _, call := range f.Calls {
		if call.Mode != calls.Defer {
			continue
		}
		for _, body := range c.Graph.Bodies(call) {
			for _, op := range body.Ops {
				if op.Kind == calls.Receive && syntax.VarOf(c.Info, op.Chan) == v {
					return true
				}
			}
		}
	}
	return false
}

// isShared reports whether anybody else gets to see the limiter: a goroutine, a
// function that it is handed to, a field. A deferred release is not somebody else.
func (c *check) isShared(f *calls.Func, v *types.Var) bool {
	shared := false
	ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok || c.Info.Uses[id] != v || shared {
			return true
		}
		shared = c.isSharing(append(stack, n))
		return true
	})
	return shared
}

// isSharing looks at one use of the limiter, given what is around it.
func (c *check) isSharing(stack []ast.Node) bool {
	for i := len(stack) - 2; i >= 0; i-- {
		if lit, ok := stack[i].(*ast.FuncLit); ok {
			return !isDeferred(stack[:i], lit)
		}
	}
	switch stack[len(stack)-2].(type) {
	case *ast.SelectorExpr, *ast.SendStmt, *ast.UnaryExpr:
		return false // a method, a send or a receive
	}
	return true
}

func isDeferred(stack []ast.Node, lit *ast.FuncLit) bool {
	if len(stack) < 2 {
		return false
	}
	call, ok := stack[len(stack)-1].(*ast.CallExpr)
	if !ok || ast.Unparen(call.Fun) != lit {
		return false
	}
	_, ok = stack[len(stack)-2].(*ast.DeferStmt)
	return ok
}

// loopAt is the innermost loop of the function around a place.
func (c *check) loopAt(f *calls.Func, pos token.Pos) *calls.Loop {
	var found *calls.Loop
	for _, l := range f.Loops {
		if syntax.Contains(l.Body, pos) {
			found = l
		}
	}
	return found
}
