package bounds

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// value is one way in which a variable, field or collection gets what it holds.
type value struct {
	expr  ast.Expr // what is assigned, ranged over, added; or the call that is given its address
	index int      // which result of the call expr
	how   how
	in    *calls.Func // nil for the initializer of a package variable
	loop  *calls.Loop // the innermost loop around it
}

type how uint8

const (
	assigned how = iota
	ranged       // the variable of a range over expr
	grown        // an element is added: append(v, x), v[k] = x
	filled       // its address is given to the call expr
	given        // a field in a composite literal
)

// values knows how the variables of a package get what they hold.
type values struct {
	b  *Bounds
	of map[*types.Var][]value
}

func (b *Bounds) valuesOf(v *types.Var) []value {
	if b.values == nil {
		b.values = &values{b: b, of: make(map[*types.Var][]value)}
		b.values.collect()
	}
	return b.values.of[v]
}

func (vs *values) collect() {
	for _, init := range vs.b.Info.InitOrder {
		for _, v := range init.Lhs {
			vs.of[v] = append(vs.of[v], value{expr: init.Rhs})
		}
	}
	for _, f := range vs.b.Graph.Funcs {
		if vs.b.IsTest(f.Pos()) {
			continue // tests make up what they need
		}
		r := reading{values: vs, f: f}
		ast.Inspect(f.Body, r.node)
	}
}

// reading collects the values of one body. Literals inside have bodies of their
// own.
type reading struct {
	*values
	f *calls.Func
}

func (r *reading) node(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.FuncLit:
		return false
	case *ast.AssignStmt:
		r.assign(n)
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if len(n.Values) > 0 {
				r.set(name, n.Values, i, n.Pos())
			}
		}
	case *ast.RangeStmt:
		for _, v := range []ast.Expr{n.Key, n.Value} {
			if v != nil {
				r.add(v, value{expr: n.X, how: ranged}, n.Pos())
			}
		}
	case *ast.CallExpr:
		r.call(n)
	case *ast.CompositeLit:
		r.composite(n)
	}
	return true
}

func (r *reading) assign(n *ast.AssignStmt) {
	for i, lhs := range n.Lhs {
		if index, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
			r.add(index.X, value{expr: n.Rhs[min(i, len(n.Rhs)-1)], how: grown}, n.Pos())
			continue
		}
		r.set(lhs, n.Rhs, i, n.Pos())
	}
}

// set notes an assignment; v = append(v, x) makes v grow.
func (r *reading) set(lhs ast.Expr, rhs []ast.Expr, i int, pos token.Pos) {
	expr, index := rhs[0], i
	if len(rhs) > 1 {
		if i >= len(rhs) {
			return
		}
		expr, index = rhs[i], 0
	}
	call, ok := ast.Unparen(expr).(*ast.CallExpr)
	if ok && syntax.IsBuiltin(r.b.Info, call, "append") && len(call.Args) > 1 && r.isSame(lhs, call.Args[0]) {
		how := grown
		if call.Ellipsis.IsValid() {
			how = assigned // as long as what is appended, in each turn
		}
		r.add(lhs, value{expr: call.Args[len(call.Args)-1], how: how}, pos)
		return
	}
	r.add(lhs, value{expr: expr, index: index}, pos)
}

func (r *reading) isSame(a, b ast.Expr) bool {
	v := syntax.VarOf(r.b.Info, a)
	return v != nil && v == syntax.VarOf(r.b.Info, b)
}

// call notes f(&v).
func (r *reading) call(call *ast.CallExpr) {
	for _, arg := range call.Args {
		if ref, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && ref.Op == token.AND {
			r.add(ref.X, value{expr: call, how: filled}, call.Pos())
		}
	}
}

func (r *reading) composite(lit *ast.CompositeLit) {
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		if key, ok := kv.Key.(*ast.Ident); ok {
			if v, _ := r.b.Info.Uses[key].(*types.Var); v != nil && v.IsField() {
				r.of[v.Origin()] = append(r.of[v.Origin()], value{expr: kv.Value, how: given, in: r.f, loop: r.loopAt(kv.Pos())})
			}
		}
	}
}

func (r *reading) add(lhs ast.Expr, val value, pos token.Pos) {
	v := syntax.VarOf(r.b.Info, lhs)
	if v == nil || !mayCount(v.Type()) {
		return
	}
	val.in, val.loop = r.f, r.loopAt(pos)
	r.of[v] = append(r.of[v], val)
}

// mayCount rules out types that can neither be ranged over nor tell a number.
func mayCount(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&(types.IsInteger|types.IsString) != 0
	case *types.Signature:
		return u.Params().Len() == 1 && u.Results().Len() == 0 // an iterator
	case *types.Interface:
		return false
	}
	return true
}

// loopAt is the innermost loop of the body around a place.
func (r *reading) loopAt(pos token.Pos) *calls.Loop {
	var found *calls.Loop
	for _, l := range r.f.Loops {
		if syntax.Contains(l.Body, pos) {
			found = l // inner loops come later
		}
	}
	return found
}

// AssignedTo lists the expressions that a variable or field is assigned from.
func (b *Bounds) AssignedTo(v *types.Var) []ast.Expr {
	var out []ast.Expr
	for _, val := range b.valuesOf(v) {
		if (val.how == assigned || val.how == given) && val.index == 0 {
			out = append(out, val.expr)
		}
	}
	return out
}
