package hotloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

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
