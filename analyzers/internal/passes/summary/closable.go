package summary

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Parameters that somebody has to end (files, connections, transactions, response
// bodies) are followed further than others: whether the function ends them, also
// through a part or a method value, or keeps them for somebody who does.

// closableUses adds what a function does with its parameters that have to be ended.
func (s *Summaries) closableUses(out []paramUse, b *body) []paramUse {
	params := s.closables(b.f.Sig)
	if len(params) == 0 {
		return out
	}
	ast.PreorderStack(b.f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		for _, i := range params {
			p := b.f.Sig.Params().At(int(i))
			if id.Name == p.Name() && s.Graph.Info.Uses[id] == p {
				out = s.closableUse(out, b.f, i, append(slices.Clone(stack), n))
			}
		}
		return true
	})
	return out
}

func (s *Summaries) closableUse(out []paramUse, f *calls.Func, i int8, stack []ast.Node) []paramUse {
	part := ""
	if IsResponse(f.Sig.Params().At(int(i)).Type()) {
		part = "Body"
	}
	u := syntax.UseOf(s.Graph.Info, stack, part)
	switch u.How {
	case syntax.Returned, syntax.Stored, syntax.Aliased, syntax.Sent, syntax.Exposed:
		return append(out, paramUse{param: i, always: Keeps})
	case syntax.Method, syntax.MethodOf:
		if IsEndName(u.Name) {
			return append(out, paramUse{param: i, always: Closes})
		}
	case syntax.Argument:
		return s.closableArg(out, f, i, u)
	}
	return out
}

// closableArg: what is handed to something that is not known here may be ended
// there.
func (s *Summaries) closableArg(out []paramUse, f *calls.Func, i int8, u syntax.Use) []paramUse {
	c := &calls.Call{Expr: u.Call, Func: f, Fn: syntax.Callee(s.Graph.Info, u.Call)}
	s.Graph.Resolve(c)
	if s.IsOpaque(c) {
		return append(out, paramUse{param: i, always: Keeps})
	}
	if u.Part != "" {
		return append(out, paramUse{param: i, call: c, arg: u.Arg})
	}
	return out // followed by valueUses
}

// IsOpaque reports whether nothing is known of what a call runs: a function value
// or a method of an interface that nothing here implements.
func (s *Summaries) IsOpaque(c *calls.Call) bool {
	if len(s.Graph.Bodies(c)) > 0 || len(c.Elsewhere()) > 0 {
		return false
	}
	if c.Fn == nil {
		info := s.Graph.Info.Types[c.Expr.Fun]
		return !info.IsBuiltin() && !info.IsType()
	}
	return syntax.IsInterfaceMethod(c.Fn) && !calls.IsVocabulary(c.Fn)
}

// closables lists the parameters of a function that somebody has to end.
func (s *Summaries) closables(sig signature) []int8 {
	var out []int8
	for i := range min(sig.Params().Len(), 100) {
		if p := sig.Params().At(i); p.Name() != "" && p.Name() != "_" && s.isClosable(p.Type()) {
			out = append(out, int8(i))
		}
	}
	return out
}

func (s *Summaries) isClosable(t types.Type) bool {
	name := syntax.NamedOf(t)
	if name == nil {
		return false
	}
	if known, ok := s.closable[name]; ok {
		return known
	}
	known := IsResponse(t) || hasEnd(name.Type())
	if s.closable == nil {
		s.closable = make(map[*types.TypeName]bool)
	}
	s.closable[name] = known
	return known
}

// IsResponse: a response is ended by closing its body.
func IsResponse(t types.Type) bool { return syntax.IsNamed(t, "net/http", "Response") }

func hasEnd(t types.Type) bool {
	if !types.IsInterface(t) {
		t = types.NewPointer(t)
	}
	for _, name := range endNames {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		if fn, ok := obj.(*types.Func); ok && fn.Exported() {
			return true
		}
	}
	return false
}

var endNames = []string{"Close", "Release", "Rollback", "Commit", "Stop", "End", "Cancel", "Discard", "CloseNow", "EndSession"}

// IsEndName reports whether methods of this name end what they belong to.
func IsEndName(name string) bool { return slices.Contains(endNames, name) }
