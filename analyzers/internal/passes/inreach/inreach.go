// Package inreach answers the two questions that are asked about a call that no
// caller can cancel: which context is in reach there, and which form of the call
// takes one.
//
// # Theory
//
// The context in reach at a point is the innermost that is visible, has a value
// and is still right there. Innermost: a context that was made from another one
// comes before it, and what a function is given before what its receiver keeps.
// Visible, by type and never by name: a variable that is a context; a parameter
// that carries one (a request, a stream, a message, the context of a web or
// command framework); a field of the receiver.
//
// Still right: code that runs later than the code around it, such as a goroutine
// that nobody joins, is not to use what ends before; what never ends (a
// Background kept in a variable) is as good as none; and once something has been
// told to stop, its context is over.
package inreach

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Finder answers for one package. It is not safe for concurrent use: each check
// has its own.
type Finder struct {
	*services.Services

	reached  map[*calls.Func]*services.Activation
	stopping map[*calls.Func]bool
	forms    map[*types.Func]Form
}

// New returns a Finder for the package of s.
func New(s *services.Services) *Finder {
	return &Finder{Services: s, stopping: make(map[*calls.Func]bool), forms: make(map[*types.Func]Form)}
}

// Source is a context in reach.
type Source struct {
	Text  string     // as one would write it there: ctx, r.Context(), s.ctx
	Var   *types.Var // the variable that it is, or is taken from
	Kind  Kind
	Owner *calls.Func // whose parameter or variable it is

	Client bool // it ends when a client is gone: of a request or connection
}

// Kind says how a context is at hand.
type Kind uint8

const (
	Direct  Kind = iota // a variable or parameter
	Carried             // a parameter carries it
	Kept                // a field of the receiver
)

// At returns the context that code of f at pos is to use.
func (x *Finder) At(f *calls.Func, pos token.Pos) (Source, bool) {
	inner := x.Pkg.Scope().Innermost(pos)
	for s := inner; s != nil && s != x.Pkg.Scope() && s.Parent() != x.Pkg.Scope(); s = s.Parent() {
		visible := visibleVars(s, inner, pos)
		for kind := Direct; kind <= Kept; kind++ {
			for _, v := range visible {
				if src, ok := x.source(f, v, pos, kind); ok {
					return src, true
				}
			}
		}
	}
	return Source{}, false
}

// visibleVars lists the variables of a scope that code at pos sees, the last
// declared first.
func visibleVars(s, inner *types.Scope, pos token.Pos) []*types.Var {
	var out []*types.Var
	for _, name := range s.Names() {
		v, ok := s.Lookup(name).(*types.Var)
		if !ok || name == "_" {
			continue
		}
		if _, seen := inner.LookupParent(name, pos); seen == v {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b *types.Var) int { return cmp.Compare(b.Pos(), a.Pos()) })
	return out
}

// source returns the context that a variable is or carries, if it is of the kind
// and still right in f at pos.
func (x *Finder) source(f *calls.Func, v *types.Var, pos token.Pos, kind Kind) (Source, bool) {
	owner := ownerOf(f, v)
	src := Source{Var: v, Kind: kind, Owner: owner}
	switch {
	case syntax.IsContext(v.Type()):
		src.Text = v.Name()
		return src, kind == Direct && x.isUsable(f, owner, v, pos)
	case kind == Carried && owner.Param(v) >= 0 && !(isRequest(v.Type()) && !x.isServed(owner, v, 0)):
		src.Text = x.carried(v)
	case kind == Kept && owner.Param(v) == -1:
		src.Text = x.kept(v)
	}
	src.Client = kind == Carried && x.belongsToClient(v.Type())
	return src, src.Text != "" && x.isTimely(f, owner, v)
}

// ownerOf is the innermost of f and the functions around it that declares v.
func ownerOf(f *calls.Func, v *types.Var) *calls.Func {
	for ; f.Parent != nil; f = f.Parent {
		if syntax.Contains(f.Lit, v.Pos()) {
			break
		}
	}
	return f
}

// isUsable: it has a value, can end, and has not ended with its group.
func (x *Finder) isUsable(f, owner *calls.Func, v *types.Var, pos token.Pos) bool {
	if owner.Param(v) < 0 && !x.isAssigned(owner, v, pos) || x.ends(v) == 0 {
		return false
	}
	return x.isTimely(f, owner, v) && !(f == owner && x.isGroups(owner, v))
}

func (x *Finder) ends(v *types.Var) services.Ending { return x.Contexts().Ends(v) }

// isAssigned: var ctx context.Context has no value yet.
func (x *Finder) isAssigned(owner *calls.Func, v *types.Var, pos token.Pos) bool {
	found := false
	ast.Inspect(owner.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				found = found || n.Pos() < pos && syntax.VarOf(x.Info, lhs) == v
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				found = found || len(n.Values) > 0 && x.Info.Defs[name] == v
			}
		case *ast.RangeStmt, *ast.FuncLit:
			found = found || n.Pos() <= v.Pos() && v.Pos() < n.End()
		}
		return !found
	})
	return found
}

// isGroups: the context of an errgroup ends when Wait returns; inside the group's
// functions it is the right one, beside them it may be over.
func (x *Finder) isGroups(owner *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(owner.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 2 || len(a.Rhs) != 1 || syntax.VarOf(x.Info, a.Lhs[1]) != v {
			return !found
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		found = found || ok && syntax.Callee(x.Info, call) != nil
		return !found
	})
	return found
}

// isTimely reports whether v, which owner declares, lives as long as f runs: f is
// owner itself, or each literal between them runs while owner does or was given
// v by whoever wrote it.
func (x *Finder) isTimely(f, owner *calls.Func, v *types.Var) bool {
	for g := f; g != owner && g != nil; g = g.Parent {
		if !x.RunsWithin(g) && !x.isMeantFor(g, owner, v) {
			return false
		}
	}
	return true
}

// RunsWithin reports whether a literal runs before the function around it goes
// on: it is called there, deferred, joined, or handed to what runs it at once.
func (x *Finder) RunsWithin(lit *calls.Func) bool {
	started := x.Of(lit)
	for _, a := range started {
		if !a.Joined {
			return false
		}
	}
	return len(started) > 0 || len(x.Graph.Uses(lit)) > 0
}

// isMeantFor: a literal that runs later may use a context that it uses already,
// or that of a function that stays until it is told to stop. The context of a
// request is over by then.
func (x *Finder) isMeantFor(lit, owner *calls.Func, v *types.Var) bool {
	switch {
	case owner.Param(v) == -1:
		return true // the receiver is the same now and later
	case x.IsConnection(v.Type()), isScoped(x.RoleOf(owner)):
		return false
	}
	return x.mentions(lit, v) || x.goesOn(owner)
}

func (x *Finder) mentions(lit *calls.Func, v *types.Var) bool {
	found := false
	ast.Inspect(lit.Body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		found = found || ok && x.Info.Uses[id] == v
		return !found
	})
	return found
}
