package deafwait

import (
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// carried returns the context of a message, stream or command that a function, or
// one around it, was given: msg.Context(). Whether it ever ends is up to whoever
// made the message.
func carried(f *calls.Func) *services.Signal {
	for ; f != nil; f = f.Parent {
		for i := 0; f.Sig != nil && i < f.Sig.Params().Len(); i++ {
			p := f.Sig.Params().At(i)
			if p.Name() != "" && p.Name() != "_" && carriesContext(p.Type()) {
				ctx := p.Name() + ".Context()"
				return &services.Signal{Ctx: ctx, Chan: ctx + ".Done()", Var: p}
			}
		}
	}
	return nil
}

// carriesContext: it has a method Context() context.Context.
func carriesContext(t types.Type) bool {
	if syntax.IsContext(t) {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Context")
	fn, ok := obj.(*types.Func)
	return ok && fn.Signature().Params().Len() == 0 && fn.Signature().Results().Len() == 1 && syntax.IsContext(fn.Signature().Results().At(0).Type())
}
