package summary

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isForeign reports whether a call runs code that others handed in: a function
// that users of this package set or registered, or a method of an element of a
// kept collection of interfaces.
func (s *Summaries) isForeign(f *calls.Func, t *target) bool {
	if t.Fn != nil {
		return s.isPlugin(t)
	}
	if t.Var == nil || !takesData(t.Var.Type()) {
		return false
	}
	g := given{s: s}
	return g.variable(t.Var, s.isImportable(), false)
}

// takesData: a callback that is given something to work on. Functions without
// parameters, loggers and those that only take times and numbers are part of
// how this package was put together.
func takesData(t types.Type) bool {
	if isFuncCollection(t) {
		t = syntax.ElemOf(t)
	}
	sig, ok := t.Underlying().(*types.Signature)
	if !ok || sig.Variadic() {
		return false
	}
	for i := range sig.Params().Len() {
		t := sig.Params().At(i).Type()
		_, basic := t.Underlying().(*types.Basic)
		if !basic && !syntax.IsContext(t) && !syntax.IsError(t) && !syntax.IsNamed(t, "time", "Time") {
			return true
		}
	}
	return false
}

// isImportable: what is internal or a command gets its callbacks from the same
// program.
func (s *Summaries) isImportable() bool {
	path := s.Graph.Pkg.Path()
	return s.Graph.Pkg.Name() != "main" && !strings.Contains("/"+path+"/", "/internal/")
}

// given finds out whether a function comes from outside the package: from an
// exported field, or from a parameter of an exported function that this package
// does not call itself, by way of something that keeps it. A parameter that is
// called at once is the caller's business.
type given struct {
	s    *Summaries
	seen []*types.Var
}

// variable looks at what v holds. Anyone says that people unknown may use what
// led to v, kept that something has kept the function.
func (g *given) variable(v *types.Var, anyone, kept bool) bool {
	if slices.Contains(g.seen, v) {
		return false
	}
	g.seen = append(g.seen, v)
	if v.IsField() || isGlobal(v) {
		kept = true
		// A collection is there to be filled by others, even inside one program.
		anyone = anyone || isFuncCollection(v.Type())
		if anyone && v.IsField() && v.Exported() && v.Pkg() == g.s.pkg {
			return true
		}
	}
	if v.Kind() == types.ParamVar {
		return anyone && kept && g.parameter(v)
	}
	for _, value := range g.s.Graph.Values(v) {
		if next := g.s.Graph.HolderOf(value); next != nil && g.variable(next, anyone, kept) {
			return true
		}
	}
	return false
}

// parameter looks at who gives it: others, when nothing here calls the function.
func (g *given) parameter(v *types.Var) bool {
	for _, f := range g.s.Graph.Funcs {
		i := f.Param(v)
		if i < 0 || f.Obj == nil {
			continue
		}
		uses := g.s.Graph.Uses(f)
		if len(uses) == 0 {
			return f.Obj.Exported()
		}
		for _, u := range uses {
			if u.Arg == calls.Callee && i < len(u.Call.Expr.Args) {
				if next := g.s.Graph.HolderOf(u.Call.Expr.Args[i]); next != nil && g.variable(next, true, true) {
					return true
				}
			}
		}
	}
	return false
}

func isFuncCollection(t types.Type) bool {
	elem := syntax.ElemOf(t)
	return elem != nil && syntax.IsFunc(elem)
}

func isFieldOrGlobal(info *types.Info, e ast.Expr) bool {
	v := syntax.VarOf(info, e)
	return v != nil && (v.IsField() || isGlobal(v))
}

// isPlugin: an interface method on an element of a collection of interfaces
// that this package declares and does not implement itself.
func (s *Summaries) isPlugin(t *target) bool {
	if !syntax.IsInterfaceMethod(t.Fn) || len(t.bodies) > 0 || t.Fn.Pkg() != s.Graph.Pkg || !t.Fn.Exported() {
		return false
	}
	sel, ok := ast.Unparen(t.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	if index, ok := ast.Unparen(sel.X).(*ast.IndexExpr); ok {
		return syntax.ElemOf(s.Graph.Info.TypeOf(index.X)) != nil
	}
	v := syntax.VarOf(s.Graph.Info, sel.X)
	return v != nil && !v.IsField() && s.isInterfaceElement(t.Func, v)
}

func (s *Summaries) isInterfaceElement(f *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(f.Outer().Body, func(n ast.Node) bool {
		if r, ok := n.(*ast.RangeStmt); ok && r.Value != nil && syntax.VarOf(s.Graph.Info, r.Value) == v {
			found = isFieldOrGlobal(s.Graph.Info, r.X)
		}
		return !found
	})
	return found
}
