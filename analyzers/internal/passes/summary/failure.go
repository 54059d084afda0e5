package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readFailures finds results that are used although the call failed: the error
// is looked at, reported, and the code goes on with the nil that came with it.
// It needs to know which calls do not return, so it comes after the fixed point.
func (s *Summaries) readFailures() bool {
	found := false
	for _, b := range s.bodies {
		for _, c := range b.f.Checked {
			if use := s.usedAfterFailure(c); use != "" {
				found = true
				b.self.add(knowledge.Panics, use)
			}
		}
	}
	return found
}

// usedAfterFailure looks for
//
//	resp, err := client.Do(req)
//	if err != nil {
//		log.Print(err)
//	}
//	resp.Body.Close()
//
// and describes the use, or returns "".
func (s *Summaries) usedAfterFailure(c calls.CheckedCall) string {
	result, err := s.failing(c.Assign)
	if result == nil || !s.onlyReports(c.Check, result, err) {
		return ""
	}
	for _, after := range c.After {
		if use := s.dereference(after, result); use != nil {
			return exprName(use) + " after " + result.Name() + " came with an error"
		}
		if s.mentions(after, result, err) {
			return ""
		}
	}
	return ""
}

// failing returns the variables of v, err := f() where v is nil when f failed:
// a pointer or interface that a function of another package returns.
func (s *Summaries) failing(a *ast.AssignStmt) (result, err *types.Var) {
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return nil, nil
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg() == s.Graph.Pkg {
		return nil, nil // may well return something useful beside its error
	}
	result, err = syntax.VarOf(s.Graph.Info, a.Lhs[0]), syntax.VarOf(s.Graph.Info, a.Lhs[1])
	if result == nil || err == nil || result.IsField() || !syntax.IsError(err.Type()) || !isNillable(result.Type()) {
		return nil, nil
	}
	return result, err
}

func isNillable(t types.Type) bool {
	_, pointer := t.Underlying().(*types.Pointer)
	return pointer || syntax.IsInterface(t)
}

// onlyReports: if err != nil { ... } that goes on afterwards and mends nothing.
func (s *Summaries) onlyReports(check *ast.IfStmt, result, err *types.Var) bool {
	cond, ok := ast.Unparen(check.Cond).(*ast.BinaryExpr)
	if !ok || cond.Op != token.NEQ || syntax.VarOf(s.Graph.Info, cond.X) != err || !s.Graph.Info.Types[cond.Y].IsNil() {
		return false
	}
	goesOn := true
	inspectOwn(check.Body, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.ReturnStmt, *ast.BranchStmt, *ast.AssignStmt:
			goesOn = false // leaves, repeats or mends
		case *ast.CallExpr:
			goesOn = goesOn && s.MayReturn(n) && !saysFatal(n)
		}
	})
	return goesOn && !s.mentionsVar(check.Body, result)
}

// saysFatal goes by the name of a function value or method that may end the
// process in a way its body does not show.
func saysFatal(call *ast.CallExpr) bool {
	name := strings.ToLower(syntax.ExprName(call.Fun))
	for _, word := range []string{"fatal", "exit", "panic", "fail", "must", "die", "abort"} {
		if strings.Contains(name[strings.LastIndexByte(name, '.')+1:], word) {
			return true
		}
	}
	return false
}

// dereference finds a use of v in a plain statement that panics when v is nil:
// a field of a pointer, a method of an interface.
func (s *Summaries) dereference(stmt ast.Stmt, v *types.Var) ast.Expr {
	var found ast.Expr
	visit := func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BinaryExpr:
			return n.Op != token.LAND && n.Op != token.LOR
		case *ast.SelectorExpr:
			if found == nil && syntax.VarOf(s.Graph.Info, n.X) == v && s.isDereference(n, v) {
				found = n
			}
		}
		return found == nil
	}
	switch stmt.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.DeferStmt:
		ast.Inspect(stmt, visit)
	}
	return found
}

func (s *Summaries) isDereference(sel *ast.SelectorExpr, v *types.Var) bool {
	selection := s.Graph.Info.Selections[sel]
	if selection == nil {
		return false
	}
	return selection.Kind() == types.FieldVal || selection.Kind() == types.MethodVal && syntax.IsInterface(v.Type())
}

// mentions reports whether a statement tests or changes one of the variables.
func (s *Summaries) mentions(stmt ast.Stmt, vars ...*types.Var) bool {
	for _, v := range vars {
		if s.mentionsVar(stmt, v) {
			return true
		}
	}
	return false
}

func (s *Summaries) mentionsVar(n ast.Node, v *types.Var) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && s.Graph.Info.ObjectOf(id) == v {
			found = true
		}
		return !found
	})
	return found
}
