package syntax

import (
	"go/ast"
	"go/token"
	"go/types"
)

// How says what one use of a value does with it.
type How uint8

const (
	Read     How = iota // looked at, compared, a field of it read
	Called              // it is a function, and called
	Method              // a method of it is called
	MethodOf            // a method of it is taken as a function value: tx.Rollback
	Argument            // handed to a call
	Returned
	Stored   // put into a field, a collection, a package variable or a composite literal
	Aliased  // given a second name
	Sent     // on a channel
	Exposed  // its address is taken
	Assigned // something else is put into its place
)

// Use is where a value goes next.
type Use struct {
	How    How
	Node   ast.Node      // the statement or expression that does it
	Call   *ast.CallExpr // of Called, Method and Argument
	Arg    int           // of Argument
	Name   string        // the method of Method and MethodOf
	Part   string        // the field of the value that is used instead of it: "Body"
	Target ast.Expr      // what it is Stored in, where that is assigned to
	Lit    *ast.FuncLit  // the innermost literal around the use that is not around the value
}

// UseOf says what is done with the value that the last node of the stack names.
// part is the field that may stand for the value (the body of a response).
func UseOf(info *types.Info, stack []ast.Node, part string) Use {
	u := Use{Node: stack[len(stack)-1]}
	for i := len(stack) - 1; i > 0; i-- {
		if done := u.step(info, stack[i-1], stack[i].(ast.Expr), part); done {
			break
		}
		if _, ok := stack[i-1].(ast.Expr); !ok {
			break // a statement that only looks at it
		}
	}
	return u
}

// step looks at the node around e, which stands for the value; it reports
// whether that decides.
func (u *Use) step(info *types.Info, parent ast.Node, e ast.Expr, part string) bool {
	u.Node = parent
	switch p := parent.(type) {
	case *ast.ParenExpr, *ast.TypeAssertExpr:
		return false
	case *ast.StarExpr, *ast.SliceExpr, *ast.IndexExpr:
		return true
	case *ast.SelectorExpr:
		return u.selected(info, p, part)
	case *ast.CallExpr:
		return u.inCall(info, p, e)
	case *ast.UnaryExpr:
		if p.Op == token.AND {
			u.How = Exposed
		}
	case *ast.CompositeLit, *ast.KeyValueExpr:
		u.How = Stored
	case *ast.ReturnStmt:
		u.How = Returned
	case *ast.SendStmt:
		if p.Value == e {
			u.How = Sent
		}
	case *ast.AssignStmt:
		u.assigned(info, p, e)
	case *ast.ValueSpec:
		u.How = Aliased
	}
	return true
}

func (u *Use) selected(info *types.Info, sel *ast.SelectorExpr, part string) bool {
	switch {
	case u.How == MethodOf:
		return true // a field of what a method value is: not Go
	case sel.Sel.Name == part && u.Part == "":
		u.Part = part
		return false
	}
	if fn, ok := info.Uses[sel.Sel].(*types.Func); ok {
		u.How, u.Name = MethodOf, fn.Name()
		return false
	}
	return true // another field
}

func (u *Use) inCall(info *types.Info, call *ast.CallExpr, e ast.Expr) bool {
	u.Call = call
	if ast.Unparen(call.Fun) == ast.Unparen(e) {
		u.How = Called
		if u.Name != "" {
			u.How = Method
		}
		return true
	}
	if IsConversion(info, call) {
		return false
	}
	for i, arg := range call.Args {
		if arg == e {
			u.Arg = i
		}
	}
	switch {
	case IsBuiltin(info, call, "append"):
		u.How = Stored
	case u.How != MethodOf:
		u.How = Argument
	}
	return true
}

func (u *Use) assigned(info *types.Info, a *ast.AssignStmt, e ast.Expr) {
	for _, lhs := range a.Lhs {
		if lhs == e {
			u.How = Assigned
			return
		}
	}
	if u.How == MethodOf {
		return
	}
	u.How = Aliased
	for i, rhs := range a.Rhs {
		if rhs != e || i >= len(a.Lhs) {
			continue
		}
		u.Target = a.Lhs[i]
		if IsBlank(u.Target) {
			u.How = Read
		} else if v := VarOf(info, u.Target); v == nil || v.IsField() || IsGlobal(v) {
			u.How = Stored
		}
	}
}

// IsGlobal reports whether v is a variable of a package.
func IsGlobal(v *types.Var) bool {
	return v != nil && v.Pkg() != nil && v.Parent() == v.Pkg().Scope()
}
