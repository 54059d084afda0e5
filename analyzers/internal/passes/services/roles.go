package services

import (
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
)

// role is a method that a framework drives, wherever its value is registered.
type role struct {
	iface  *types.Interface
	method string
	row    knowledge.Role
}

// rolesInSight resolves the rows on interfaces of the packages that this one
// imports.
func (s *Services) rolesInSight() []role {
	var out []role
	for _, pkg := range s.Pkg.Imports() {
		for _, row := range s.Table.Roles(pkg.Path()) {
			tn, ok := pkg.Scope().Lookup(row.Type).(*types.TypeName)
			if !ok {
				continue
			}
			if iface, ok := tn.Type().Underlying().(*types.Interface); ok && iface.NumMethods() > 0 {
				out = append(out, role{iface, row.Method, row})
			}
		}
	}
	return out
}

// roleOf returns the row on the interface whose method f is, or nil.
func (c *Contexts) roleOf(f *calls.Func) *knowledge.Role {
	if f.Obj == nil || f.Sig == nil || f.Sig.Recv() == nil {
		return nil
	}
	for _, r := range c.roles {
		if r.method == f.Obj.Name() && types.Implements(f.Sig.Recv().Type(), r.iface) {
			return &r.row
		}
	}
	return nil
}

// isCallOfPeer recognises methods that answer one call of a peer by their shape:
// func(ctx, *Request) (*Response, error), both generated messages.
func isCallOfPeer(sig *types.Signature) bool {
	params, results := sig.Params(), sig.Results()
	return sig.Recv() != nil && params.Len() == 2 && results.Len() == 2 && isMessage(params.At(1).Type()) && isMessage(results.At(0).Type())
}

// isMessage: a generated protobuf message. Its method is what the whole library
// knows it by.
func isMessage(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.Pointer); !ok {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "ProtoReflect")
	_, ok := obj.(*types.Func)
	return ok
}
