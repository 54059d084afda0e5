package calls

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Function values are followed through variables, fields, and collections of
// functions (slices, maps, channels), which stand for all of their elements: a
// function that is sent on a channel is run where one is received from it.

// assign notes what is assigned to variables and collections of functions, so
// that calls through them can be resolved.
func (w *walker) assign(lhs, rhs []ast.Expr) {
	if len(lhs) == 2 && len(rhs) == 1 && isElement(rhs[0]) {
		lhs = lhs[:1] // f, ok := handlers[key]
	}
	if len(lhs) != len(rhs) {
		return
	}
	for i := range lhs {
		w.bindExpr(lhs[i], rhs[i])
	}
}

func (w *walker) declare(spec *ast.ValueSpec) {
	for i, name := range spec.Names {
		if len(spec.Values) == len(spec.Names) {
			w.bindExpr(name, spec.Values[i])
			w.bindBool(name, spec.Values[i])
		}
	}
}

func (w *walker) bindBool(name *ast.Ident, value ast.Expr) {
	if w.f != nil {
		return // a local variable
	}
	tv := w.g.Info.Types[value]
	if v, ok := w.g.Info.Defs[name].(*types.Var); ok && tv.Value != nil && tv.Value.Kind() == constant.Bool {
		w.g.bools[v] = constant.BoolVal(tv.Value)
	}
}

func (w *walker) bindExpr(lhs, value ast.Expr) {
	if !mayHoldFunc(value) {
		return
	}
	if index, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok {
		w.bindElement(index.X, value)
		return
	}
	w.bind(syntax.VarOf(w.g.Info, lhs), value)
}

// mayHoldFunc rules out by its form alone most of what is assigned.
func mayHoldFunc(value ast.Expr) bool {
	switch e := ast.Unparen(value).(type) {
	case *ast.BasicLit, *ast.BinaryExpr, *ast.TypeAssertExpr, *ast.SliceExpr:
		return false
	case *ast.UnaryExpr:
		return e.Op == token.ARROW
	}
	return true
}

func isElement(e ast.Expr) bool {
	if _, ok := ast.Unparen(e).(*ast.IndexExpr); ok {
		return true
	}
	return syntax.Receive(e) != nil
}

// bindElement puts a value into a collection.
func (w *walker) bindElement(collection, value ast.Expr) {
	if mayHoldFunc(value) {
		w.bind(syntax.VarOf(w.g.Info, collection), value)
	}
}

func (w *walker) bind(v *types.Var, value ast.Expr) {
	switch {
	case v == nil:
	case syntax.IsFunc(v.Type()), syntax.IsFunc(syntax.ElemOf(v.Type())), v.IsField() && v.Pkg() != w.g.Pkg && syntax.IsInterface(v.Type()):
		w.hold(v, value)
	}
}

func (w *walker) hold(v *types.Var, value ast.Expr) {
	if w.test && !w.g.isTest(v.Pos()) {
		return
	}
	if call, ok := ast.Unparen(value).(*ast.CallExpr); ok && syntax.IsBuiltin(w.g.Info, call, "append") {
		w.g.values[v] = append(w.g.values[v], call.Args...)
		return
	}
	w.g.values[v] = append(w.g.values[v], value)
}

// ranged binds the variable of a range over a collection of functions.
func (w *walker) ranged(s *ast.RangeStmt) {
	element := s.Value
	if syntax.IsChan(w.g.Info.TypeOf(s.X)) {
		element = s.Key
	}
	if element != nil && syntax.IsFunc(syntax.ElemOf(w.g.Info.TypeOf(s.X))) {
		w.bind(syntax.VarOf(w.g.Info, element), s.X)
	}
}

func (w *walker) composite(lit *ast.CompositeLit) {
	for i, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			w.positional(lit, i, elt)
			continue
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok || !mayHoldFunc(kv.Value) {
			continue
		}
		if v, _ := w.g.Info.Uses[key].(*types.Var); v != nil && v.IsField() {
			w.bind(v.Origin(), kv.Value)
		}
	}
}

// positional handles job{ctx, fn}.
func (w *walker) positional(lit *ast.CompositeLit, i int, value ast.Expr) {
	switch ast.Unparen(value).(type) {
	case *ast.FuncLit, *ast.Ident, *ast.SelectorExpr:
	default:
		return
	}
	t := w.g.Info.TypeOf(lit)
	if t == nil {
		return
	}
	if st, ok := t.Underlying().(*types.Struct); ok && i < st.NumFields() {
		w.bind(st.Field(i).Origin(), value)
	}
}

// collectionOf returns the collection that an element is taken from, or nil:
// handlers for handlers[key], jobs for <-jobs.
func (g *Graph) collectionOf(e ast.Expr) *types.Var {
	e = ast.Unparen(e)
	if index, ok := e.(*ast.IndexExpr); ok {
		return syntax.VarOf(g.Info, index.X)
	}
	if ch := syntax.Receive(e); ch != nil {
		return syntax.VarOf(g.Info, ch)
	}
	return nil
}
