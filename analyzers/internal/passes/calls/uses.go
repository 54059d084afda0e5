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
			for _, i := range c.Handed {
				g.collectArg(c, i, c.Expr.Args[i])
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
		if syntax.IsFunc(g.Info.TypeOf(elt)) {
			for _, body := range g.ValueBodies(elt) {
				g.addUse(body, Use{c, i})
			}
		}
	}
}

func (g *Graph) addUse(f *Func, u Use) {
	g.uses.of[f] = append(g.uses.of[f], u)
}

// holders says where function values go, by the variables that hold them.
type holders struct {
	once  sync.Once
	of    map[*types.Var][]*types.Var
	calls map[*types.Var][]*Call
	args  map[*types.Var][]Use
}

// Holders lists the variables, fields and collections that a function held by v
// may come to be held by, near ones first.
func (g *Graph) Holders(v *types.Var) []*types.Var {
	g.holders.once.Do(g.collectHolders)
	return g.holders.reach(slices.Clone(g.holders.of[v]))
}

func (h *holders) reach(found []*types.Var) []*types.Var {
	for i := 0; i < len(found); i++ {
		for _, next := range h.of[found[i]] {
			if !slices.Contains(found, next) {
				found = append(found, next)
			}
		}
	}
	return found
}

// CallsOf lists the calls of the function that a variable, field or element of
// a collection holds.
func (g *Graph) CallsOf(v *types.Var) []*Call {
	g.holders.once.Do(g.collectHolders)
	return g.holders.calls[v]
}

// ArgsOf lists the calls that hand on the function that v holds.
func (g *Graph) ArgsOf(v *types.Var) []Use {
	g.holders.once.Do(g.collectHolders)
	return g.holders.args[v]
}

func (g *Graph) collectHolders() {
	h := &g.holders
	h.of = make(map[*types.Var][]*types.Var)
	h.calls = make(map[*types.Var][]*Call)
	h.args = make(map[*types.Var][]Use)
	for _, holder := range g.sortedHolders() {
		for _, value := range g.values[holder] {
			g.noteHeld(value, holder)
		}
	}
	for _, f := range g.Funcs {
		for _, c := range f.Calls {
			g.noteCall(c)
		}
	}
}

func (g *Graph) noteCall(c *Call) {
	h := &g.holders
	if c.Var != nil {
		h.calls[c.Var] = append(h.calls[c.Var], c)
	}
	for _, i := range c.Handed {
		if v := g.HolderOf(c.Expr.Args[i]); v != nil {
			h.args[v] = append(h.args[v], Use{c, i})
		}
	}
}

func (g *Graph) noteHeld(value ast.Expr, holder *types.Var) {
	if v := g.HolderOf(value); v != nil && v != holder {
		g.holders.of[v] = append(g.holders.of[v], holder)
	}
}

// HolderOf returns the variable that a function value is taken from, or nil.
func (g *Graph) HolderOf(value ast.Expr) *types.Var {
	value = syntax.Unconverted(g.Info, value)
	if v := syntax.VarOf(g.Info, value); v != nil {
		return v
	}
	return g.collectionOf(value)
}

func (g *Graph) sortedHolders() []*types.Var {
	out := make([]*types.Var, 0, len(g.values))
	for v := range g.values {
		out = append(out, v)
	}
	slices.SortFunc(out, compareVars)
	return out
}

// HeldFields lists the fields that functions are assigned to, in the order of
// their declaration.
func (g *Graph) HeldFields() []*types.Var {
	return slices.DeleteFunc(g.sortedHolders(), func(v *types.Var) bool { return !v.IsField() })
}

func compareVars(a, b *types.Var) int {
	return cmp.Or(cmp.Compare(path(a), path(b)), cmp.Compare(a.Name(), b.Name()), cmp.Compare(a.Pos(), b.Pos()))
}

func path(v *types.Var) string {
	if v.Pkg() == nil {
		return ""
	}
	return v.Pkg().Path()
}
