package services

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// PutsAway reports whether a function of this package puts its argument i somewhere,
// where nobody can see what it is used for.
func (s *Services) PutsAway(call *calls.Call, i int) bool {
	return slices.ContainsFunc(s.Graph.Bodies(call), func(f *calls.Func) bool {
		return f.Sig != nil && i < f.Sig.Params().Len() && s.isPutAway(f, f.Sig.Params().At(i))
	})
}

func (s *Services) isPutAway(f *calls.Func, v *types.Var) (found bool) {
	ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && s.Info.Uses[id] == v {
			switch syntax.UseOf(s.Info, append(slices.Clone(stack), n), "").How {
			case syntax.Stored, syntax.Aliased, syntax.Sent, syntax.Returned:
				found = true
			}
		}
		return !found
	})
	return found
}

// LeavesIt reports whether a call leaves its argument i to what an activation goes on
// with.
func (s *Services) LeavesIt(a *Activation, call *calls.Call, i int) bool {
	return s.IsLongRunning(a) && s.PutsAway(call, i)
}

// IgnoresEnd reports whether the end of the context in argument i of a call is nothing
// to what an activation runs: the callee takes only its values, and leaves it to
// nothing that goes on.
func (s *Services) IgnoresEnd(a *Activation, call *calls.Call, i int) bool {
	return s.Contexts().CareOf(call, i) == Careless && !s.LeavesIt(a, call, i)
}
