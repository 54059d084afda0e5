package values

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Opened is a value that a body has opened and that somebody has to end.
type Opened struct {
	Row  knowledge.Scoped
	Func *calls.Func
	Call *ast.CallExpr // opens it
	Stmt ast.Node      // what the call is a part of
	Loop *calls.Loop   // the innermost loop around it
	Var  *types.Var    // holds it; nil where it is dropped
	Err  *types.Var    // not nil when nothing was opened
	Held bool          // Var is not local to the body: somebody else may end it
	Free bool          // in this version of Go nothing stays taken

	depth int // how often it was handed on, from helper to helper
}

// maxHanded bounds that: helpers may call each other.
const maxHanded = 3

// Noun is what a message calls the value.
func (o *Opened) Noun() string {
	if o.Row.Noun != "" {
		return o.Row.Noun
	}
	return "value"
}

// OpenedIn lists what a body opens and keeps in a variable, or drops. What is
// handed on right away belongs to whoever gets it.
func (v *Values) OpenedIn(f *calls.Func) []*Opened {
	var out []*Opened
	for _, c := range f.Calls {
		if c.Mode != calls.Plain || c.Fn == nil {
			continue
		}
		_, row, ok := v.Sum.Opens(c.Expr)
		if ok && !v.wraps(c.Expr, row) {
			free := row.Until != "" && !v.IsBefore(c.Expr.Pos(), row.Until)
			out = append(out, &Opened{Row: row, Func: f, Call: c.Expr, Loop: c.Loop, Free: free})
		}
	}
	if len(out) == 0 {
		return nil
	}
	byCall := make(map[*ast.CallExpr]*Opened, len(out))
	for _, o := range out {
		byCall[o.Call] = o
	}
	v.assign(f, byCall)
	kept := out[:0]
	for _, o := range out {
		if o.Stmt != nil {
			kept = append(kept, o)
		}
	}
	return kept
}

// wraps: tls.Server(conn) and bufio-like readers make a view of what somebody else
// has opened, and who has done that ends it.
func (v *Values) wraps(call *ast.CallExpr, row knowledge.Scoped) bool {
	for _, arg := range call.Args {
		if inner, name := v.Table.ScopedType(v.Info.TypeOf(arg)); name != nil && inner.Held == row.Held {
			return true
		}
	}
	return false
}

// assign finds the statements that take what the calls open.
func (v *Values) assign(f *calls.Func, byCall map[*ast.CallExpr]*Opened) {
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n == f.Lit
		case *ast.ExprStmt:
			if o := byCall[callIn(n.X)]; o != nil {
				o.Stmt = n
			}
		case *ast.AssignStmt:
			v.take(byCall, n, n.Lhs, n.Rhs)
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(n.Names))
			for i, name := range n.Names {
				names[i] = name
			}
			v.take(byCall, n, names, n.Values)
		}
		return true
	})
}

func callIn(e ast.Expr) *ast.CallExpr {
	call, _ := ast.Unparen(e).(*ast.CallExpr)
	return call
}

func (v *Values) take(byCall map[*ast.CallExpr]*Opened, stmt ast.Node, lhs, rhs []ast.Expr) {
	for i, value := range rhs {
		o := byCall[callIn(value)]
		if o == nil {
			continue
		}
		targets := lhs
		if len(lhs) == len(rhs) {
			targets = lhs[i : i+1]
		}
		result, _, _ := v.Sum.Opens(o.Call)
		if result >= len(targets) {
			continue
		}
		o.Stmt = stmt
		if !syntax.IsBlank(targets[result]) {
			o.Var = syntax.VarOf(v.Info, targets[result])
			o.Held = !isLocal(o.Func, o.Var)
		}
		last := targets[len(targets)-1]
		if len(targets) > 1 && !syntax.IsBlank(last) && isVerdict(v.Info.TypeOf(last)) {
			o.Err = syntax.VarOf(v.Info, last)
		}
	}
}

// isVerdict: an error or a bool says whether anything was opened.
func isVerdict(t types.Type) bool {
	if t == nil || syntax.IsError(t) {
		return t != nil
	}
	return isBool(t)
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// isLocal: declared in the body itself, and no result of it.
func isLocal(f *calls.Func, x *types.Var) bool {
	return x != nil && !x.IsField() && !syntax.IsGlobal(x) && syntax.Contains(f.Body, x.Pos())
}

// OpenedOrGiven lists the calls of a body that open a value, also those whose value
// is handed on right away.
func (v *Values) OpenedOrGiven(f *calls.Func) []*ast.CallExpr {
	var out []*ast.CallExpr
	for _, c := range f.Calls {
		if _, _, ok := v.Sum.Opens(c.Expr); ok {
			out = append(out, c.Expr)
		}
	}
	return out
}
