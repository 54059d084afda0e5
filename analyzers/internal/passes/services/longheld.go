package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// capByHolder: a method of a value that belongs to a connection or request
// cannot live longer than it.
func (s *Services) capByHolder(f *calls.Func, p *place) {
	outer := f.Outer()
	if outer.Sig == nil || outer.Sig.Recv() == nil {
		return
	}
	life := s.holderOf(syntax.NamedOf(outer.Sig.Recv().Type()))
	if life == knowledge.Unknown || p.long <= life {
		return
	}
	p.long, p.why = life, "its receiver lives for a "+LifeName(life)
	if p.short > life {
		p.short = life
	}
}

// holderOf returns Connection or Request for a struct that holds the value of
// one, given to it when it was made; and Unknown for any other type.
func (s *Services) holderOf(name *types.TypeName) knowledge.Lifetime {
	if name == nil || name.Pkg() != s.Pkg {
		return knowledge.Unknown
	}
	if life, ok := s.holders[name]; ok {
		return life
	}
	s.holders[name] = knowledge.Unknown
	st, ok := name.Type().Underlying().(*types.Struct)
	if !ok {
		return knowledge.Unknown
	}
	for i := range st.NumFields() {
		field := st.Field(i)
		if life := s.scopeOf(field.Type()); life != knowledge.Unknown && !s.isReplaced(field) {
			s.holders[name] = life
			return life
		}
	}
	return knowledge.Unknown
}

// isReplaced reports whether a field is assigned outside composite literals: an
// owner that dials again outlives each connection that it holds.
func (s *Services) isReplaced(field *types.Var) bool {
	return s.assigned()[field]
}

func (s *Services) assigned() map[*types.Var]bool {
	if s.fieldsAssigned != nil {
		return s.fieldsAssigned
	}
	s.fieldsAssigned = make(map[*types.Var]bool)
	for _, f := range s.Graph.Funcs {
		if f.Parent != nil {
			continue // seen with the function around it
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok {
				s.noteAssigned(a)
			}
			return true
		})
	}
	return s.fieldsAssigned
}

func (s *Services) noteAssigned(a *ast.AssignStmt) {
	for i, lhs := range a.Lhs {
		v := syntax.VarOf(s.Info, lhs)
		if v == nil || !v.IsField() {
			continue
		}
		if len(a.Rhs) == len(a.Lhs) && s.Info.Types[a.Rhs[i]].IsNil() {
			continue // cleared, not replaced
		}
		s.fieldsAssigned[v] = true
	}
}

// LifeName writes a lifetime as the map does.
func LifeName(l knowledge.Lifetime) string {
	return [...]string{"unknown", "call", "iteration", "request", "connection", "service", "process"}[l]
}

// IsConnection reports whether values of a type belong to one connection or
// request: the type itself, or a struct of this package that was given one.
func (s *Services) IsConnection(t types.Type) bool {
	if s.scopedRow(t) != knowledge.Unknown {
		return true
	}
	name := syntax.NamedOf(t)
	return name != nil && name.Pkg() == s.Pkg && s.holders[name] != knowledge.Unknown
}
