package hotloop

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// fixReceive adds the ok check to a receive statement or a case. It returns
// from a function without results, so the loop has to be the last of it.
func (c *check) fixReceive(loop *calls.Loop, at ast.Node) []analysis.SuggestedFix {
	body := loop.Func.Body.List
	if loop.Func.Type.Results != nil || len(body) == 0 || unlabelled(body[len(body)-1]) != loop.Stmt || c.isDeclared("ok", at.Pos()) {
		return nil
	}
	stmt, after := at, at.End()
	if clause, ok := at.(*ast.CommClause); ok {
		stmt, after = clause.Comm, clause.Colon+1
	}
	var edit analysis.TextEdit
	switch s := stmt.(type) {
	case *ast.AssignStmt:
		if s.Tok != token.DEFINE || syntax.Receive(s.Rhs[0]) == nil {
			return nil
		}
		edit = analysis.TextEdit{Pos: s.Lhs[0].End(), End: s.Lhs[0].End(), NewText: []byte(", ok")}
	case *ast.ExprStmt:
		if syntax.Receive(s.X) == nil {
			return nil
		}
		edit = analysis.TextEdit{Pos: s.Pos(), End: s.Pos(), NewText: []byte("_, ok := ")}
	default:
		return nil
	}
	leave := analysis.TextEdit{Pos: after, End: after, NewText: []byte("\nif !ok {\nreturn\n}")}
	return []analysis.SuggestedFix{{Message: "return when the channel is closed", TextEdits: []analysis.TextEdit{edit, leave}}}
}

func unlabelled(s ast.Stmt) ast.Stmt {
	if l, ok := s.(*ast.LabeledStmt); ok {
		return l.Stmt
	}
	return s
}

func (c *check) scopeAt(pos token.Pos) *types.Scope { return c.Pkg.Scope().Innermost(pos) }

func (c *check) isDeclared(name string, pos token.Pos) bool {
	_, obj := c.scopeAt(pos).LookupParent(name, pos)
	return obj != nil
}

// fixPause puts a pause that hears the stop signal before a continue, where a
// context is in reach and the function can return what it gives.
func (c *check) fixPause(loop *calls.Loop, pos token.Pos) []analysis.SuggestedFix {
	if !c.isContinue(loop, pos) {
		return nil
	}
	ret, ok := returnOf(c.Info, loop.Func.Type.Results)
	ctx := c.contextAt(pos)
	if !ok || ctx == "" || !c.importsTime(pos) {
		return nil
	}
	if ret != "" {
		ret = " " + ctx + ".Err()"
	}
	text := "select {\ncase <-" + ctx + ".Done():\nreturn" + ret + "\ncase <-time.After(time.Second):\n}\n"
	return []analysis.SuggestedFix{{
		Message:   "pause for a second, or until " + ctx + " is done",
		TextEdits: []analysis.TextEdit{{Pos: pos, End: pos, NewText: []byte(text)}},
	}}
}

func (c *check) isContinue(loop *calls.Loop, pos token.Pos) bool {
	found := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		b, ok := n.(*ast.BranchStmt)
		found = found || ok && b.Pos() == pos && b.Tok == token.CONTINUE
		return !found
	})
	return found
}

// returnOf: nothing, or one unnamed error.
func returnOf(info *types.Info, results *ast.FieldList) (string, bool) {
	if results == nil || len(results.List) == 0 {
		return "", true
	}
	if len(results.List) == 1 && len(results.List[0].Names) == 0 && syntax.IsError(info.TypeOf(results.List[0].Type)) {
		return "error", true
	}
	return "", false
}

// contextAt returns the name of the nearest context variable in scope.
func (c *check) contextAt(pos token.Pos) string {
	for s := c.scopeAt(pos); s != nil && s != c.Pkg.Scope(); s = s.Parent() {
		for _, name := range s.Names() {
			v, ok := s.Lookup(name).(*types.Var)
			if !ok || v.Pos() > pos || !syntax.IsContext(v.Type()) || name == "_" {
				continue
			}
			if _, seen := c.scopeAt(pos).LookupParent(name, pos); seen == v {
				return name
			}
		}
	}
	return ""
}

func (c *check) importsTime(pos token.Pos) bool {
	_, obj := c.scopeAt(pos).LookupParent("time", pos)
	name, ok := obj.(*types.PkgName)
	return ok && name.Imported().Path() == "time"
}
