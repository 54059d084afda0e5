package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readSize: make([]byte, n) where n is a signed number that a peer sent and
// nothing looks at its sign. A limit above alone lets -1 through.
func (s *Summaries) readSize(b *body, call *ast.CallExpr) {
	size := s.stripConversions(call.Args[1])
	v := syntax.VarOf(s.Graph.Info, size)
	if v == nil || v.IsField() || !isSigned(v.Type()) || !s.isFromWire(b, v) || s.isBoundedBelow(b, v) {
		return
	}
	b.self.add(knowledge.Panics, "make with the unchecked size "+v.Name())
}

func (s *Summaries) stripConversions(e ast.Expr) ast.Expr {
	for {
		call, ok := ast.Unparen(e).(*ast.CallExpr)
		if !ok || len(call.Args) != 1 || !syntax.IsConversion(s.Graph.Info, call) {
			return ast.Unparen(e)
		}
		e = call.Args[0]
	}
}

func isSigned(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0 && b.Info()&types.IsUnsigned == 0
}

// isFromWire: binary.Read(r, order, &n) or n := int32(order.Uint32(b)), which
// is negative when the top bit is set.
func (s *Summaries) isFromWire(b *body, v *types.Var) bool {
	found := false
	inspectOwn(b.f.Body, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.CallExpr:
			fn := syntax.Callee(s.Graph.Info, n)
			if fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "encoding/binary" && fn.Name() == "Read" && len(n.Args) == 3 {
				ref, ok := ast.Unparen(n.Args[2]).(*ast.UnaryExpr)
				found = found || ok && ref.Op == token.AND && syntax.VarOf(s.Graph.Info, ref.X) == v
			}
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 && syntax.VarOf(s.Graph.Info, n.Lhs[0]) == v {
				found = found || s.isSignedDecode(n.Rhs[0])
			}
		}
	})
	return found
}

// isSignedDecode: int32(binary.BigEndian.Uint32(b)), of the same width.
func (s *Summaries) isSignedDecode(e ast.Expr) bool {
	conv, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || len(conv.Args) != 1 || !syntax.IsConversion(s.Graph.Info, conv) {
		return false
	}
	call, ok := ast.Unparen(conv.Args[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "encoding/binary" {
		return false
	}
	to, ok := s.Graph.Info.TypeOf(conv).Underlying().(*types.Basic)
	if !ok {
		return false
	}
	switch fn.Name() {
	case "Uint16":
		return to.Kind() == types.Int16
	case "Uint32":
		return to.Kind() == types.Int32
	case "Uint64":
		return to.Kind() == types.Int64 || to.Kind() == types.Int
	}
	return false
}

// isBoundedBelow reports whether the body compares v in a way that tells
// negative numbers apart: v < 0, v <= 0, 0 < v, v < minimum.
func (s *Summaries) isBoundedBelow(b *body, v *types.Var) bool {
	found := false
	ast.Inspect(b.f.Outer().Body, func(n ast.Node) bool {
		cmp, ok := n.(*ast.BinaryExpr)
		if !ok {
			return !found
		}
		left := syntax.VarOf(s.Graph.Info, s.stripConversions(cmp.X)) == v
		right := syntax.VarOf(s.Graph.Info, s.stripConversions(cmp.Y)) == v
		switch cmp.Op {
		case token.LSS, token.LEQ, token.EQL, token.NEQ:
			found = found || left
			found = found || right && s.isSmall(cmp.X)
		case token.GTR, token.GEQ:
			found = found || right
			found = found || left && s.isSmall(cmp.Y)
		}
		return !found
	})
	return found
}

// isSmall: n > 0 and n >= 1 say that n is not negative.
func (s *Summaries) isSmall(e ast.Expr) bool {
	n, ok := syntax.ConstInt(s.Graph.Info, e)
	return ok && n <= 1
}
