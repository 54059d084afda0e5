package inreach

import (
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Form is how a function is called so that it hears a context.
type Form struct {
	Fn  *types.Func // what takes the context; nil where there is no such form
	How How
}

// How says in what way a Form differs from the plain call.
type How uint8

const (
	Sibling  How = iota // the same with a context in front: QueryContext for Query
	WithNil             // the same, and options that may be nil: BeginTx for Begin
	Dialer              // a method of a Dialer: (&net.Dialer{}).DialContext
	Resolver            // a method of net.DefaultResolver
	Request             // a request that is made with the context, and sent
	Fluent              // x.WithContext(ctx) in front of the call
	Option              // one more option: retry.Do(f, retry.Context(ctx))
	Wrapped             // an argument that is wrapped: backoff.Retry(f, backoff.WithContext(b, ctx))
	Other               // another function, called differently
)

// FormOf returns the form of fn that takes a context: found by its signature in
// whatever package, or known under another name.
func (x *Finder) FormOf(fn *types.Func) Form {
	if fn == nil || fn.Pkg() == nil {
		return Form{}
	}
	form, ok := x.forms[fn]
	if !ok {
		form = x.formOf(fn)
		x.forms[fn] = form
	}
	return form
}

func (x *Finder) formOf(fn *types.Func) Form {
	if syntax.ContextParam(fn.Signature()) >= 0 {
		return Form{}
	}
	if sibling := syntax.ContextForm(fn); sibling != nil && x.isUsableForm(sibling) {
		return Form{sibling, Sibling}
	}
	if row, ok := x.Table.Call(fn); ok && row.Ctx != "" {
		return x.renamed(fn, row.Ctx)
	}
	if fluent := x.fluent(fn); fluent != nil {
		return Form{fluent, Fluent}
	}
	if option := contextOption(fn); option != nil {
		return Form{option, Option}
	}
	if wrap := contextWrap(fn); wrap != nil {
		return Form{wrap, Wrapped}
	}
	return Form{}
}

// isUsableForm: it can be named here, and nobody advises against it.
func (x *Finder) isUsableForm(fn *types.Func) bool {
	if !fn.Exported() && fn.Pkg() != x.Pkg {
		return false
	}
	return !x.Sum.IsDeprecated(fn)
}

// renamed resolves the name that a row gives: a function or "Type.Method" of the
// same package.
func (x *Finder) renamed(fn *types.Func, name string) Form {
	target := symbol(fn.Pkg(), name)
	if target == nil {
		return Form{}
	}
	switch {
	case addsNilOption(fn, target):
		return Form{target, WithNil}
	case strings.HasPrefix(name, "Dialer.") && fn.Signature().Recv() == nil:
		return Form{target, Dialer}
	case strings.HasPrefix(name, "Resolver."):
		return Form{target, Resolver}
	case name == "NewRequestWithContext":
		return Form{target, Request}
	case isFluent(target):
		return Form{target, Fluent}
	}
	return Form{target, Other}
}

func symbol(pkg *types.Package, name string) *types.Func {
	owner, method, isMethod := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(owner)
	if isMethod && obj != nil {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	fn, _ := obj.(*types.Func)
	return fn
}

// addsNilOption: the same receiver and results, a context in front, and a pointer
// to options behind.
func addsNilOption(fn, with *types.Func) bool {
	p, q := fn.Signature().Params(), with.Signature().Params()
	if fn.Signature().Recv() == nil || with.Signature().Recv() == nil || q.Len() != p.Len()+2 || !types.Identical(fn.Signature().Recv().Type(), with.Signature().Recv().Type()) {
		return false
	}
	for i := range p.Len() {
		if !types.Identical(p.At(i).Type(), q.At(i+1).Type()) {
			return false
		}
	}
	_, pointer := q.At(q.Len() - 1).Type().Underlying().(*types.Pointer)
	return pointer && types.Identical(fn.Signature().Results(), with.Signature().Results())
}

// fluent returns the method that gives the receiver of fn a context and returns
// it: db.WithContext(ctx), request.SetContext(ctx).
func (x *Finder) fluent(fn *types.Func) *types.Func {
	recv := fn.Signature().Recv()
	if recv == nil || isRequest(recv.Type()) {
		return nil // the request of a handler has its own
	}
	for _, name := range []string{"WithContext", "SetContext"} {
		obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, fn.Pkg(), name)
		if with, ok := obj.(*types.Func); ok && isFluent(with) && with != fn {
			return with
		}
	}
	return nil
}

// isFluent: a method of T that takes a context and returns a T.
func isFluent(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() == nil || sig.Params().Len() != 1 || !syntax.IsContext(sig.Params().At(0).Type()) || sig.Results().Len() != 1 {
		return false
	}
	from, to := syntax.NamedOf(sig.Recv().Type()), syntax.NamedOf(sig.Results().At(0).Type())
	return from != nil && from == to
}

// contextOption: func Do(f func() error, opts ...Option) in a package that has
// func Context(context.Context) Option.
func contextOption(fn *types.Func) *types.Func {
	sig := fn.Signature()
	if !sig.Variadic() {
		return nil
	}
	option := syntax.NamedOf(syntax.ElemOf(sig.Params().At(sig.Params().Len() - 1).Type()))
	if option == nil || option.Pkg() != fn.Pkg() {
		return nil
	}
	for _, name := range []string{"Context", "WithContext"} {
		make, ok := fn.Pkg().Scope().Lookup(name).(*types.Func)
		if !ok || !takesOnlyContext(make) || make.Signature().Results().Len() != 1 {
			continue
		}
		if syntax.NamedOf(make.Signature().Results().At(0).Type()) == option {
			return make
		}
	}
	return nil
}

func takesOnlyContext(fn *types.Func) bool {
	p := fn.Signature().Params()
	return p.Len() == 1 && syntax.IsContext(p.At(0).Type())
}

// contextWrap: func Retry(op, b BackOff) in a package that has func WithContext(b
// BackOff, ctx context.Context) whose result is a BackOff, too.
func contextWrap(fn *types.Func) *types.Func {
	wrap, ok := fn.Pkg().Scope().Lookup("WithContext").(*types.Func)
	if !ok || wrap.Signature().Params().Len() != 2 || wrap.Signature().Results().Len() != 1 || fn.Signature().Recv() != nil {
		return nil
	}
	p := wrap.Signature().Params()
	if !syntax.IsContext(p.At(1).Type()) {
		return nil
	}
	for i := range fn.Signature().Params().Len() {
		t := fn.Signature().Params().At(i).Type()
		if types.Identical(t, p.At(0).Type()) && types.AssignableTo(wrap.Signature().Results().At(0).Type(), t) {
			return wrap
		}
	}
	return nil
}
