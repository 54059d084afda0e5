package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readLengths looks for buffers of a length that came off the wire with a sign:
//
//	var size int32
//	binary.Read(conn, binary.BigEndian, &size)
//	buf := make([]byte, size)
//
// make panics when the size is negative. An upper bound alone does not help.
func (s *Summaries) readLengths(b *body) {
	for _, t := range b.calls {
		if t.Fn == nil || len(t.Expr.Args) != 3 || t.Fn.FullName() != "encoding/binary.Read" {
			continue
		}
		v := syntax.VarOf(s.Graph.Info, addressee(t.Expr.Args[2]))
		if v == nil || v.IsField() || !isSigned(v.Type()) {
			continue
		}
		if s.isLength(b, v) && !s.isBoundBelow(b, v) {
			b.self.add(knowledge.Panics, "make with the unchecked length "+v.Name())
		}
	}
}

func isSigned(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0 && b.Info()&types.IsUnsigned == 0
}

// isLength reports whether v is a length or capacity that make is given.
func (s *Summaries) isLength(b *body, v *types.Var) bool {
	found := false
	inspectOwn(b.f.Body, func(n ast.Node) {
		call, ok := n.(*ast.CallExpr)
		if !ok || !syntax.IsBuiltin(s.Graph.Info, call, "make") {
			return
		}
		for _, size := range call.Args[1:] {
			found = found || syntax.VarOf(s.Graph.Info, syntax.Unconverted(s.Graph.Info, size)) == v
		}
	})
	return found
}

// isBoundBelow reports whether v is compared in a way that tells negative values
// apart, or handed to a function that may do so.
func (s *Summaries) isBoundBelow(b *body, v *types.Var) bool {
	found := false
	is := func(e ast.Expr) bool {
		return syntax.VarOf(s.Graph.Info, syntax.Unconverted(s.Graph.Info, e)) == v
	}
	inspectOwn(b.f.Body, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			below := n.Op == token.LSS || n.Op == token.LEQ
			above := n.Op == token.GTR || n.Op == token.GEQ
			found = found || below && is(n.X) || above && is(n.Y)
		case *ast.CallExpr:
			if syntax.Callee(s.Graph.Info, n) != nil || syntax.VarOf(s.Graph.Info, n.Fun) != nil {
				for _, arg := range n.Args {
					found = found || is(arg)
				}
			}
		}
	})
	return found
}
