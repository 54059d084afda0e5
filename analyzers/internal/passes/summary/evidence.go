package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// lateEvidence adds what can only be said once it is known which functions
// return and which wait, and reports whether there was any.
func (s *Summaries) lateEvidence() bool {
	if s.foreign {
		return false
	}
	failures, sends := s.readFailures(), s.readSends()
	return failures || sends
}

// readEvidence finds what in a body can panic on data that the program does not
// control, and calls of code that others handed in.
//
// A panic with a constant or formatted text states an invariant of the program
// and is no evidence, and neither is one with an error that nothing outside can
// cause. What is read off input without a check is (input.go, wire.go); assertions
// on sync.Map, container/heap and context values are invariants too.
func (s *Summaries) readEvidence(b *body) {
	if s.foreign {
		return
	}
	for _, call := range b.f.Panics {
		if len(call.Args) == 1 && s.isOutsideError(b.f, call.Args[0]) {
			b.self.add(knowledge.Panics, "panic("+exprName(call.Args[0])+")")
		}
	}
	for _, t := range b.calls {
		if t.Mode != calls.Go && s.isForeign(b.f, t) {
			b.self.add(Foreign, "the "+foreignKind(t)+" "+exprName(t.Expr.Fun))
		}
	}
	splits := make(map[*types.Var]ast.Expr)
	inspectOwn(b.f.Body, func(n ast.Node) { s.readInput(b, n, splits) })
}

// inspectOwn walks a body without the literals inside.
func inspectOwn(body *ast.BlockStmt, visit func(ast.Node)) {
	ast.Inspect(body, func(n ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if n != nil {
			visit(n)
		}
		return true
	})
}

// isOutsideError reports whether e is an error variable that the function got
// from a call that talks to the outside or reads what came from there.
func (s *Summaries) isOutsideError(f *calls.Func, e ast.Expr) bool {
	v := syntax.VarOf(s.Graph.Info, e)
	if v == nil || !syntax.IsError(v.Type()) {
		return false
	}
	found := false
	inspectOwn(f.Body, func(n ast.Node) {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 || syntax.VarOf(s.Graph.Info, a.Lhs[len(a.Lhs)-1]) != v {
			return
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		found = found || ok && s.isOutside(call)
	})
	return found
}

func (s *Summaries) isOutside(call *ast.CallExpr) bool {
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil {
		return false
	}
	row, _ := s.Table.Call(fn)
	return row.Does&(knowledge.Asks|knowledge.Receives) != 0
}

func exprName(e ast.Expr) string {
	if name := syntax.ExprName(e); name != "" {
		return name
	}
	return "..."
}
