package syntax

import (
	"go/types"
	"strings"
)

// ContextParam returns the index of the first parameter that is a context, or -1.
func ContextParam(sig *types.Signature) int {
	if sig == nil {
		return -1 // of broken code
	}
	for i := range sig.Params().Len() {
		if IsContext(sig.Params().At(i).Type()) {
			return i
		}
	}
	return -1
}

// ContextForm returns the function that does what fn does and takes a context in
// front: QueryContext for Query, Load for LoadNoCtx. It has the same receiver or
// package, the same results and the same further parameters. Without such a
// function, or when fn takes a context itself, it returns nil.
func ContextForm(fn *types.Func) *types.Func {
	if fn == nil || fn.Pkg() == nil || ContextParam(fn.Signature()) >= 0 {
		return nil
	}
	for _, name := range contextNames(fn.Name()) {
		if form := memberLike(fn, name); form != nil && addsContext(fn.Signature(), form.Signature()) {
			return form
		}
	}
	return nil
}

var (
	withContext    = []string{"Context", "WithContext", "Ctx", "WithCtx"}
	withoutContext = []string{"NoCtx", "NoContext", "WithoutCtx", "WithoutContext"}
)

func contextNames(name string) []string {
	names := make([]string, 0, 2*len(withContext))
	for _, suffix := range withContext {
		names = append(names, name+suffix)
	}
	for _, suffix := range withoutContext {
		if base, ok := strings.CutSuffix(name, suffix); ok && base != "" {
			names = append(names, base, base+"Context", base+"Ctx")
		}
	}
	return names
}

// memberLike returns the function called name that stands where fn does: a method
// of the same type, or a function of the same package.
func memberLike(fn *types.Func, name string) *types.Func {
	var obj types.Object
	if recv := fn.Signature().Recv(); recv != nil {
		obj, _, _ = types.LookupFieldOrMethod(recv.Type(), true, fn.Pkg(), name)
	} else {
		obj = fn.Pkg().Scope().Lookup(name)
	}
	form, _ := obj.(*types.Func)
	return form
}

// addsContext reports whether with is without plus a context as first parameter.
func addsContext(without, with *types.Signature) bool {
	p, q := without.Params(), with.Params()
	if q.Len() != p.Len()+1 || !IsContext(q.At(0).Type()) || without.Variadic() != with.Variadic() {
		return false
	}
	for i := range p.Len() {
		if !types.Identical(p.At(i).Type(), q.At(i+1).Type()) {
			return false
		}
	}
	return types.Identical(without.Results(), with.Results())
}
