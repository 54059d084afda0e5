package calls

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// walker lays out one body. Literals inside it get a walker of their own.
type walker struct {
	g    *Graph
	f    *Func // nil for the initializers of package variables
	loop *Loop
}

func (w *walker) block(body *ast.BlockStmt) { w.node(body) }

func (w *walker) node(n ast.Node) {
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			w.literal(n)
			return false
		case *ast.ForStmt:
			w.forLoop(n)
			return false
		case *ast.RangeStmt:
			w.rangeLoop(n)
			return false
		case *ast.SelectStmt:
			w.selectStmt(n)
			return false
		case *ast.GoStmt:
			w.call(n.Call, Go, n)
			w.operands(n.Call)
			return false
		case *ast.DeferStmt:
			w.call(n.Call, Defer, n)
			w.operands(n.Call)
			return false
		case *ast.CallExpr:
			w.call(n, Plain, nil)
		case *ast.SendStmt:
			w.op(n, n.Chan, Send)
		case *ast.UnaryExpr:
			if n.Op == token.ARROW {
				w.op(n, n.X, Receive)
			}
		case *ast.ReturnStmt:
			if w.f != nil {
				w.f.Returns = append(w.f.Returns, n)
			}
		case *ast.BranchStmt:
			w.jump(n)
		case *ast.AssignStmt:
			w.assign(n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			w.assign(exprs(n.Names), n.Values)
		case *ast.CompositeLit:
			w.composite(n)
		}
		return true
	})
}

// operands walks what a go or defer statement evaluates now.
func (w *walker) operands(call *ast.CallExpr) {
	w.node(call.Fun)
	for _, arg := range call.Args {
		w.node(arg)
	}
}

func (w *walker) literal(lit *ast.FuncLit) {
	sig, _ := w.g.Info.TypeOf(lit).(*types.Signature)
	f := w.g.add(&Func{Lit: lit, Type: lit.Type, Body: lit.Body, Parent: w.f, Sig: sig})
	w.g.lits[lit] = f
	if w.f != nil {
		w.f.Lits = append(w.f.Lits, f)
	}
	(&walker{g: w.g, f: f}).block(lit.Body)
}

func (w *walker) call(expr *ast.CallExpr, mode Mode, stmt ast.Stmt) {
	if w.f == nil || syntax.IsConversion(w.g.Info, expr) {
		return
	}
	switch {
	case syntax.IsBuiltin(w.g.Info, expr, "panic"):
		w.f.Panics = append(w.f.Panics, expr)
	case syntax.IsBuiltin(w.g.Info, expr, "recover"):
		w.f.Recovers = expr
	case syntax.IsBuiltin(w.g.Info, expr, "close") && len(expr.Args) == 1:
		w.op(expr, expr.Args[0], Close)
	}
	if w.isBuiltin(expr) && mode == Plain {
		return
	}
	c := &Call{Expr: expr, Mode: mode, Func: w.f, Loop: w.loop, Stmt: stmt}
	if c.Fn = syntax.Callee(w.g.Info, expr); c.Fn == nil {
		c.Var = syntax.VarOf(w.g.Info, expr.Fun)
	}
	w.f.Calls = append(w.f.Calls, c)
}

func (w *walker) isBuiltin(expr *ast.CallExpr) bool {
	id, ok := ast.Unparen(expr.Fun).(*ast.Ident)
	if !ok {
		return false
	}
	_, ok = w.g.Info.Uses[id].(*types.Builtin)
	return ok
}

func (w *walker) op(n ast.Node, ch ast.Expr, kind OpKind) {
	if w.f != nil {
		w.f.Ops = append(w.f.Ops, ChanOp{Node: n, Chan: ch, Kind: kind, Loop: w.loop})
	}
}

// selectStmt walks the cases' bodies; their channel operations are part of the
// select and no ChanOps, but what their operands call counts.
func (w *walker) selectStmt(sel *ast.SelectStmt) {
	if w.f != nil {
		w.f.Selects = append(w.f.Selects, sel)
	}
	for _, c := range sel.Body.List {
		clause := c.(*ast.CommClause)
		switch comm := clause.Comm.(type) {
		case *ast.SendStmt:
			w.node(comm.Chan)
			w.node(comm.Value)
		case *ast.ExprStmt:
			w.node(syntax.Receive(comm.X))
		case *ast.AssignStmt:
			w.node(syntax.Receive(comm.Rhs[0]))
		}
		for _, s := range clause.Body {
			w.node(s)
		}
	}
}

// assign notes function values, so that calls through a variable or field can
// be resolved.
func (w *walker) assign(lhs, rhs []ast.Expr) {
	if len(lhs) != len(rhs) {
		return
	}
	for i := range lhs {
		w.bind(syntax.VarOf(w.g.Info, lhs[i]), rhs[i])
	}
}

func (w *walker) bind(v *types.Var, value ast.Expr) {
	switch {
	case v == nil:
	case syntax.IsFunc(v.Type()), v.IsField() && v.Pkg() != w.g.Pkg && syntax.IsInterface(v.Type()):
		w.g.values[v] = append(w.g.values[v], value)
	case isFuncSlice(v.Type()):
		w.appended(v, value)
	}
}

// appended: s.callbacks = append(s.callbacks, fn).
func (w *walker) appended(v *types.Var, value ast.Expr) {
	call, ok := ast.Unparen(value).(*ast.CallExpr)
	if ok && syntax.IsBuiltin(w.g.Info, call, "append") {
		w.g.values[v] = append(w.g.values[v], call.Args[1:]...)
	}
}

func isFuncSlice(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	return ok && syntax.IsFunc(slice.Elem())
}

func (w *walker) composite(lit *ast.CompositeLit) {
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				v, _ := w.g.Info.Uses[key].(*types.Var)
				if v != nil && v.IsField() {
					w.bind(v.Origin(), kv.Value)
				}
			}
		}
	}
}

func exprs(names []*ast.Ident) []ast.Expr {
	out := make([]ast.Expr, len(names))
	for i, n := range names {
		out[i] = n
	}
	return out
}
