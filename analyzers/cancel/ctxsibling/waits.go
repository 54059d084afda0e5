package ctxsibling

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/inreach"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// runsCommand reports whether the function waits for the command that exec.Command
// makes. One that is only started is meant to go on by itself.
func (c *check) runsCommand(call *calls.Call) bool {
	path := inreach.PathTo(call.Func.Body, call.Expr)
	if len(path) == 0 {
		return false
	}
	if sel, ok := path[len(path)-1].(*ast.SelectorExpr); ok {
		return isRun(sel.Sel.Name)
	}
	cmd := c.TargetOf(call)
	if cmd == nil || cmd.IsField() {
		return false
	}
	found := false
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		found = found || ok && isRun(sel.Sel.Name) && syntax.VarOf(c.Info, sel.X) == cmd
		return !found
	})
	return found
}

func isRun(method string) bool {
	switch method {
	case "Run", "Output", "CombinedOutput", "Wait":
		return true
	}
	return false
}

// getsContextLater: req = req.WithContext(ctx) in a list of statements around the
// call, so that every path to what follows comes through it.
func (c *check) getsContextLater(call *calls.Call) bool {
	path := inreach.PathTo(call.Func.Body, call.Expr)
	req := c.TargetOf(call)
	if req == nil {
		return false
	}
	for _, n := range path {
		for _, stmt := range listOf(n) {
			if stmt.Pos() > call.Expr.Pos() && c.givesContext(stmt, req) {
				return true
			}
		}
	}
	return false
}

func listOf(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// givesContext looks into a statement, but not into what it may skip. What is left out
// for a nil context has none to be given.
func (c *check) givesContext(stmt ast.Stmt, req *types.Var) bool {
	if guard, ok := stmt.(*ast.IfStmt); ok && c.isContextThere(guard.Cond) {
		return slices.ContainsFunc(guard.Body.List, func(inner ast.Stmt) bool { return c.givesContext(inner, req) })
	}
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt, *ast.FuncLit, *ast.CaseClause, *ast.CommClause:
			return false
		case *ast.CallExpr:
			sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
			found = found || ok && (sel.Sel.Name == "WithContext" || sel.Sel.Name == "Clone") && syntax.VarOf(c.Info, sel.X) == req && !c.mentions(n.Args, req)
		}
		return !found
	})
	return found
}

// isContextThere: ctx != nil.
func (c *check) isContextThere(cond ast.Expr) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && e.Op == token.NEQ && syntax.IsContext(c.Info.TypeOf(e.X)) && c.Info.Types[e.Y].IsNil()
}

// mentions: req.WithContext(context.WithValue(req.Context(), k, v)) only adds to
// what there is.
func (c *check) mentions(args []ast.Expr, v *types.Var) bool {
	return slices.ContainsFunc(args, func(arg ast.Expr) bool { return c.Mentions(arg, v) })
}

// fluentWait: s.db.Where(...).First(&u) goes out without a context, if s.db is what
// was opened and no call in front gives it one. What a function is given, or gets
// from another, may have one.
func (c *check) fluentWait(call *calls.Call) inreach.Wait {
	sure, _ := c.Waits(call.Expr)
	if sure != inreach.Surely {
		return inreach.Never
	}
	root := c.rootOf(call.Expr)
	if _, made := root.(*ast.CallExpr); made {
		return inreach.Perhaps // by something else, which may have given it one
	}
	switch v := syntax.VarOf(c.Info, root); {
	case v == nil:
		return inreach.Never
	case v.IsField(), v.Parent() == v.Pkg().Scope():
		return sure
	case call.Func.Outer().Param(v) > -2, !c.isPlainHandle(call.Func, v):
		return inreach.Never
	}
	return sure
}

// rootOf goes to the front of a chain of methods of one type: a variable, or the
// call that makes the first value of that type; nil where one of them gives a
// context.
func (c *check) rootOf(call *ast.CallExpr) ast.Expr {
	for {
		sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
		if !ok || isGiver(sel.Sel.Name) {
			return nil
		}
		inner, ok := ast.Unparen(sel.X).(*ast.CallExpr)
		if !ok || !c.isLink(inner, syntax.NamedOf(c.Info.TypeOf(sel.X))) {
			return ast.Unparen(sel.X)
		}
		call = inner
	}
}

// isLink: a method of the type that it returns.
func (c *check) isLink(call *ast.CallExpr, t *types.TypeName) bool {
	fn := syntax.Callee(c.Info, call)
	return fn != nil && fn.Signature().Recv() != nil && syntax.NamedOf(fn.Signature().Recv().Type()) == t
}

func isGiver(method string) bool { return method == "WithContext" || method == "SetContext" }

// isPlainHandle reports whether a local variable is only assigned chains that
// begin with a field or package variable and give no context.
func (c *check) isPlainHandle(f *calls.Func, v *types.Var) bool {
	plain, other := false, false
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, lhs := range a.Lhs {
			if syntax.VarOf(c.Info, lhs) != v {
				continue
			}
			if len(a.Rhs) == len(a.Lhs) && c.isOpened(a.Rhs[i], v) {
				plain = true
			} else {
				other = true
			}
		}
		return true
	})
	return plain && !other
}

func (c *check) isOpened(value ast.Expr, self *types.Var) bool {
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok {
		value = c.rootOf(call)
	}
	if value == nil {
		return false
	}
	v := syntax.VarOf(c.Info, value)
	return v != nil && (v == self || v.IsField() || v.Pkg() != nil && v.Parent() == v.Pkg().Scope())
}
