package summary

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readWrite: m[k] = v where m was declared without a value and nothing makes
// it. Decoding into it does not: null leaves it nil.
func (s *Summaries) readWrite(b *body, a *ast.AssignStmt) {
	for _, lhs := range a.Lhs {
		index, ok := ast.Unparen(lhs).(*ast.IndexExpr)
		if !ok {
			continue
		}
		v := syntax.VarOf(s.Graph.Info, index.X)
		if v == nil || v.IsField() || isGlobal(v) || v.Kind() == types.ParamVar {
			continue
		}
		if _, isMap := v.Type().Underlying().(*types.Map); isMap && s.isNeverMade(b, v) {
			b.self.add(knowledge.Panics, "the write into the nil map "+v.Name())
		}
	}
}

// isNeverMade: var m map[K]V, which is not assigned, compared with nil, or
// handed on by address except to a decoder.
func (s *Summaries) isNeverMade(b *body, v *types.Var) bool {
	declared, made := false, false
	ast.Inspect(b.f.Outer().Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ValueSpec:
			for _, name := range n.Names {
				declared = declared || s.Graph.Info.Defs[name] == v && len(n.Values) == 0
			}
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				made = made || syntax.VarOf(s.Graph.Info, lhs) == v
			}
		case *ast.BinaryExpr:
			made = made || (n.Op == token.EQL || n.Op == token.NEQ) && syntax.VarOf(s.Graph.Info, n.X) == v
		case *ast.CallExpr:
			if s.isDecoder(n) {
				return false
			}
		case *ast.UnaryExpr:
			made = made || n.Op == token.AND && syntax.VarOf(s.Graph.Info, n.X) == v
		}
		return !made
	})
	return declared && !made
}

// isDecoder: json.Unmarshal and the Decode methods of encoding packages that
// know a null.
func (s *Summaries) isDecoder(call *ast.CallExpr) bool {
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "encoding/json" {
		return false
	}
	return fn.Name() == "Unmarshal" || fn.Name() == "Decode"
}
