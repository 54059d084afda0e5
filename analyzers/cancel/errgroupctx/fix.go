package errgroupctx

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
)

// fixOuter hands the group's context to the member, where it has its name.
func (c *check) fixOuter(g *services.Group, u outer) []analysis.SuggestedFix {
	if c.named(g.Ctx.Name(), u.arg) != types.Object(g.Ctx) {
		return nil
	}
	return []analysis.SuggestedFix{{
		Message:   "use " + g.Ctx.Name(),
		TextEdits: []analysis.TextEdit{{Pos: u.arg.Pos(), End: u.arg.End(), NewText: []byte(g.Ctx.Name())}},
	}}
}

// fixDropped gives the group's context a name of its own, and that to the members
// that used the one around it.
func (c *check) fixDropped(g *services.Group, uses []outer) []analysis.SuggestedFix {
	const name = "groupCtx"
	blank, ok := g.Assign.Lhs[1].(*ast.Ident)
	if !ok || blank.Name != "_" || g.Assign.Tok != token.DEFINE || c.named(name, blank) != nil {
		return nil
	}
	edits := []analysis.TextEdit{{Pos: blank.Pos(), End: blank.End(), NewText: []byte(name)}}
	for _, u := range uses {
		if c.named(name, u.arg) != nil || u.arg.Pos() < g.Assign.End() {
			return nil
		}
		edits = append(edits, analysis.TextEdit{Pos: u.arg.Pos(), End: u.arg.End(), NewText: []byte(name)})
	}
	return []analysis.SuggestedFix{{Message: "hand the group's context to its members", TextEdits: edits}}
}

func (c *check) named(name string, at ast.Expr) types.Object {
	scope := c.Pkg.Scope().Innermost(at.Pos())
	if scope == nil {
		return nil
	}
	_, obj := scope.LookupParent(name, at.Pos())
	return obj
}
