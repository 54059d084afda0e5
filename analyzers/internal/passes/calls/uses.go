package calls

import (
	"cmp"
	"go/ast"
	"go/types"
	"slices"
	"sync"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Use is a place where a body is called, started, deferred or handed on.
type Use struct {
	Call *Call
	Arg  int // the argument that the body is, or Callee
}

// Callee as Use.Arg: the body is what the call runs.
const Callee = -1

// uses is computed on demand: most packages that are only dependencies are
// never asked.
type uses struct {
	once sync.Once
	of   map[*Func][]Use
}

// Uses returns the places in this package that run f or hand it on.
func (g *Graph) Uses(f *Func) []Use {
	g.uses.once.Do(g.collectUses)
	return g.uses.of[f]
}

func (g *Graph) collectUses() {
	g.uses.of = make(map[*Func][]Use)
	for _, f := range g.Funcs {
		for _, c := range f.Calls {
			for _, body := range g.Bodies(c) {
				g.addUse(body, Use{c, Callee})
			}
			for i, arg := range c.Expr.Args {
				g.collectArg(c, i, arg)
			}
		}
	}
}

func (g *Graph) collectArg(c *Call, i int, arg ast.Expr) {
	for _, body := range g.ValueBodies(arg) {
		g.addUse(body, Use{c, i})
	}
	// fx.Hook{OnStart: func() { ... }}: functions in a literal that is handed on.
	lit, ok := ast.Unparen(arg).(*ast.CompositeLit)
	if !ok {
		return
	}
	for _, elt := range lit.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		for _, body := range g.ValueBodies(elt) {
			g.addUse(body, Use{c, i})
		}
	}
}

func (g *Graph) addUse(f *Func, u Use) {
	g.uses.of[f] = append(g.uses.of[f], u)
}

// Holders lists the variables and fields that v is assigned to.
func (g *Graph) Holders(v *types.Var) []*types.Var {
	g.holders.once.Do(g.collectHolders)
	return g.holders.of[v]
}

// CallsOf lists the calls of the function that a variable or field holds.
func (g *Graph) CallsOf(v *types.Var) []*Call {
	g.holders.once.Do(g.collectHolders)
	return g.holders.calls[v]
}

type holders struct {
	once  sync.Once
	of    map[*types.Var][]*types.Var
	calls map[*types.Var][]*Call
}

func (g *Graph) collectHolders() {
	g.holders.of = make(map[*types.Var][]*types.Var)
	g.holders.calls = make(map[*types.Var][]*Call)
	for holder, values := range g.values {
		for _, value := range values {
			if v := syntax.VarOf(g.Info, value); v != nil && v != holder && holder.IsField() {
				g.holders.of[v] = append(g.holders.of[v], holder)
			}
		}
	}
	for _, hs := range g.holders.of {
		slices.SortFunc(hs, func(a, b *types.Var) int { return int(a.Pos()) - int(b.Pos()) })
	}
	for _, f := range g.Funcs {
		for _, c := range f.Calls {
			if c.Var != nil {
				g.holders.calls[c.Var] = append(g.holders.calls[c.Var], c)
			}
		}
	}
}

// HeldFields lists the fields that functions are assigned to, in the order of
// their declaration.
func (g *Graph) HeldFields() []*types.Var {
	var out []*types.Var
	for v := range g.values {
		if v.IsField() {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b *types.Var) int {
		return cmp.Or(cmp.Compare(path(a), path(b)), cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Pos(), b.Pos()))
	})
	return out
}

func path(v *types.Var) string {
	if v.Pkg() == nil {
		return ""
	}
	return v.Pkg().Path()
}
