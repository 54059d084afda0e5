package calls

import (
	"go/ast"
	"go/types"
	"sync"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Bodies returns the bodies of this package that c may run: one for a static
// call, the implementations for an interface method, the functions that are
// assigned to a variable or field for a function value.
func (g *Graph) Bodies(c *Call) []*Func {
	if lit, ok := ast.Unparen(c.Expr.Fun).(*ast.FuncLit); ok {
		return one(g.lits[lit])
	}
	if c.Fn != nil {
		return g.methodBodies(c.Fn)
	}
	return g.ValueBodies(c.Expr.Fun)
}

func (g *Graph) methodBodies(fn *types.Func) []*Func {
	if !syntax.IsInterfaceMethod(fn) {
		return one(g.Decl(fn))
	}
	var out []*Func
	for _, impl := range g.impls.of(fn) {
		if f := g.Decl(impl); f != nil {
			out = append(out, f)
		}
	}
	return out
}

// ValueBodies returns the bodies of this package that a function value may
// have: a literal, a named function, a method value, or a variable or field
// that holds one of these.
func (g *Graph) ValueBodies(value ast.Expr) []*Func {
	if lit, ok := ast.Unparen(value).(*ast.FuncLit); ok {
		return one(g.lits[lit])
	}
	switch obj := syntax.ObjectOf(g.Info, value).(type) {
	case *types.Func:
		return g.methodBodies(obj.Origin())
	case *types.Var:
		return g.held(obj)
	}
	return nil
}

func (g *Graph) held(v *types.Var) []*Func {
	var out []*Func
	for _, value := range g.values[v] {
		if syntax.ObjectOf(g.Info, value) == v {
			continue // x = x
		}
		if lit, ok := ast.Unparen(value).(*ast.FuncLit); ok {
			out = append(out, g.lits[lit])
		} else if fn, ok := syntax.ObjectOf(g.Info, value).(*types.Func); ok {
			out = append(out, g.methodBodies(fn.Origin())...)
		}
	}
	return out
}

// Values returns the expressions assigned to a variable or field of function type.
func (g *Graph) Values(v *types.Var) []ast.Expr { return g.values[v] }

// NamedFunc returns the function or method that a function value names, in any
// package, or nil.
func (g *Graph) NamedFunc(value ast.Expr) *types.Func {
	fn, _ := syntax.ObjectOf(g.Info, value).(*types.Func)
	if fn == nil {
		return nil
	}
	return fn.Origin()
}

func one(f *Func) []*Func {
	if f == nil {
		return nil
	}
	return []*Func{f}
}

// implementations finds the methods of a package's types that an interface
// method may run.
type implementations struct {
	mu    sync.Mutex // checks ask on several goroutines
	pkg   *types.Package
	types []*types.Named // lazily, sorted by name as scopes are
	memo  map[*types.Func][]*types.Func
}

func (im *implementations) of(method *types.Func) []*types.Func {
	im.mu.Lock()
	defer im.mu.Unlock()
	if found, ok := im.memo[method]; ok {
		return found
	}
	var found []*types.Func
	iface, _ := method.Signature().Recv().Type().Underlying().(*types.Interface)
	if iface != nil && method.Pkg() != nil {
		for _, named := range im.named() {
			found = append(found, implementation(named, iface, method)...)
		}
	}
	im.memo[method] = found
	return found
}

func implementation(named *types.Named, iface *types.Interface, method *types.Func) []*types.Func {
	ptr := types.NewPointer(named)
	if named.TypeParams().Len() > 0 || !types.Implements(ptr, iface) {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(ptr, true, method.Pkg(), method.Name())
	if fn, ok := obj.(*types.Func); ok && !syntax.IsInterfaceMethod(fn) {
		return []*types.Func{fn.Origin()}
	}
	return nil
}

func (im *implementations) named() []*types.Named {
	if im.types != nil {
		return im.types
	}
	im.types = []*types.Named{}
	for _, name := range im.pkg.Scope().Names() {
		tn, ok := im.pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		if named, ok := tn.Type().(*types.Named); ok && !types.IsInterface(named) {
			im.types = append(im.types, named)
		}
	}
	return im.types
}
