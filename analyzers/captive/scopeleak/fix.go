package scopeleak

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// fixDefer puts the rest of the turn, from the statement that opens the value, into
// a func of its own. That keeps the behaviour if nothing in there leaves the loop or
// the function; a continue becomes a return.
func (c *check) fixDefer(l *calls.Loop, call *calls.Call) []analysis.SuggestedFix {
	first := c.firstOf(l, call)
	if first == nil {
		return nil
	}
	rest := &ast.BlockStmt{Lbrace: first.Pos(), List: from(l.Body.List, first), Rbrace: l.Body.Rbrace}
	continues, ok := stays(rest.List)
	if !ok {
		return nil
	}
	edits := []analysis.TextEdit{{Pos: first.Pos(), End: first.Pos(), NewText: []byte("func() {\n")}}
	for _, b := range continues {
		edits = append(edits, analysis.TextEdit{Pos: b.Pos(), End: b.End(), NewText: []byte("return")})
	}
	edits = append(edits, analysis.TextEdit{Pos: l.Body.Rbrace, End: l.Body.Rbrace, NewText: []byte("}()\n")})
	return []analysis.SuggestedFix{{Message: "do the turn in a func of its own", TextEdits: edits}}
}

// firstOf returns the statement of the loop's body that declares what is deferred.
func (c *check) firstOf(l *calls.Loop, call *calls.Call) ast.Stmt {
	if call.Loop != l {
		return nil
	}
	root := rootOf(c, call.Expr)
	for _, stmt := range l.Body.List {
		if root != nil && root.Pos() >= stmt.Pos() && root.Pos() < stmt.End() {
			return stmt
		}
	}
	return nil
}

// rootOf returns the first variable of a call: feed in feed.Close(), cancel in
// cancel(), resp in resp.Body.Close().
func rootOf(c *check, call *ast.CallExpr) (root ast.Node) {
	e := call.Fun
	for {
		switch x := ast.Unparen(e).(type) {
		case *ast.SelectorExpr:
			e = x.X
		case *ast.Ident:
			if v := syntax.VarOf(c.Info, x); v != nil && !v.IsField() {
				return varNode{v.Pos()}
			}
			return nil
		default:
			return nil
		}
	}
}

// varNode is where a variable is declared.
type varNode struct{ pos token.Pos }

func (n varNode) Pos() token.Pos { return n.pos }
func (n varNode) End() token.Pos { return n.pos }

func from(list []ast.Stmt, first ast.Stmt) []ast.Stmt {
	for i, stmt := range list {
		if stmt == first {
			return list[i:]
		}
	}
	return nil
}

// stays reports whether statements of a loop's body neither leave the loop nor the
// function, and lists their plain continues of it.
func stays(list []ast.Stmt) (continues []*ast.BranchStmt, ok bool) {
	ok = true
	var visit func(n ast.Node, inLoop, inBreakable bool)
	visit = func(n ast.Node, inLoop, inBreakable bool) {
		ast.Inspect(n, func(m ast.Node) bool {
			switch m := m.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt, *ast.LabeledStmt:
				ok = false
			case *ast.ForStmt, *ast.RangeStmt:
				if m != n {
					visit(m, true, true)
					return false
				}
			case *ast.SelectStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
				if m != n {
					visit(m, inLoop, true)
					return false
				}
			case *ast.BranchStmt:
				switch {
				case m.Label != nil, m.Tok == token.GOTO, m.Tok == token.BREAK && !inBreakable:
					ok = false
				case m.Tok == token.CONTINUE && !inLoop:
					continues = append(continues, m)
				}
			}
			return true
		})
	}
	for _, stmt := range list {
		_, isFor := stmt.(*ast.ForStmt)
		_, isRange := stmt.(*ast.RangeStmt)
		visit(stmt, isFor || isRange, isFor || isRange || isSwitch(stmt))
	}
	return continues, ok
}

func isSwitch(stmt ast.Stmt) bool {
	switch stmt.(type) {
	case *ast.SelectStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
		return true
	}
	return false
}
