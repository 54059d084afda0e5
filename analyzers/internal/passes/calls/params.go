package calls

import (
	"go/types"
	"sync"
)

// params says whose parameters are whose, on demand.
type params struct {
	once sync.Once
	of   map[*types.Var]*Func
}

// Owner returns the function of this package that has a parameter, or nil.
func (g *Graph) Owner(param *types.Var) *Func {
	g.params.once.Do(g.collectParams)
	return g.params.of[param]
}

func (g *Graph) collectParams() {
	g.params.of = make(map[*types.Var]*Func)
	for _, f := range g.Funcs {
		if f.Sig == nil {
			continue
		}
		for i := range f.Sig.Params().Len() {
			g.params.of[f.Sig.Params().At(i)] = f
		}
	}
}
