// Package syntax answers questions that a syntax tree and its types can answer
// alone, without flow and without knowledge of any library.
package syntax

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// IsContext reports whether t is context.Context, an alias of it, or an
// interface that embeds it.
func IsContext(t types.Type) bool {
	if t == nil {
		return false
	}
	return isNamed(t, "context", "Context") || embedsContext(t, 8)
}

// embedsContext looks depth levels down: an invalid program may embed in a circle.
func embedsContext(t types.Type, depth int) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok || depth == 0 {
		return false
	}
	for i := range iface.NumEmbeddeds() {
		embedded := iface.EmbeddedType(i)
		if isNamed(embedded, "context", "Context") || embedsContext(embedded, depth-1) {
			return true
		}
	}
	return false
}

// IsCancelFunc reports whether t is the type of a function that ends a context.
func IsCancelFunc(t types.Type) bool {
	return IsNamed(t, "context", "CancelFunc") || IsNamed(t, "context", "CancelCauseFunc")
}

// IsError reports whether t is the predeclared type error.
func IsError(t types.Type) bool {
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

// IsChan reports whether t is a channel.
func IsChan(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// ElemOf returns the type of the elements of a slice, array, map or channel, or nil.
func ElemOf(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	if c, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		if _, isPointer := c.(*types.Pointer); !isPointer {
			return c.Elem()
		}
	}
	return nil
}

// IsFunc reports whether t is a function type.
func IsFunc(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

// IsInterface reports whether t is an interface type and no type parameter.
func IsInterface(t types.Type) bool {
	return t != nil && types.IsInterface(t) && !isTypeParam(t)
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// NamedOf returns the type name behind t, through pointers and aliases, or nil.
func NamedOf(t types.Type) *types.TypeName {
	if t == nil {
		return nil
	}
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Origin().Obj()
	}
	return nil
}

// IsNamed reports whether t, or what it points to, is the named type.
func IsNamed(t types.Type, path, name string) bool {
	obj := NamedOf(t)
	return obj != nil && obj.Pkg() != nil && obj.Pkg().Path() == path && obj.Name() == name
}

func isNamed(t types.Type, path, name string) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && IsNamed(named, path, name)
}

// ObjectOf returns the variable or function that expr names: x, s.x, (x), x[i]
// for an instance, *x. It returns nil for anything else.
func ObjectOf(info *types.Info, expr ast.Expr) types.Object {
	switch e := ast.Unparen(expr).(type) {
	case *ast.Ident:
		return objectOf(info, e)
	case *ast.SelectorExpr:
		return origin(info.Uses[e.Sel])
	case *ast.StarExpr:
		return ObjectOf(info, e.X)
	case *ast.IndexExpr:
		if obj, ok := ObjectOf(info, e.X).(*types.Func); ok {
			return obj // an instance of a generic function
		}
	case *ast.IndexListExpr:
		return ObjectOf(info, e.X)
	}
	return nil
}

// objectOf is info.ObjectOf, but looks first where nearly all are found: the maps
// are so large that each look-up counts.
func objectOf(info *types.Info, id *ast.Ident) types.Object {
	if obj := info.Uses[id]; obj != nil {
		return obj
	}
	return info.Defs[id]
}

// VarOf returns the variable or field that expr names, or nil.
func VarOf(info *types.Info, expr ast.Expr) *types.Var {
	v, _ := ObjectOf(info, expr).(*types.Var)
	return v
}

// origin maps fields and methods of an instantiated type to their declaration.
func origin(obj types.Object) types.Object {
	switch obj := obj.(type) {
	case *types.Var:
		return obj.Origin()
	case *types.Func:
		return obj.Origin()
	}
	return obj
}

// Callee returns the function or method that call names, an interface method
// included, as it was declared. It is nil for function values, conversions and
// builtins.
func Callee(info *types.Info, call *ast.CallExpr) *types.Func {
	fn, _ := ObjectOf(info, call.Fun).(*types.Func)
	if fn == nil {
		return nil
	}
	return fn.Origin()
}

// IsInterfaceMethod reports whether fn is declared by an interface.
func IsInterfaceMethod(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && types.IsInterface(recv.Type())
}

// IsBuiltin reports whether call is a call of the predeclared function name.
func IsBuiltin(info *types.Info, call *ast.CallExpr, name string) bool {
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	if !ok || id.Name != name {
		return false
	}
	_, ok = info.Uses[id].(*types.Builtin)
	return ok
}

// Unconverted returns what is converted when expr is a conversion: f for
// http.HandlerFunc(f).
func Unconverted(info *types.Info, expr ast.Expr) ast.Expr {
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if ok && len(call.Args) == 1 && IsConversion(info, call) {
		return call.Args[0]
	}
	return expr
}

// IsEmptyStruct reports whether t is struct{} or has it as its underlying type: what
// carries nothing, such as a token or a signal.
func IsEmptyStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	st, ok := t.Underlying().(*types.Struct)
	return ok && st.NumFields() == 0
}

// IsInteger reports whether t is a number without a fraction.
func IsInteger(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0
}

// IsStandardPath reports whether an import path belongs to the standard library
// or was never published: its first element has no dot.
func IsStandardPath(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

// IsConversion reports whether call converts a value instead of calling.
func IsConversion(info *types.Info, call *ast.CallExpr) bool {
	return info.Types[call.Fun].IsType()
}

// ConstInt returns the constant integer value of expr (a time.Duration too).
func ConstInt(info *types.Info, expr ast.Expr) (int64, bool) {
	tv := info.Types[expr]
	if tv.Value == nil || tv.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(tv.Value)
}

// IsConst reports whether expr has a constant value.
func IsConst(info *types.Info, expr ast.Expr) bool { return info.Types[expr].Value != nil }

// IsBlank reports whether expr is the blank identifier.
func IsBlank(expr ast.Expr) bool {
	id, ok := expr.(*ast.Ident)
	return ok && id.Name == "_"
}

// Receive returns the channel of a receive expression, or nil.
func Receive(expr ast.Expr) ast.Expr {
	if u, ok := ast.Unparen(expr).(*ast.UnaryExpr); ok && u.Op == token.ARROW {
		return u.X
	}
	return nil
}

// CommChannel returns the channel that a case of a select receives from or
// sends to, the second result telling which. It is nil for default.
func CommChannel(clause *ast.CommClause) (ch ast.Expr, send bool) {
	switch s := clause.Comm.(type) {
	case *ast.SendStmt:
		return s.Chan, true
	case *ast.ExprStmt:
		return Receive(s.X), false
	case *ast.AssignStmt:
		if len(s.Rhs) == 1 {
			return Receive(s.Rhs[0]), false
		}
	}
	return nil, false
}

// HasDefault returns the default clause of a select, or nil.
func HasDefault(sel *ast.SelectStmt) *ast.CommClause {
	for _, c := range sel.Body.List {
		if clause := c.(*ast.CommClause); clause.Comm == nil {
			return clause
		}
	}
	return nil
}

// Contains reports whether pos lies within n.
func Contains(n ast.Node, pos token.Pos) bool {
	return n != nil && n.Pos() <= pos && pos < n.End()
}

// HasBreak reports whether a break may end the loop with this body.
func HasBreak(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ForStmt, *ast.RangeStmt, *ast.SelectStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
			found = found || hasLabelledBreak(n)
			return false
		case *ast.BranchStmt:
			found = found || n.Tok == token.BREAK || n.Tok == token.GOTO
		}
		return !found
	})
	return found
}

func hasLabelledBreak(stmt ast.Node) bool {
	found := false
	ast.Inspect(stmt, func(n ast.Node) bool {
		b, ok := n.(*ast.BranchStmt)
		found = found || ok && b.Label != nil && b.Tok != token.CONTINUE
		return !found
	})
	return found
}

// EmbeddedIn lists the types that a struct type embeds.
func EmbeddedIn(t types.Type) []types.Type {
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	var out []types.Type
	for i := range st.NumFields() {
		if f := st.Field(i); f.Embedded() {
			out = append(out, f.Type())
		}
	}
	return out
}

// Leaves reports whether a block ends by going away: return, break, continue, goto.
func Leaves(block *ast.BlockStmt) bool {
	if len(block.List) == 0 {
		return false
	}
	switch block.List[len(block.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	}
	return false
}
