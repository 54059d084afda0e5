package donestays

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// ends: the case closes or cancels something, or tells somebody to stop.
func (c *check) ends(s *stay) bool {
	found := false
	for _, stmt := range s.body {
		ast.Inspect(stmt, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.CallExpr:
				found = found || c.isEnding(n)
			}
			return !found
		})
	}
	return found
}

func (c *check) isEnding(call *ast.CallExpr) bool {
	if syntax.IsBuiltin(c.Info, call, "close") || c.MayOf(call).Has(knowledge.Closes) {
		return true
	}
	fn := syntax.Callee(c.Info, call)
	if fn == nil {
		return !c.Info.Types[call.Fun].IsType() && !c.Info.Types[call.Fun].IsBuiltin() // cancel()
	}
	if fn.Pkg() != nil && fn.Pkg().Path() == "time" {
		return false // a ticker
	}
	return services.IsStopName(fn.Name()) || fn.Name() == "Cancel" || fn.Name() == "Kill"
}

// hasOtherExit: another case, or a statement elsewhere in the loop, leaves it.
func (c *check) hasOtherExit(s *stay) bool {
	for _, e := range c.Exits(s.loop) {
		if s.clause == nil || !syntax.Contains(s.clause, e.Node.Pos()) {
			return true
		}
	}
	return false
}

// conditions reports if ctx.Err() != nil { continue } in a loop that goes on.
func (c *check) conditions(f *calls.Func) {
	for _, loop := range f.Loops {
		if loop.Kind != calls.Endless {
			continue
		}
		ast.Inspect(loop.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.IfStmt:
				c.condition(f, loop, n)
			}
			return true
		})
	}
}

func (c *check) condition(f *calls.Func, loop *calls.Loop, check *ast.IfStmt) {
	branch := lastBranch(check.Body.List)
	if branch == nil || branch.Tok != token.CONTINUE || branch.Label != nil || services.LoopAt(f, check.Pos()) != loop {
		return
	}
	call := c.asksContext(check.Cond)
	if call == nil || syntax.Contains(loop.Stmt, posOf(rootOf(c.Info, call))) {
		return
	}
	s := &stay{f: f, loop: loop, signal: syntax.ExprName(call), root: rootOf(c.Info, call), body: check.Body.List, branch: branch, check: check}
	if c.staysAtAll(s) {
		c.report(s)
	}
}

func posOf(v *types.Var) token.Pos {
	if v == nil {
		return token.NoPos
	}
	return v.Pos()
}

// asksContext returns the call in ctx.Err() != nil.
func (c *check) asksContext(cond ast.Expr) *ast.CallExpr {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	if !ok || e.Op != token.NEQ || !c.Info.Types[e.Y].IsNil() {
		return nil
	}
	call, ok := ast.Unparen(e.X).(*ast.CallExpr)
	if !ok {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Err" || !syntax.IsContext(c.Info.TypeOf(sel.X)) {
		return nil
	}
	return call
}

func (c *check) report(s *stay) {
	f := report.Finding{
		Pos: s.pos(), End: s.end(), Message: c.message(s), Fixes: c.fix(s),
		Related: []report.Related{{Pos: s.loop.Pos(), End: s.loop.Body.Lbrace, Message: "the loop that goes on"}},
	}
	if s.clause != nil && s.loop.Kind == calls.Endless && c.IsLongLoop(s.loop) && c.follow(s).spins {
		f.Tier = report.Strict // hotloop says that it spins, which is worse
	}
	c.Report(f)
}

func (s *stay) pos() token.Pos {
	switch {
	case s.branch != nil:
		return s.branch.Pos()
	case s.clause != nil:
		return s.clause.Comm.Pos()
	}
	return s.check.Pos()
}

func (s *stay) end() token.Pos {
	switch {
	case s.branch != nil:
		return s.branch.End()
	case s.clause != nil:
		return s.clause.Comm.End()
	}
	return s.check.Cond.End()
}

func (c *check) message(s *stay) string {
	goesOn := "the loop in " + s.f.Outer().Name() + " goes on after " + s.signal
	switch {
	case s.branch != nil && s.branch.Tok == token.BREAK:
		return "this break leaves only the select: " + goesOn + "; give the loop a label and break out of it, or return"
	case s.branch != nil && s.branch.Tok == token.CONTINUE:
		return goesOn + ", since this continue starts the next turn; return or break out of the loop"
	}
	return goesOn + ", since nothing in this case leaves it; return or break out of the loop"
}

// fix leaves the loop: by return where nothing comes after it in a function that
// returns nothing, else by a break with a label.
func (c *check) fix(s *stay) []analysis.SuggestedFix {
	leave, label, ok := c.leave(s)
	if !ok {
		return nil
	}
	edits := []analysis.TextEdit{}
	if label != "" {
		edits = append(edits, analysis.TextEdit{Pos: s.loop.Pos(), End: s.loop.Pos(), NewText: []byte(label + ":\n")})
	}
	switch {
	case s.branch != nil:
		edits = append(edits, analysis.TextEdit{Pos: s.branch.Pos(), End: s.branch.End(), NewText: []byte(leave)})
	case s.clause != nil:
		edits = append(edits, analysis.TextEdit{Pos: s.clause.End(), End: s.clause.End(), NewText: []byte("\n" + leave)})
	default:
		return nil
	}
	return []analysis.SuggestedFix{{Message: leave + " when told to stop", TextEdits: edits}}
}

func (c *check) leave(s *stay) (leave, label string, ok bool) {
	list := s.f.Body.List
	if s.f.Type.Results == nil && len(list) > 0 && list[len(list)-1] == s.loop.Stmt {
		return "return", "", true
	}
	if s.f.Labeled {
		return "", "", false // the loop may have a label, or the name be taken
	}
	if s.f.Type.Results != nil && list[len(list)-1] == s.loop.Stmt {
		return "", "", false // the function would end without a result
	}
	return "break loop", "loop", true
}
