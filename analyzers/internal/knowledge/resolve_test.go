package knowledge

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// resolver compares rows with the package they speak about and collects what
// is wrong with them.
type resolver struct {
	rows  *Package
	pkg   *types.Package
	wrong []string
}

// faults returns what the rows say about pkg that is not so.
func faults(rows *Package, pkg *types.Package) []string {
	r := &resolver{rows: rows, pkg: pkg}
	r.calls()
	r.runs()
	r.roles()
	r.scoped()
	r.stops()
	r.feeds()
	return r.wrong
}

func (r *resolver) fault(symbol, format string, args ...any) {
	r.wrong = append(r.wrong, r.rows.Path+": "+symbol+": "+fmt.Sprintf(format, args...))
}

func (r *resolver) calls() {
	seen := map[string]Effect{}
	for _, row := range r.rows.Calls {
		r.fn(row.Func)
		if row.Does == 0 || seen[row.Func]&row.Does != 0 {
			r.fault(row.Func, "says nothing new")
		}
		seen[row.Func] |= row.Does
		if row.Ctx == "" {
			continue
		}
		if form := r.fn(row.Ctx); form != nil && !takesContext(form.Signature()) {
			r.fault(row.Ctx, "takes no context")
		}
	}
}

func (r *resolver) runs() {
	seen := map[string]bool{}
	for _, row := range r.rows.Runs {
		key := fmt.Sprint(row.Func, row.Arg, row.Method)
		if seen[key] {
			r.fault(row.Func, "argument %d is said twice", row.Arg)
		}
		seen[key] = true
		if code := r.codeOf(row); code != nil && !isRunnable(code, row.Method, r.pkg) {
			r.fault(row.Func, "argument %d, a %s, has no code to run", row.Arg, code)
		}
		for _, option := range slices.Concat(row.RecoveredBy, row.SerialBy) {
			r.fn(option)
		}
	}
}

// codeOf returns the type of the user's code, nil when the row is wrong.
func (r *resolver) codeOf(row Run) types.Type {
	if row.Arg == Field {
		if field, ok := r.find(row.Func).(*types.Var); ok {
			return field.Type()
		}
		r.fault(row.Func, "is no field")
		return nil
	}
	fn := r.fn(row.Func)
	if fn == nil {
		return nil
	}
	return r.argOf(fn, row.Arg)
}

func (r *resolver) argOf(fn *types.Func, arg int) types.Type {
	sig := fn.Signature()
	switch {
	case arg == -1 && sig.Recv() != nil:
		return sig.Recv().Type()
	case arg < 0 || arg >= sig.Params().Len():
		r.fault(SymbolOf(fn), "has no argument %d", arg)
		return nil
	case sig.Variadic() && arg == sig.Params().Len()-1:
		return sig.Params().At(arg).Type().(*types.Slice).Elem()
	}
	return sig.Params().At(arg).Type()
}

func (r *resolver) roles() {
	for _, row := range r.rows.Roles {
		name := r.typ(row.Type)
		if name == nil {
			continue
		}
		if !types.IsInterface(name.Type()) {
			r.fault(row.Type, "is no interface")
		}
		if !hasMethod(name.Type(), row.Method, r.pkg) {
			r.fault(row.Type, "has no method %s", row.Method)
		}
	}
}

func (r *resolver) scoped() {
	for _, row := range r.rows.Scoped {
		name := r.typ(row.Type)
		if name == nil {
			continue
		}
		for _, from := range row.From {
			r.handsOut(from, name)
		}
		for _, end := range row.Ends {
			r.fn(end)
		}
		if row.Copy != "" {
			r.handsOut(row.Copy, name)
		}
	}
}

func (r *resolver) stops() {
	failure := types.Universe.Lookup("error").Type()
	for _, name := range r.rows.Stops {
		v, ok := r.find(name).(*types.Var)
		if !ok || !types.AssignableTo(v.Type(), failure) {
			r.fault(name, "is no error variable")
		}
	}
}

func (r *resolver) feeds() {
	for _, row := range r.rows.Feeds {
		switch obj := r.find(row.Of).(type) {
		case *types.Var:
			if !isChan(obj.Type()) {
				r.fault(row.Of, "is no channel")
			}
		case *types.Func:
			r.fn(row.Of)
			if !hasChan(obj.Signature().Params()) && !hasChan(obj.Signature().Results()) {
				r.fault(row.Of, "has no channel")
			}
		default:
			r.fault(row.Of, "is no function or field")
		}
	}
}

func hasChan(tuple *types.Tuple) bool {
	for v := range tuple.Variables() {
		if isChan(v.Type()) {
			return true
		}
	}
	return false
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// handsOut wants a function that has name's type in a result or in the
// signature of a callback.
func (r *resolver) handsOut(symbol string, name *types.TypeName) {
	fn := r.fn(symbol)
	if fn == nil {
		return
	}
	sig := fn.Signature()
	bare := types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	if !mentions(bare, name) {
		r.fault(symbol, "hands out no %s", name.Name())
	}
}

func (r *resolver) fn(symbol string) *types.Func {
	obj := r.find(symbol)
	fn, ok := obj.(*types.Func)
	if !ok {
		r.fault(symbol, "is no function or method")
		return nil
	}
	if fn.Pkg() != r.pkg || SymbolOf(fn) != symbol {
		r.fault(symbol, "is declared as %s.%s", fn.Pkg().Path(), SymbolOf(fn))
	}
	return fn
}

func (r *resolver) typ(symbol string) *types.TypeName {
	name, ok := r.find(symbol).(*types.TypeName)
	if !ok || name.IsAlias() {
		r.fault(symbol, "is no type of its own")
		return nil
	}
	return name
}

// find returns the function, type, variable, method or direct field that a
// symbol names.
func (r *resolver) find(symbol string) types.Object {
	owner, member, isMember := strings.Cut(symbol, ".")
	obj := r.pkg.Scope().Lookup(owner)
	if !isMember || obj == nil {
		return obj
	}
	name, ok := obj.(*types.TypeName)
	if !ok {
		return nil
	}
	found, path, _ := types.LookupFieldOrMethod(name.Type(), true, r.pkg, member)
	if _, isField := found.(*types.Var); isField && len(path) > 1 {
		return nil // promoted: the row belongs to the embedded type
	}
	return found
}

func takesContext(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		named, ok := types.Unalias(v.Type()).(*types.Named)
		if ok && named.Obj().Name() == "Context" && named.Obj().Pkg().Path() == "context" {
			return true
		}
	}
	return false
}

// isRunnable reports whether a value of type t is code, or has the method.
// A framework that takes any looks at it by reflection.
func isRunnable(t types.Type, method string, pkg *types.Package) bool {
	if method != "" {
		return hasMethod(t, method, pkg)
	}
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Signature:
		return true
	case *types.Interface:
		return u.Empty()
	}
	return false
}

func hasMethod(t types.Type, method string, pkg *types.Package) bool {
	found, _, _ := types.LookupFieldOrMethod(t, true, pkg, method)
	_, ok := found.(*types.Func)
	return ok
}

func mentions(t types.Type, name *types.TypeName) bool {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return t.Obj() == name
	case *types.Signature:
		return mentions(t.Params(), name) || mentions(t.Results(), name)
	case *types.Tuple:
		for v := range t.Variables() {
			if mentions(v.Type(), name) {
				return true
			}
		}
	case interface{ Elem() types.Type }: // pointer, slice, array, map, channel
		return mentions(t.Elem(), name)
	}
	return false
}
