package inreach

import (
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// carried writes how to get the context that a parameter carries: r.Context(),
// c.Request.Context(), stream.Context(), c itself when it is one. It returns ""
// for a value that carries none.
func (x *Finder) carried(v *types.Var) string {
	t := v.Type()
	name := v.Name()
	switch {
	case !isStructOrInterface(t):
		return ""
	case isRequest(t):
		return name + ".Context()"
	case isRequest(x.typeOfField(t, "Request")):
		return name + ".Request.Context()" // the pooled context of a web framework does not end by itself
	case isRequest(x.resultOf(t, "Request")):
		return name + ".Request().Context()"
	}
	for _, method := range []string{"UserContext", "Context", "Ctx"} {
		if syntax.IsContext(x.resultOf(t, method)) {
			return name + "." + method + "()"
		}
	}
	if field := x.contextField(t, 0); field != nil {
		return name + "." + field.Name()
	}
	if x.isContextItself(t) {
		return name
	}
	return ""
}

// belongsToClient: a request, a connection, or the context of a web framework.
func (x *Finder) belongsToClient(t types.Type) bool {
	return x.IsConnection(t) || isRequest(x.typeOfField(t, "Request")) || isRequest(x.resultOf(t, "Request"))
}

// kept writes the field of a receiver that is a context, or the context of what a
// field holds (a tomb, a closer).
func (x *Finder) kept(v *types.Var) string {
	if field := x.contextField(v.Type(), 0); field != nil && x.ends(field) != 0 && !x.endsLate(field) {
		return v.Name() + "." + field.Name()
	}
	return ""
}

func isStructOrInterface(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t.Underlying().(type) {
	case *types.Struct, *types.Interface:
		return true
	}
	return false
}

func isRequest(t types.Type) bool { return t != nil && syntax.IsNamed(t, "net/http", "Request") }

// isServed reports whether a request came from a client: its function is given the
// writer of the answer as well, passes it on to another server, or is called with
// the request of one that is. Any other function may have made the request itself.
func (x *Finder) isServed(f *calls.Func, v *types.Var, depth int) bool {
	if f.Obj != nil && f.Obj.Name() == "RoundTrip" {
		return true
	}
	for i := range f.Sig.Params().Len() {
		if syntax.IsNamed(f.Sig.Params().At(i).Type(), "net/http", "ResponseWriter") {
			return true
		}
	}
	for _, u := range x.UsesInCode(f) {
		if u.Arg != calls.Callee || depth > 3 {
			continue
		}
		if i := f.Param(v); i < len(u.Call.Expr.Args) {
			from := syntax.VarOf(x.Info, u.Call.Expr.Args[i])
			if from != nil && u.Call.Func.Param(from) >= 0 && x.isServed(u.Call.Func, from, depth+1) {
				return true
			}
		}
	}
	return false
}

func (x *Finder) typeOfField(t types.Type, name string) types.Type {
	if v, ok := x.member(t, name).(*types.Var); ok {
		return v.Type()
	}
	return nil
}

// resultOf returns the result of a method without parameters, or nil.
func (x *Finder) resultOf(t types.Type, name string) types.Type {
	fn, ok := x.member(t, name).(*types.Func)
	if !ok || fn.Signature().Params().Len() != 0 || fn.Signature().Results().Len() != 1 {
		return nil
	}
	return fn.Signature().Results().At(0).Type()
}

func (x *Finder) member(t types.Type, name string) types.Object {
	obj, _, _ := types.LookupFieldOrMethod(t, true, x.Pkg, name)
	return obj
}

// contextField finds the field of a struct, or of what it embeds, that is a
// context and can be named here.
func (x *Finder) contextField(t types.Type, depth int) *types.Var {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth > 2 {
		return nil
	}
	for i := range st.NumFields() {
		field := st.Field(i)
		if !field.Exported() && field.Pkg() != x.Pkg {
			continue
		}
		if syntax.IsContext(field.Type()) {
			return field.Origin()
		}
	}
	for i := range st.NumFields() {
		if field := st.Field(i); field.Embedded() {
			if inner := x.contextField(field.Type(), depth+1); inner != nil {
				return inner
			}
		}
	}
	return nil
}

// isContextItself: a type of another package with the methods of a context.
func (x *Finder) isContextItself(t types.Type) bool {
	for _, name := range []string{"Deadline", "Done", "Err", "Value"} {
		fn, ok := x.member(t, name).(*types.Func)
		if !ok || fn.Signature().Results().Len() == 0 {
			return false
		}
	}
	done, ok := x.resultOf(t, "Done").(*types.Chan)
	return ok && syntax.IsError(x.resultOf(t, "Err")) && done.Dir() == types.RecvOnly
}
