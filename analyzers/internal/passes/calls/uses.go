package calls

import (
	"go/ast"
	"sync"
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
