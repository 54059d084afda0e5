package bounds

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Size says who decides on a number.
type Size uint8

const (
	Unknown Size = iota
	Small        // the program or its configuration
	Data         // whoever sends or stores the data
)

// Extent is a number, and where it comes from when it is data: "(*Store).Scarce".
type Extent struct {
	Size Size
	From string
}

var small = Extent{Size: Small}

// or is the extent of what may be either.
func (e Extent) or(other Extent) Extent {
	switch {
	case e.Size == Data:
		return e
	case other.Size == Data || other.Size == Unknown:
		return other
	}
	return e
}

// Turns says how many turns a loop takes.
func (b *Bounds) Turns(l *calls.Loop) Extent {
	switch stmt := l.Stmt.(type) {
	case *ast.RangeStmt:
		return b.ExtentOf(l.Func, stmt.X)
	case *ast.ForStmt:
		if l.Kind == calls.Finite {
			if n := b.countOf(stmt); n != nil {
				return b.ExtentOf(l.Func, n)
			}
			return Extent{}
		}
	}
	return Extent{Data, ""}
}

// countOf returns what bounds the turns of for i := 0; i < n; i++, which is n.
func (b *Bounds) countOf(stmt *ast.ForStmt) ast.Expr {
	cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr)
	if !ok || stmt.Init == nil {
		return nil
	}
	init, ok := stmt.Init.(*ast.AssignStmt)
	if !ok {
		return nil
	}
	i := syntax.VarOf(b.Info, init.Lhs[0])
	switch {
	case i == nil:
	case syntax.VarOf(b.Info, cond.X) == i && (cond.Op == token.LSS || cond.Op == token.LEQ || cond.Op == token.NEQ):
		return cond.Y
	case syntax.VarOf(b.Info, cond.Y) == i && (cond.Op == token.GTR || cond.Op == token.GEQ):
		return cond.X
	case syntax.VarOf(b.Info, cond.X) == i && len(init.Rhs) == len(init.Lhs): // counting down
		return init.Rhs[0]
	}
	return nil
}

// ExtentOf says how many elements a value of f holds, or how large a number is.
func (b *Bounds) ExtentOf(f *calls.Func, e ast.Expr) Extent {
	m := measuring{Bounds: b, seen: make(map[*types.Var]bool)}
	return m.of(f, e)
}

// measuring follows one value. Each variable is followed once, so that circles end.
type measuring struct {
	*Bounds
	seen  map[*types.Var]bool
	depth int
}

// maxDepth bounds how many returns and parameters a value is followed through.
const maxDepth = 4

// maxConst is the largest constant that counts as small.
const maxConst = 10_000

func (m *measuring) of(f *calls.Func, e ast.Expr) Extent {
	if n, ok := syntax.ConstInt(m.Info, e); ok && n > maxConst {
		return Extent{Data, ""}
	}
	if syntax.IsConst(m.Info, e) || isArray(m.Info.TypeOf(e)) || m.isConfig(e) {
		return small
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return small
	case *ast.CallExpr:
		return m.call(f, e, 0)
	case *ast.BinaryExpr:
		return m.operation(f, e)
	case *ast.SliceExpr:
		if e.High != nil && m.of(f, e.High).Size == Small {
			return small
		}
		return m.of(f, e.X)
	case *ast.StarExpr:
		return m.of(f, e.X)
	case *ast.UnaryExpr:
		if ch := syntax.Receive(e); ch != nil {
			return Extent{Data, "a message from " + syntax.ExprName(ch)}
		}
		return m.of(f, e.X)
	}
	if syntax.IsChan(m.Info.TypeOf(e)) {
		return Extent{Data, syntax.ExprName(e)}
	}
	if v := syntax.VarOf(m.Info, e); v != nil {
		return m.variable(f, v)
	}
	return Extent{}
}

// operation: n + 2 is as large as n, x % 16 is small.
func (m *measuring) operation(f *calls.Func, e *ast.BinaryExpr) Extent {
	x, y := m.of(f, e.X), m.of(f, e.Y)
	if e.Op == token.REM {
		return y
	}
	return x.or(y)
}

func isArray(t types.Type) bool {
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	_, ok := t.Underlying().(*types.Array)
	return ok
}

func (m *measuring) variable(f *calls.Func, v *types.Var) Extent {
	if m.seen[v] || m.depth > maxDepth {
		return small // its other values decide
	}
	m.seen[v] = true
	if v.IsField() {
		return m.field(v)
	}
	if owner := m.Graph.Owner(v); owner != nil {
		return m.param(owner, v)
	}
	return m.join(v, func(val value) Extent { return m.value(f, val) })
}

// join is what a variable may hold by any of its values. Those that are made of
// itself add nothing, as long as there are others.
func (m *measuring) join(v *types.Var, of func(value) Extent) Extent {
	all, others := small, false
	for _, val := range m.valuesOf(v) {
		others = others || val.how != assigned && val.how != given || !m.Mentions(val.expr, v)
		all = all.or(of(val))
	}
	if !others {
		return Extent{}
	}
	return all
}

func (m *measuring) value(f *calls.Func, val value) Extent {
	if val.in != nil {
		f = val.in
	}
	switch val.how {
	case ranged:
		return m.element(f, val.expr)
	case grown:
		return m.grown(val)
	case filled:
		return m.filled(f, val)
	}
	if call, ok := ast.Unparen(val.expr).(*ast.CallExpr); ok && !syntax.IsConst(m.Info, val.expr) {
		return m.call(f, call, val.index)
	}
	return m.of(f, val.expr)
}

// element of a collection: a message of a channel is data, and so is a part of
// data; what a list of the program holds is not known to be small itself.
func (m *measuring) element(f *calls.Func, collection ast.Expr) Extent {
	whole := m.of(f, collection)
	if whole.Size == Data {
		return whole
	}
	return Extent{}
}

// grown: out = append(out, x) in a loop makes it as long as the loop takes turns.
func (m *measuring) grown(val value) Extent {
	if val.loop == nil {
		return small
	}
	all := small
	for l := val.loop; l != nil; l = l.Outer {
		all = all.or(m.turns(l))
	}
	return all
}

func (m *measuring) turns(l *calls.Loop) Extent {
	if r, ok := l.Stmt.(*ast.RangeStmt); ok {
		return m.of(l.Func, r.X)
	}
	if l.Kind != calls.Finite {
		return Extent{Data, m.cursorOf(l)}
	}
	if n := m.countOf(l.Stmt.(*ast.ForStmt)); n != nil {
		return m.of(l.Func, n)
	}
	return Extent{}
}

// cursorOf names what a loop follows: rows for for rows.Next().
func (b *Bounds) cursorOf(l *calls.Loop) string {
	stmt, ok := l.Stmt.(*ast.ForStmt)
	if !ok || stmt.Cond == nil {
		return ""
	}
	if call, ok := ast.Unparen(stmt.Cond).(*ast.CallExpr); ok {
		if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
			return syntax.ExprName(sel.X)
		}
	}
	return ""
}

// filled: what a decoder or a query is given to fill.
func (m *measuring) filled(f *calls.Func, val value) Extent {
	call := val.expr.(*ast.CallExpr)
	if m.Outside(call) || m.isDecoder(call) && m.IsReached(f) {
		return Extent{Data, syntax.ExprName(call.Fun)}
	}
	return Extent{}
}

// field: what a constructor is given is configuration; what is decoded is data. What
// grows as things come in may be data, or the parts of the system as they join.
func (m *measuring) field(v *types.Var) Extent {
	if m.isDecoded(v) {
		return Extent{Data, v.Name()}
	}
	return m.join(v, func(val value) Extent { return m.fieldValue(v, val) })
}

func (m *measuring) fieldValue(v *types.Var, val value) Extent {
	switch {
	case val.how == grown && val.loop == nil:
		return Extent{} // Register: whoever calls it, however often
	case val.how == given && val.in != nil && isConstructor(val.in):
		return small
	}
	return m.value(nil, val)
}

// param joins what the callers pass, where all of them are here to see.
func (m *measuring) param(owner *calls.Func, v *types.Var) Extent {
	i := owner.Param(v)
	uses := m.UsesInCode(owner)
	if len(uses) == 0 {
		return m.receivedBatch(owner, v)
	}
	all := small
	if owner.Obj != nil && owner.Obj.Exported() && m.Pkg.Name() != "main" {
		all = Extent{}
	}
	for _, u := range uses {
		all = all.or(m.argument(u, i, owner))
	}
	return all
}

func (m *measuring) argument(u calls.Use, i int, owner *calls.Func) Extent {
	args := u.Call.Expr.Args
	if u.Arg != calls.Callee || i >= len(args) {
		return Extent{}
	}
	if owner.Sig.Variadic() && i == owner.Sig.Params().Len()-1 && !u.Call.Expr.Ellipsis.IsValid() {
		return small // written down one by one
	}
	m.depth++
	defer func() { m.depth-- }()
	return m.of(u.Call.Func, args[i])
}

// receivedBatch: what a message callback is given comes from outside.
func (m *measuring) receivedBatch(owner *calls.Func, v *types.Var) Extent {
	for _, a := range m.Of(owner) {
		if isTurn(m.EachOf(a)) {
			return Extent{Data, v.Name()}
		}
	}
	if owner.Sig.Variadic() && owner.Param(v) == owner.Sig.Params().Len()-1 {
		return small
	}
	return Extent{}
}
