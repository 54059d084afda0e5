package calls

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// runs is what a call may run.
type runs struct {
	bodies    []*Func
	elsewhere []*types.Func
}

// resolve finds the bodies of all calls, once everything that is assigned to
// function variables is known.
func (g *Graph) resolve() {
	for _, f := range g.Funcs {
		for _, c := range f.Calls {
			c.runs = g.runsOf(c)
		}
	}
}

// Bodies returns the bodies of this package that c may run: one for a static
// call, the implementations for an interface method, the functions that are
// assigned to a variable or field for a function value.
func (g *Graph) Bodies(c *Call) []*Func {
	if c.Func == nil {
		g.Resolve(c)
	}
	if c.runs == nil {
		return nil
	}
	return c.runs.bodies
}

// Resolve finds what a call runs that somebody made up for an expression.
func (g *Graph) Resolve(c *Call) {
	if c.runs == nil {
		c.runs = g.runsOf(c)
	}
}

// Elsewhere returns the functions of other packages that a call of a function
// value may run: start := safego.Go; start(f).
func (c *Call) Elsewhere() []*types.Func {
	if c.runs == nil {
		return nil
	}
	return c.runs.elsewhere
}

func (g *Graph) runsOf(c *Call) *runs {
	if c.Fn != nil && !syntax.IsInterfaceMethod(c.Fn) {
		if f := g.Decl(c.Fn); f != nil {
			return &f.alone
		}
		return nil
	}
	if c.Fn != nil {
		if bodies := g.MethodBodies(c.Fn); len(bodies) > 0 {
			return &runs{bodies: bodies}
		}
		return nil
	}
	r := resolver{g: g}
	r.value(c.Expr.Fun)
	if len(r.runs.bodies) == 0 && len(r.elsewhere) == 0 {
		return nil
	}
	return &r.runs
}

// MethodBodies returns the bodies of this package that a function or method may run:
// its own, or for the method of an interface those of its implementations.
func (g *Graph) MethodBodies(fn *types.Func) []*Func {
	if !syntax.IsInterfaceMethod(fn) {
		if f := g.Decl(fn); f != nil {
			return f.alone.bodies
		}
		return nil
	}
	if IsVocabulary(fn) {
		return nil
	}
	return g.impls.of(g, fn)
}

// IsVocabulary reports whether an interface method belongs to the standard
// library: io.Writer and its like are passed around between strangers, so that
// this package's implementations say nothing of what a call runs. A handler is
// code that is meant to be run.
func IsVocabulary(method *types.Func) bool {
	if method.Pkg() == nil {
		return true // error
	}
	return syntax.IsStandardPath(method.Pkg().Path()) && method.Pkg().Path() != "net/http"
}

// ValueBodies returns the bodies of this package that a function value may
// have: a literal, a named function, a method value, the result of a function
// that returns one of these, or a variable, field or element of a collection
// that holds one.
func (g *Graph) ValueBodies(value ast.Expr) []*Func {
	r := resolver{g: g}
	r.value(value)
	return r.bodies
}

// resolver follows function values. Each variable and each function that returns
// one is followed once, so that circles end.
type resolver struct {
	runs
	g    *Graph
	seen []*types.Var
	via  []*Func
}

func (r *resolver) value(value ast.Expr) {
	switch e := ast.Unparen(value).(type) {
	case *ast.FuncLit:
		r.add(r.g.lits[e])
	case *ast.CallExpr:
		r.call(e)
	case *ast.CompositeLit:
		r.elements(e)
	default:
		switch obj := r.object(e).(type) {
		case *types.Func:
			r.named(obj.Origin())
		case *types.Var:
			r.variable(obj)
		}
	}
}

func (r *resolver) object(e ast.Expr) types.Object {
	if obj := syntax.ObjectOf(r.g.Info, e); obj != nil {
		return obj
	}
	if v := r.g.collectionOf(e); v != nil {
		return v
	}
	return nil
}

func (r *resolver) named(fn *types.Func) {
	r.add(r.g.MethodBodies(fn)...)
	if fn.Pkg() != r.g.Pkg && !syntax.IsInterfaceMethod(fn) && !slices.Contains(r.elsewhere, fn) {
		r.elsewhere = append(r.elsewhere, fn)
	}
}

func (r *resolver) add(bodies ...*Func) {
	for _, f := range bodies {
		if f != nil && !slices.Contains(r.bodies, f) {
			r.bodies = append(r.bodies, f)
		}
	}
}

func (r *resolver) variable(v *types.Var) {
	if slices.Contains(r.seen, v) {
		return
	}
	r.seen = append(r.seen, v)
	for _, value := range r.g.values[v] {
		r.value(value)
	}
}

// call resolves HandlerFunc(f) and guard().
func (r *resolver) call(call *ast.CallExpr) {
	if f := r.g.Decl(syntax.Callee(r.g.Info, call)); f != nil {
		r.returned(f)
	} else if value := syntax.Unconverted(r.g.Info, call); value != call {
		r.value(value)
	}
}

func (r *resolver) returned(f *Func) {
	if slices.Contains(r.via, f) {
		return
	}
	r.via = append(r.via, f)
	for _, ret := range f.Returns {
		for _, result := range ret.Results {
			if syntax.IsFunc(r.g.Info.TypeOf(result)) {
				r.value(result)
			}
		}
	}
}

// elements resolves the functions in []func(){...} and map[K]func(){...}; other
// literals hold functions in fields, which are followed by themselves.
func (r *resolver) elements(lit *ast.CompositeLit) {
	if !syntax.IsFunc(syntax.ElemOf(r.g.Info.TypeOf(lit))) {
		return
	}
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		r.value(elt)
	}
}

// Returned lists the bodies of this package that a function returned by f may have.
func (g *Graph) Returned(f *Func) []*Func {
	if f.Sig == nil || !returnsFunc(f.Sig) {
		return nil
	}
	r := resolver{g: g}
	r.returned(f)
	return r.bodies
}

func returnsFunc(sig *types.Signature) bool {
	for i := range sig.Results().Len() {
		if syntax.IsFunc(sig.Results().At(i).Type()) {
			return true
		}
	}
	return false
}

// Values returns the expressions assigned to a variable or field of function
// type, or put into a collection of functions.
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
