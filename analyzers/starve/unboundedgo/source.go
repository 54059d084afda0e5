package unboundedgo

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// manyMessages: the turns of a loop that receives, one goroutine for what each
// of them received. A server's accept loop starts one for each connection, as
// servers do; what ticks or signals is no message.
func (c *check) manyMessages(call *calls.Call, l *calls.Loop) (many, bool) {
	if c.Accepts(l) {
		return many{}, false
	}
	source, elem := c.sourceOf(call, l)
	if elem == nil || !isMessage(elem) || c.IsConnection(elem) {
		return many{}, false
	}
	_, life, _ := c.PlaceOf(l.Func)
	m := many{kind: perMessage, loop: l, each: "message", sure: life != knowledge.Connection}
	if source != "" {
		m.each += " of " + source
	}
	return m, true
}

// sourceOf finds what a turn of the loop receives and the started call works on.
func (c *check) sourceOf(call *calls.Call, l *calls.Loop) (string, types.Type) {
	if r, ok := l.Stmt.(*ast.RangeStmt); ok {
		return syntax.ExprName(r.X), syntax.ElemOf(c.Info.TypeOf(r.X))
	}
	used := c.usedBy(call)
	var source string
	var elem types.Type
	ast.Inspect(l.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt:
			return false // what those take is looked up for a part of the message
		case *ast.AssignStmt:
			if len(n.Rhs) != 1 || n.Pos() > call.Expr.Pos() {
				return true
			}
			v := syntax.VarOf(c.Info, n.Lhs[0])
			if v == nil || !used[v] || !isMessage(v.Type()) {
				return true
			}
			if name, ok := c.receives(n); ok {
				source, elem = name, v.Type()
			}
		}
		return true
	})
	return source, elem
}

// receives reports whether an assignment takes something from a channel, or from a
// call that waits for a peer or asks one and may fail.
func (c *check) receives(n *ast.AssignStmt) (string, bool) {
	if ch := syntax.Receive(n.Rhs[0]); ch != nil {
		return syntax.ExprName(ch), true
	}
	call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return "", false
	}
	name := syntax.ExprName(call.Fun)
	if c.Sum.AlwaysOf(call)&(knowledge.Receives|knowledge.Asks) != 0 {
		return name, true
	}
	mayFail := len(n.Lhs) > 1 && syntax.IsError(c.Info.TypeOf(n.Lhs[len(n.Lhs)-1]))
	return name, mayFail && c.Outside(call)
}

// usedBy lists the variables that a call, or the literal that it starts, mentions.
func (c *check) usedBy(call *calls.Call) map[*types.Var]bool {
	used := make(map[*types.Var]bool)
	ast.Inspect(call.Expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if v, ok := c.Info.Uses[id].(*types.Var); ok {
				used[v] = true
			}
		}
		return true
	})
	return used
}

// isMessage excludes what carries none: ticks, signals, errors, tokens, flags.
func isMessage(t types.Type) bool {
	if t == nil || syntax.IsError(t) || syntax.IsContext(t) || syntax.IsNamed(t, "time", "Time") || syntax.IsNamed(t, "os", "Signal") {
		return false
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		return u.NumFields() > 0
	case *types.Basic:
		return u.Kind() != types.Bool
	case *types.Chan:
		return false
	}
	return true
}
