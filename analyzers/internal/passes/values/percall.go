package values

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// IsOfOneCall reports whether what an expression names is made for one call or
// request, which nobody else takes part in: a variable of the function, or a field of
// a type whose values are all made so. Unknown is false.
func (v *Values) IsOfOneCall(f *calls.Func, e ast.Expr) bool {
	if v.isOwn(f, e) {
		return true
	}
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	return ok && (v.isOwn(f, sel.X) || v.isPerCall(syntax.NamedOf(v.Info.TypeOf(sel.X))))
}

// isOwn: a variable of the function; a pointer may be to anything.
func (v *Values) isOwn(f *calls.Func, e ast.Expr) bool {
	x := syntax.VarOf(v.Info, e)
	return x != nil && isLocal(f.Outer(), x) && !isPointer(x.Type())
}

func isPointer(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.Pointer)
	return ok
}

// isPerCall: all values of the type are made in functions that work for one caller,
// and put nowhere but into its context.
func (v *Values) isPerCall(name *types.TypeName) bool {
	if name == nil || name.Pkg() != v.Pkg || v.HolderOf(name).IsLong() {
		return false
	}
	some, all := false, true
	for _, f := range v.Graph.Funcs {
		if f.Parent != nil || v.IsTest(f.Pos()) {
			continue
		}
		ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
			if lit, ok := n.(*ast.CompositeLit); ok && syntax.NamedOf(v.Info.TypeOf(lit)) == name {
				some = true
				all = all && v.isForOneCaller(f) && v.staysWithCall(f, append(slices.Clone(stack), n))
			}
			return all
		})
	}
	return some && all
}

// isForOneCaller: what it makes is for the request that it is called with.
func (v *Values) isForOneCaller(f *calls.Func) bool {
	if f.Obj == nil || services.IsConstructor(f.Obj.Name()) || services.IsStarter(f.Obj.Name()) || services.IsLauncher(f.Obj.Name()) {
		return false
	}
	for i := range f.Sig.Params().Len() {
		if t := f.Sig.Params().At(i).Type(); syntax.IsContext(t) || syntax.IsNamed(t, "net/http", "Request") {
			return true
		}
	}
	short, _, _ := v.PlaceOf(f)
	return short == knowledge.Request || short == knowledge.Iteration
}

// staysWithCall: the literal at the end of the stack goes into the context, or into a
// variable that goes nowhere else.
func (v *Values) staysWithCall(f *calls.Func, stack []ast.Node) bool {
	if _, ok := stack[len(stack)-2].(*ast.UnaryExpr); ok {
		stack = stack[:len(stack)-1]
	}
	use := syntax.UseOf(v.Info, stack, "")
	if use.How == syntax.Argument {
		return v.isWithValue(use.Call)
	}
	x := syntax.VarOf(v.Info, use.Target)
	if use.How != syntax.Aliased || x == nil || !isLocal(f, x) {
		return false
	}
	for _, e := range v.Events(&Opened{Func: f, Var: x}) {
		switch {
		case e.Fate == Given && !v.isWithValue(e.Use.Call):
			return false
		case e.Use.How == syntax.Argument && v.PutsAway(v.callOf(f, e.Use.Call), e.Use.Arg):
			return false
		}
	}
	return true
}

func (v *Values) isWithValue(call *ast.CallExpr) bool {
	if call == nil {
		return false
	}
	fn := syntax.Callee(v.Info, call)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && fn.Name() == "WithValue"
}
