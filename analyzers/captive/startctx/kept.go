package startctx

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// kept looks at contexts that are put into fields by hooks and constructors.
func (c *check) kept(f *calls.Func) {
	if f.Parent != nil && !c.isHook(f) || f.Parent == nil && syntax.ContextParam(f.Sig) < 0 {
		return
	}
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			for i, lhs := range n.Lhs {
				if v := syntax.VarOf(c.Info, lhs); v != nil && v.IsField() && i < len(n.Rhs) {
					c.keptIn(f, v, n.Rhs[i])
				}
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok {
				if v, _ := c.Info.Uses[key].(*types.Var); v != nil && v.IsField() {
					c.keptIn(f, v.Origin(), n.Value)
				}
			}
		}
		return true
	})
}

func (c *check) isHook(f *calls.Func) bool {
	for _, a := range c.Of(f) {
		if a.Row != nil && services.IsHook(a.Row) {
			return true
		}
	}
	return false
}

func (c *check) keptIn(f *calls.Func, field *types.Var, value ast.Expr) {
	if !syntax.IsContext(field.Type()) {
		return
	}
	for _, o := range c.Contexts().Origins(value, f) {
		switch {
		case o.Kind == services.OfHook:
			c.Report(report.Finding{
				Pos: value.Pos(), End: value.End(),
				Message: "the field " + field.Name() + " keeps the context of a hook, which ends when the hook or the phase is over; " + wayOut,
				Related: c.relatedTo(o),
			})
			return
		case o.Kind == services.OfCaller && len(o.Steps) == 0 && len(o.Via) == 0 && c.isConstructor(f):
			c.ofConstructor(f, field, value)
			return
		}
	}
}

// isConstructor: it returns what it makes, and says that it is new.
func (c *check) isConstructor(f *calls.Func) bool {
	return f.Obj != nil && f.Sig.Recv() == nil && services.IsConstructor(f.Obj.Name()) && f.Sig.Results().Len() > 0
}

// ofConstructor: the context that was there for the making is what every later call
// lives on, although the value has an end of its own, which does not touch it.
func (c *check) ofConstructor(f *calls.Func, field *types.Var, value ast.Expr) {
	owner := c.ownerOf(f, field)
	if owner == nil || !hasEnd(owner) {
		return
	}
	user := c.laterUse(field)
	if user == nil {
		return
	}
	c.Report(report.Finding{
		Pos: field.Pos(), End: field.Pos() + token.Pos(len(field.Name())), Tier: report.Strict, Sub: "constructor",
		Message: "the context that " + f.Name() + " is given for the start is kept in " + field.Name() + " and used by " + user.Name() + " ever after, so " + owner.Name() + " dies with it; give each call a context, or make one here that " + owner.Name() + "'s end cancels",
		Related: []report.Related{{Pos: value.Pos(), End: value.End(), Message: "kept here"}, {Pos: user.Pos(), Message: "used here"}},
	})
}

// ownerOf returns the type of this package that has the field and is returned by f.
func (c *check) ownerOf(f *calls.Func, field *types.Var) *types.TypeName {
	for i := range f.Sig.Results().Len() {
		name := syntax.NamedOf(f.Sig.Results().At(i).Type())
		if name == nil || name.Pkg() != c.Pkg {
			continue
		}
		st, ok := name.Type().Underlying().(*types.Struct)
		for j := 0; ok && j < st.NumFields(); j++ {
			if st.Field(j) == field {
				return name
			}
		}
	}
	return nil
}

// hasEnd: what is closed or stopped lives until then.
func hasEnd(name *types.TypeName) bool {
	for _, method := range []string{"Close", "Stop", "Shutdown"} {
		obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(name.Type()), true, name.Pkg(), method)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// laterUse returns a method without a context of its own that hands on what is kept
// in the field.
func (c *check) laterUse(field *types.Var) *calls.Func {
	for _, f := range c.Graph.Funcs {
		if f.Obj == nil || !f.Obj.Exported() || f.Sig.Recv() == nil || syntax.ContextParam(f.Sig) >= 0 || services.IsStopName(f.Obj.Name()) || services.IsLauncher(f.Obj.Name()) {
			continue
		}
		if c.readsField(f, field) {
			return f
		}
	}
	return nil
}

func (c *check) readsField(f *calls.Func, field *types.Var) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		found = found || ok && syntax.VarOf(c.Info, sel) == field
		return !found
	})
	return found
}

// hosted: Start(ctx) of a type that is stopped by Stop(ctx), through a signal of its
// own that the loop hears beside ctx: then ctx is not what it lives on, and ends when
// whoever starts it is done with starting.
func (c *check) hosted(a *services.Activation, e ast.Expr, in *calls.Func) {
	starter := a.Call.Func.Outer()
	if c.seen[a.Pos] || !c.IsLongRunning(a) || starter.Obj == nil || starter.Obj.Name() != "Start" || starter.Sig.Recv() == nil || a.Loop == nil {
		return
	}
	v := syntax.VarOf(c.Info, e)
	if v == nil || starter.Param(v) < 0 || !takesContext(starter.Sig.Recv().Type(), c.Pkg, "Stop", "Shutdown", "Close") || !c.hearsItsOwn(a.Loop) {
		return
	}
	c.seen[a.Pos] = true
	c.Report(report.Finding{
		Pos: e.Pos(), End: e.End(), Tier: report.Strict,
		Message: c.name(a) + " has a stop signal of its own and yet lives on " + v.Name() + " of Start, which its caller may end when the start is over; " + wayOut,
	})
}

// takesContext reports whether a type has one of the methods, with a context.
func takesContext(t types.Type, pkg *types.Package, methods ...string) bool {
	for _, name := range methods {
		obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, name)
		fn, ok := obj.(*types.Func)
		if ok && fn.Signature().Params().Len() > 0 && syntax.IsContext(fn.Signature().Params().At(0).Type()) {
			return true
		}
	}
	return false
}

// hearsItsOwn: a case of the loop receives from a channel in a field, and leaves.
func (c *check) hearsItsOwn(l *calls.Loop) bool {
	for _, ch := range l.Received() {
		if v := syntax.VarOf(c.Info, ch); v != nil && v.IsField() && c.Sum.IsDone(ch) {
			return true
		}
	}
	return false
}
