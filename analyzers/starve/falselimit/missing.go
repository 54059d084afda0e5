package falselimit

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// missing looks for limiters in a map from which entries are deleted, where the one
// who finds none goes on without.
func (c *check) missing() {
	deleted := c.deletedFrom()
	if len(deleted) == 0 {
		return
	}
	for _, f := range c.Graph.Funcs {
		if c.IsTest(f.Pos()) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.IfStmt:
				c.lookup(f, n, deleted)
			}
			return true
		})
	}
}

// deletedFrom lists the maps of limiters from which something is deleted.
func (c *check) deletedFrom() map[*types.Var]ast.Node {
	out := make(map[*types.Var]ast.Node)
	for _, f := range c.Graph.Funcs {
		if c.IsTest(f.Pos()) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if ok && syntax.IsBuiltin(c.Info, call, "delete") && len(call.Args) == 2 {
				if v := syntax.VarOf(c.Info, call.Args[0]); v != nil && v.IsField() && isLimiter(syntax.ElemOf(v.Type())) {
					out[v] = call
				}
			}
			return true
		})
	}
	return out
}

// lookup: if lim := s.limiters[id]; lim != nil { lim.Wait(ctx) }, and the same with
// ok. Without an else, and without an entry that is made, whoever is not in the map
// has no limit.
func (c *check) lookup(f *calls.Func, stmt *ast.IfStmt, deleted map[*types.Var]ast.Node) {
	init, ok := stmt.Init.(*ast.AssignStmt)
	if !ok || stmt.Else != nil || len(init.Rhs) != 1 {
		return
	}
	index, ok := ast.Unparen(init.Rhs[0]).(*ast.IndexExpr)
	if !ok {
		return
	}
	limiters := syntax.VarOf(c.Info, index.X)
	at, limiter := deleted[limiters], syntax.VarOf(c.Info, init.Lhs[0])
	if at == nil || limiter == nil || !c.asksFor(stmt.Cond) || !c.Mentions(stmt.Body, limiter) || c.fills(f, limiters) {
		return
	}
	c.Report(report.Finding{
		Pos: init.Pos(), End: init.End(), Sub: "missing", Tier: report.Strict,
		Message: "who is not in " + syntax.ExprName(index.X) + " any more is not limited at all: entries are deleted and not made again; make the limiter here when there is none",
		Related: []report.Related{{Pos: at.Pos(), End: at.End(), Message: "deleted here"}},
	})
}

// asksFor: lim != nil, or ok.
func (c *check) asksFor(cond ast.Expr) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.Ident:
		return true
	case *ast.BinaryExpr:
		return e.Op == token.NEQ && c.Info.Types[e.Y].IsNil()
	}
	return false
}

// fills: s.limiters[id] = ... in the same function.
func (c *check) fills(f *calls.Func, limiters *types.Var) bool {
	for _, w := range f.Writes {
		for _, lhs := range w.Lhs {
			if index, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok && syntax.VarOf(c.Info, index.X) == limiters {
				return true
			}
		}
	}
	return false
}
