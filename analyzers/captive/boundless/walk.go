package boundless

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// walk notes what a function does with the collections of structs and of the
// package.
func (c *check) walk(f *calls.Func) {
	ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr, *ast.Ident:
			e := n.(ast.Expr)
			if v := c.collectionOf(e); v != nil {
				c.use(f, v, e, slices.Clone(stack))
				return false
			}
		}
		return true
	})
}

// collectionOf returns the map or slice in a field or package variable that e names.
func (c *check) collectionOf(e ast.Expr) *types.Var {
	v := syntax.VarOf(c.Info, e)
	if v == nil || v.Pkg() != c.Pkg || !v.IsField() && !syntax.IsGlobal(v) || !isCollection(v.Type()) {
		return nil
	}
	return v
}

func isCollection(t types.Type) bool {
	if syntax.IsNamed(t, "sync", "Map") {
		return true
	}
	switch t.Underlying().(type) {
	case *types.Map, *types.Slice:
		return true
	}
	return false
}

// use judges one mention of a collection, given the nodes around it.
func (c *check) use(f *calls.Func, v *types.Var, e ast.Expr, stack []ast.Node) {
	col := c.of[v]
	if col == nil {
		col = &collection{}
		c.of[v] = col
		c.order = append(c.order, v)
	}
	if sel, ok := e.(*ast.SelectorExpr); ok && v.IsField() && col.owner == nil {
		col.owner = syntax.NamedOf(c.Info.TypeOf(sel.X))
	}
	if v.IsField() && col.owner == nil {
		return // the key of a literal: what a constructor starts with
	}
	u := user{c: c, f: f, col: col, e: e, stack: stack}
	u.judge()
}

// user is one mention of a collection.
type user struct {
	c     *check
	f     *calls.Func
	col   *collection
	e     ast.Expr
	stack []ast.Node
}

// parent returns the i-th node around the mention.
func (u *user) parent(i int) ast.Node {
	if i >= len(u.stack) {
		return nil
	}
	return u.stack[len(u.stack)-1-i]
}

func (u *user) judge() {
	switch p := u.parent(0).(type) {
	case *ast.IndexExpr:
		if p.X == u.e {
			u.indexed(p)
		}
	case *ast.SelectorExpr:
		u.method(p)
	case *ast.CallExpr:
		u.argument(p)
	case *ast.AssignStmt:
		u.assigned(p)
	case *ast.RangeStmt, *ast.BinaryExpr, *ast.KeyValueExpr, *ast.ParenExpr:
	default:
		u.col.bounded = true // sliced, returned, its address taken: somebody else may see to it
	}
}

// indexed: m[k] = v adds an entry; what is done with m[k] otherwise only looks at it.
func (u *user) indexed(index *ast.IndexExpr) {
	a, ok := u.parent(1).(*ast.AssignStmt)
	if !ok || a.Tok != token.ASSIGN || isSlice(u.c.Info.TypeOf(u.e)) {
		return
	}
	for i, lhs := range a.Lhs {
		if lhs != ast.Expr(index) {
			continue
		}
		value := a.Rhs[min(i, len(a.Rhs)-1)]
		switch {
		case u.c.Info.Types[value].IsNil(), u.isCutOut(value):
			u.col.shrinks = true
		default:
			u.grow(a, index.Index, value)
		}
	}
}

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// isCutOut: append(m[k][:i], m[k][i+1:]...), or slices.Delete.
func (u *user) isCutOut(value ast.Expr) bool {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return false
	}
	_, isSliced := ast.Unparen(call.Args[0]).(*ast.SliceExpr)
	fn := syntax.Callee(u.c.Info, call)
	return isSliced && syntax.IsBuiltin(u.c.Info, call, "append") || fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "slices" && fn.Name() != "Clone" && fn.Name() != "Insert"
}

// grow notes a growth, unless the entry is overwritten in a bounded loop over what
// the collection holds already.
func (u *user) grow(at ast.Node, key, value ast.Expr) {
	for _, n := range u.stack {
		if r, ok := n.(*ast.RangeStmt); ok && u.c.collectionOf(r.X) == u.c.collectionOf(u.e) {
			return
		}
		if stmt, ok := n.(*ast.IfStmt); ok && u.isFound(stmt) && syntax.Contains(stmt.Body, at.Pos()) {
			return
		}
	}
	u.col.grows = append(u.col.grows, growth{u.innermost(), at, syntax.ExprName(u.e), key, value})
}

// isFound: if v, ok := m.Load(k); ok { ... }: what is there already is changed.
func (u *user) isFound(stmt *ast.IfStmt) bool {
	a, ok := stmt.Init.(*ast.AssignStmt)
	if !ok || len(a.Lhs) != 2 || len(a.Rhs) != 1 {
		return false
	}
	from := ast.Unparen(a.Rhs[0])
	if call, isCall := from.(*ast.CallExpr); isCall {
		from = call.Fun
	}
	switch e := from.(type) {
	case *ast.IndexExpr:
		from = e.X
	case *ast.SelectorExpr:
		from = e.X
	}
	found := syntax.VarOf(u.c.Info, a.Lhs[1])
	asked := stmt.Cond
	if b, isAnd := ast.Unparen(asked).(*ast.BinaryExpr); isAnd && b.Op == token.LAND {
		asked = b.X
	}
	return found != nil && syntax.VarOf(u.c.Info, asked) == found && u.c.collectionOf(from) == u.c.collectionOf(u.e)
}

// innermost returns the function or literal around the mention.
func (u *user) innermost() *calls.Func {
	for i := len(u.stack) - 1; i >= 0; i-- {
		if lit, ok := u.stack[i].(*ast.FuncLit); ok {
			if f := u.c.Graph.Lit(lit); f != nil {
				return f
			}
		}
	}
	return u.f
}

// method: those of sync.Map, and of collections with a name of their own.
func (u *user) method(sel *ast.SelectorExpr) {
	call, ok := u.parent(1).(*ast.CallExpr)
	if !ok || call.Fun != ast.Expr(sel) {
		u.col.bounded = true
		return
	}
	if !syntax.IsNamed(u.c.Info.TypeOf(u.e), "sync", "Map") {
		u.col.bounded = true // a type of its own may see to it itself
		return
	}
	switch sel.Sel.Name {
	case "Store", "LoadOrStore", "Swap":
		if len(call.Args) == 2 {
			u.grow(call, call.Args[0], call.Args[1])
		}
	case "Delete", "LoadAndDelete", "CompareAndDelete", "Clear":
		u.col.bounded = true
	}
}

// argument: delete and clear take something out, others may.
func (u *user) argument(call *ast.CallExpr) {
	if syntax.IsBuiltin(u.c.Info, call, "append") {
		return // s.list = append(s.list, x), judged at its other side
	}
	if !syntax.IsBuiltin(u.c.Info, call, "len") && !syntax.IsBuiltin(u.c.Info, call, "copy") && !syntax.IsBuiltin(u.c.Info, call, "cap") {
		u.col.bounded = true
		return
	}
	if b, ok := u.parent(1).(*ast.BinaryExpr); ok && !u.isZero(b) {
		u.col.bounded = true // somebody looks at the size
	}
}

func (u *user) isZero(b *ast.BinaryExpr) bool {
	for _, side := range []ast.Expr{b.X, b.Y} {
		if n, ok := syntax.ConstInt(u.c.Info, side); ok && n == 0 {
			return true
		}
	}
	return false
}

// assigned: s.list = append(s.list, x) adds, and making an empty one where there is
// none changes nothing; any other assignment replaces the collection.
func (u *user) assigned(a *ast.AssignStmt) {
	for i, lhs := range a.Lhs {
		if lhs != u.e {
			continue
		}
		value := a.Rhs[min(i, len(a.Rhs)-1)]
		call, ok := ast.Unparen(value).(*ast.CallExpr)
		switch {
		case ok && syntax.IsBuiltin(u.c.Info, call, "append") && len(call.Args) == 2 && !call.Ellipsis.IsValid() && u.c.collectionOf(call.Args[0]) == u.c.collectionOf(u.e):
			u.grow(a, nil, call.Args[1])
		case u.isFirst(value):
		default:
			u.col.bounded = true
		}
		return
	}
	u.col.bounded = true // a second name for it
}

// isFirst: an empty map is made under if m == nil, or in a function that makes or
// starts its owner.
func (u *user) isFirst(value ast.Expr) bool {
	switch v := ast.Unparen(value).(type) {
	case *ast.CompositeLit:
		if len(v.Elts) > 0 {
			return false
		}
	case *ast.CallExpr:
		if !syntax.IsBuiltin(u.c.Info, v, "make") {
			return false
		}
	default:
		return false
	}
	if u.f.Obj != nil && (isSetup(u.f.Obj.Name())) {
		return true
	}
	for _, n := range u.stack {
		if stmt, ok := n.(*ast.IfStmt); ok {
			if b, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr); ok && b.Op == token.EQL && u.c.Info.Types[b.Y].IsNil() {
				return true
			}
		}
	}
	return false
}
