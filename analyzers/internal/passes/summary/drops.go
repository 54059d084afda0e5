package summary

import (
	"go/ast"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// lateDrops finds the functions that wait under a context of their own making,
// once it is known what waits, and reports whether there are any. Those of other
// modules are their business.
func (s *Summaries) lateDrops() bool {
	if s.foreign {
		return false
	}
	found := false
	for _, b := range s.bodies {
		if s.callsBackground(b) && s.mayDrop(b) {
			found = s.readDrops(b) || found
		}
	}
	return found
}

func (s *Summaries) callsBackground(b *body) bool {
	for _, t := range b.calls {
		if IsBackground(t.Fn) {
			return true
		}
	}
	return false
}

// IsBackground reports whether fn is context.Background or context.TODO.
func IsBackground(fn *types.Func) bool {
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO")
}

// mayDrop: a function that has no context at hand, and whose callers have no form
// of it that takes one. Where there is a context, dropping it is the function's
// own fault, and none of its callers'.
func (s *Summaries) mayDrop(b *body) bool {
	if b.drops == unasked {
		b.drops = no
		if s.hasNoContext(b.f) {
			b.drops = yes
		}
	}
	return b.drops == yes
}

// answer is a bool that is not always asked for.
type answer uint8

const (
	unasked answer = iota
	yes
	no
)

func (s *Summaries) hasNoContext(f *calls.Func) bool {
	for g := f; g != nil; g = g.Parent {
		if g.Sig == nil || syntax.ContextParam(g.Sig) >= 0 || keepsContext(g.Sig.Recv()) {
			return false
		}
	}
	outer := f.Outer()
	return outer.Obj != nil && !isEndingName(outer.Obj.Name()) && !s.isTest(f.Pos()) && syntax.ContextForm(outer.Obj) == nil
}

func keepsContext(recv *types.Var) bool {
	if recv == nil {
		return false
	}
	owner := syntax.NamedOf(recv.Type())
	if owner == nil {
		return false
	}
	st, ok := owner.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < st.NumFields(); i++ {
		if syntax.IsContext(st.Field(i).Type()) {
			return true
		}
	}
	return false
}

// isEndingName: what stops and closes is right to use a context of its own.
func isEndingName(name string) bool {
	for _, verb := range []string{"stop", "close", "shutdown", "terminate"} {
		if strings.HasPrefix(strings.ToLower(name), verb) {
			return true
		}
	}
	return false
}

// readDrops looks for calls that go outside under a Background.
func (s *Summaries) readDrops(b *body) bool {
	found := false
	for _, t := range b.calls {
		if t.Mode != calls.Plain || !s.goesOutside(t) {
			continue
		}
		for _, arg := range t.Expr.Args {
			if syntax.IsContext(s.Graph.Info.TypeOf(arg)) && s.isBackgroundValue(b, arg) {
				b.self.add(Drops, t.name())
				found = true
			}
		}
	}
	return found
}

func (s *Summaries) goesOutside(t *target) bool {
	mask := t.known
	for _, f := range t.bodies {
		mask |= s.own[f.Index].May.Mask()
	}
	if t.far != nil {
		mask |= t.far.May.Mask()
	}
	return mask&(knowledge.Asks|knowledge.Receives) != 0
}

// isBackgroundValue: context.Background(), or a variable that is nothing else.
func (s *Summaries) isBackgroundValue(b *body, arg ast.Expr) bool {
	if call, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
		return IsBackground(syntax.Callee(s.Graph.Info, call))
	}
	v := syntax.VarOf(s.Graph.Info, arg)
	if v == nil || v.IsField() {
		return false
	}
	background, other := false, false
	inspectOwn(b.f.Body, func(n ast.Node) {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return
		}
		for i, lhs := range a.Lhs {
			if syntax.VarOf(s.Graph.Info, lhs) != v {
				continue
			}
			call, ok := ast.Unparen(a.Rhs[min(i, len(a.Rhs)-1)]).(*ast.CallExpr)
			if ok && IsBackground(syntax.Callee(s.Graph.Info, call)) {
				background = true
			} else {
				other = true
			}
		}
	})
	return background && !other
}

// dropsThrough reports whether the callers of the function around a call have to
// know that the call drops what they could have passed.
func (s *Summaries) dropsThrough(t *target) bool {
	return t.Mode == calls.Plain && s.mayDrop(s.bodies[t.Func.Index])
}

// IsDeprecated reports whether the comment of a function advises against it, as
// far as it takes a context.
func (s *Summaries) IsDeprecated(fn *types.Func) bool {
	if f := s.Graph.Decl(fn); f != nil {
		return isDeprecated(f)
	}
	return s.OfFunc(fn.Origin()).Deprecated
}

func isDeprecated(f *calls.Func) bool {
	if f.Decl == nil || f.Decl.Doc == nil || f.Sig.Params().Len() == 0 || !syntax.IsContext(f.Sig.Params().At(0).Type()) {
		return false
	}
	for _, line := range f.Decl.Doc.List {
		if strings.HasPrefix(strings.TrimLeft(line.Text, "/* \t"), "Deprecated:") {
			return true
		}
	}
	return false
}
