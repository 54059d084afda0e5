package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readParsing marks bodies that cut up text or bytes that they were given, at
// positions that they work out, without a look at how long those are. A caller
// may know, so that this says less than Panics; but much of what does panic on
// input nobody thought of stands in such code.
func (s *Summaries) readParsing(b *body) {
	if b.self.Has(knowledge.Panics) || b.f.Obj != nil && isFormatting(b.f.Obj) {
		return
	}
	for _, x := range b.f.Slices {
		if s.isPosition(x.Low) || x.Low != nil && s.isPosition(x.High) {
			s.noteCut(b, x.X, exprName(x.X)+"[...]")
		}
	}
	for _, x := range b.f.Indexes {
		if i, ok := syntax.ConstInt(s.Graph.Info, x.Index); ok && i > 0 {
			s.noteCut(b, x.X, exprName(x.X)+"["+x.Index.(*ast.BasicLit).Value+"]")
		}
	}
}

func (s *Summaries) noteCut(b *body, input ast.Expr, what string) {
	v := syntax.VarOf(s.Graph.Info, input)
	if v == nil || !isText(v.Type()) || !s.isInput(b.f, v) {
		return
	}
	c := checking{info: s.Graph.Info, text: v}
	if ast.Inspect(b.f.Outer().Body, c.visit); !c.found {
		b.self.add(Parses, what)
	}
}

// isInput: a parameter, or what a call or a receive gave; no buffer made here,
// whose size is known.
func (s *Summaries) isInput(f *calls.Func, v *types.Var) bool {
	if v.IsField() || isGlobal(v) {
		return false
	}
	if f.Outer().Param(v) >= 0 || f.Param(v) >= 0 {
		return true
	}
	given := false
	inspectOwn(f.Body, func(n ast.Node) {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 || syntax.VarOf(s.Graph.Info, a.Lhs[0]) != v {
			return
		}
		call, isCall := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		given = isCall && !syntax.IsBuiltin(s.Graph.Info, call, "make") && !syntax.IsBuiltin(s.Graph.Info, call, "append") || syntax.Receive(a.Rhs[0]) != nil
	})
	return given
}

// isPosition: a bound that is worked out or a number of characters to skip. The
// length itself, and nothing, is none.
func (s *Summaries) isPosition(bound ast.Expr) bool {
	if bound == nil {
		return false
	}
	if i, ok := syntax.ConstInt(s.Graph.Info, bound); ok {
		return i > 0
	}
	switch e := ast.Unparen(bound).(type) {
	case *ast.BinaryExpr:
		return (e.Op == token.ADD || e.Op == token.SUB) && (s.isPosition(e.X) || s.isPosition(e.Y))
	case *ast.Ident, *ast.SelectorExpr:
		return syntax.VarOf(s.Graph.Info, e) != nil
	}
	return false
}

// isFormatting: String, Error and their like cut up their own value.
func isFormatting(fn *types.Func) bool {
	switch fn.Name() {
	case "String", "Error", "GoString", "Format", "MarshalJSON", "MarshalText":
		return fn.Signature().Recv() != nil
	}
	return false
}
