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
	test bool // in a file of the package's tests
}

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
			w.bindElement(n.Chan, n.Value)
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
		case *ast.LabeledStmt:
			w.f.Labeled = true
		case *ast.AssignStmt:
			w.assign(n.Lhs, n.Rhs)
			w.write(n)
		case *ast.ValueSpec:
			w.declare(n)
		case *ast.CompositeLit:
			w.composite(n)
		case *ast.TypeAssertExpr:
			w.assertion(n)
		case *ast.IndexExpr:
			w.index(n)
		case *ast.SliceExpr:
			if w.f != nil {
				w.f.Slices = append(w.f.Slices, n)
			}
		case *ast.BlockStmt:
			w.list(n.List)
		case *ast.CaseClause:
			w.list(n.Body)
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
	(&walker{g: w.g, f: f, test: w.test}).node(lit.Body)
}

func (w *walker) call(expr *ast.CallExpr, mode Mode, stmt ast.Stmt) {
	if w.f == nil {
		return
	}
	c := Call{Expr: expr, Mode: mode, Func: w.f, Loop: w.loop, Stmt: stmt}
	switch obj := syntax.ObjectOf(w.g.Info, expr.Fun).(type) {
	case *types.Func:
		c.Fn = obj.Origin()
	case *types.Var:
		c.Var = obj
	case *types.Builtin:
		w.builtin(expr, obj.Name())
		if mode == Plain {
			return
		}
	case *types.TypeName:
		return // a conversion
	default:
		if syntax.IsConversion(w.g.Info, expr) {
			return
		}
		c.Var = w.g.collectionOf(expr.Fun)
	}
	c.Handed = w.handed(&c)
	w.f.Calls = append(w.f.Calls, w.g.keep(c))
}

func (w *walker) builtin(expr *ast.CallExpr, name string) {
	switch name {
	case "panic":
		w.f.Panics = append(w.f.Panics, expr)
	case "recover":
		w.f.Recovers = expr
	case "make":
		if len(expr.Args) > 1 {
			w.f.Makes = append(w.f.Makes, expr)
		}
	case "close":
		if len(expr.Args) == 1 {
			w.op(expr, expr.Args[0], Close)
		}
	}
}

// handed lists the arguments of a call that are functions, or literals that
// may hold some. The parameters' types are asked first: they are at hand, the
// types of expressions have to be looked up.
func (w *walker) handed(c *Call) []int {
	var out []int
	for i, arg := range c.Expr.Args {
		switch arg := ast.Unparen(arg).(type) {
		case *ast.FuncLit, *ast.CompositeLit:
			out = append(out, i)
		case *ast.Ident, *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr, *ast.CallExpr:
			if mayTakeFunc(c, i) && syntax.IsFunc(w.g.Info.TypeOf(arg)) {
				out = append(out, i)
			}
		}
	}
	return out
}

func mayTakeFunc(c *Call, i int) bool {
	if c.Fn == nil {
		return true
	}
	params := c.Fn.Signature().Params()
	if params.Len() == 0 {
		return false
	}
	t := params.At(min(i, params.Len()-1)).Type()
	if slice, ok := t.(*types.Slice); ok && i >= params.Len()-1 {
		t = slice.Elem() // variadic
	}
	switch t.Underlying().(type) {
	case *types.Signature, *types.Interface:
		return true
	}
	return false
}

func (w *walker) assertion(n *ast.TypeAssertExpr) {
	if w.f != nil && n.Type != nil {
		w.f.Asserts = append(w.f.Asserts, n)
	}
}

func (w *walker) index(n *ast.IndexExpr) {
	if lit, ok := n.Index.(*ast.BasicLit); ok && lit.Kind == token.INT && w.f != nil {
		w.f.Indexes = append(w.f.Indexes, n)
	}
}

func (w *walker) write(n *ast.AssignStmt) {
	for _, lhs := range n.Lhs {
		if _, ok := ast.Unparen(lhs).(*ast.IndexExpr); ok && w.f != nil {
			w.f.Writes = append(w.f.Writes, n)
			return
		}
	}
}

// list looks for calls whose error is looked at and then passed over.
func (w *walker) list(list []ast.Stmt) {
	for i := 0; i+2 < len(list); i++ {
		check, ok := list[i+1].(*ast.IfStmt)
		if !ok || check.Init != nil || check.Else != nil || syntax.Leaves(check.Body) {
			continue
		}
		if a, ok := list[i].(*ast.AssignStmt); ok && len(a.Lhs) == 2 && len(a.Rhs) == 1 {
			w.f.Checked = append(w.f.Checked, CheckedCall{a, check, list[i+2:]})
		}
	}
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
			w.bindElement(comm.Chan, comm.Value)
		case *ast.ExprStmt:
			w.received(comm.X)
		case *ast.AssignStmt:
			w.received(comm.Rhs[0])
			w.assign(comm.Lhs, comm.Rhs)
		}
		w.list(clause.Body)
		for _, s := range clause.Body {
			w.node(s)
		}
	}
}

// received walks the channel of a case. In a program with errors it may be no
// receive.
func (w *walker) received(expr ast.Expr) {
	if ch := syntax.Receive(expr); ch != nil {
		w.node(ch)
	} else {
		w.node(expr)
	}
}
