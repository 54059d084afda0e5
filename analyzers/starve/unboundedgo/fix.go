package unboundedgo

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// atOnce is the limit that the fix sets: enough to hide the latency of a peer, and
// few enough not to trouble it. Whoever takes the fix knows better.
const atOnce = "10"

// setLimit offers to limit an errgroup that this function makes, right behind the
// statement that makes it. The members wait for each other then, as they may
// with any schedule; nothing else changes.
func (c *check) setLimit(s *start) (analysis.SuggestedFix, bool) {
	if !c.isErrgroup(s.call) || s.call.Fn.Name() != "Go" {
		return analysis.SuggestedFix{}, false
	}
	_, group := c.GroupOf(s.call)
	made := c.madeBy(s.call.Func.Body, group)
	if made == nil {
		return analysis.SuggestedFix{}, false
	}
	text := "\n" + c.indent(made) + group.Name() + ".SetLimit(" + atOnce + ")"
	return analysis.SuggestedFix{
		Message:   "run at most " + atOnce + " at once",
		TextEdits: []analysis.TextEdit{{Pos: made.End(), End: made.End(), NewText: []byte(text)}},
	}, true
}

// madeBy finds the statement of the body that defines a variable.
func (c *check) madeBy(body *ast.BlockStmt, v *types.Var) ast.Stmt {
	if v == nil {
		return nil
	}
	var found ast.Stmt
	ast.Inspect(body, func(n ast.Node) bool {
		block, ok := n.(*ast.BlockStmt)
		if !ok {
			return true
		}
		for _, stmt := range block.List {
			if defines(c.Info, stmt, v) {
				found = stmt
			}
		}
		return found == nil
	})
	return found
}

func defines(info *types.Info, stmt ast.Stmt, v *types.Var) bool {
	switch stmt := stmt.(type) {
	case *ast.AssignStmt:
		return stmt.Tok == token.DEFINE && syntax.VarOf(info, stmt.Lhs[0]) == v
	case *ast.DeclStmt:
		decl, ok := stmt.Decl.(*ast.GenDecl)
		if !ok || len(decl.Specs) != 1 {
			return false
		}
		spec, ok := decl.Specs[0].(*ast.ValueSpec)
		return ok && len(spec.Names) == 1 && info.Defs[spec.Names[0]] == v
	}
	return false
}

// indent is that of a statement that gofmt has set.
func (c *check) indent(stmt ast.Stmt) string {
	return strings.Repeat("\t", c.pass.Fset.Position(stmt.Pos()).Column-1)
}
