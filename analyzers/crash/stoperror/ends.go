package stoperror

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// endedByError reports the exits of a service loop that an error's type alone
// decides.
func (c *check) endedByError(l *calls.Loop) {
	for _, e := range c.Exits(l) {
		if e.Reason == services.OnExit {
			continue // the process ends, which nobody overlooks
		}
		if m, call := c.deciding(l, e.Node); m != nil {
			c.reportEnd(l, e, m, call)
		}
	}
}

// deciding finds the comparison that alone leads to an exit. Of several, one
// that daily life brings about says most.
func (c *check) deciding(l *calls.Loop, exit ast.Node) (found *services.Match, failed *ast.CallExpr) {
	for _, alt := range c.alternativesAt(l, exit) {
		if alt.match == nil || !isCtxError(alt.match) {
			continue
		}
		if c.seen[alt.match.Node.Pos()] {
			return nil, nil
		}
		call := c.SourceOf(l.Func, syntax.VarOf(c.Info, alt.match.Err), alt.match.Node.Pos())
		if alt.looksAfter(call) || alt.contradicts(call) {
			continue
		}
		if found == nil || c.isChildsEnd(l, alt.match, call) && !c.isChildsEnd(l, found, failed) {
			found, failed = alt.match, call
		}
	}
	return found, failed
}

func isCtxError(m *services.Match) bool {
	return m.Sentinel.Pkg().Path() == "context" // Canceled, DeadlineExceeded
}

func (c *check) reportEnd(l *calls.Loop, e services.Exit, m *services.Match, call *ast.CallExpr) {
	own := c.ownContext(l, call)
	if own.name == "" {
		return // no context to look at: deafloop's business
	}
	c.seen[m.Node.Pos()] = true
	finding := report.Finding{
		Pos: m.Node.Pos(), End: m.Node.End(), Sub: "child", Tier: report.Strict,
		Message: c.whoseError(m, call) + " ends this loop while its own " + own.name + " may be alive; test " + own.name + ".Err() != nil and treat the error as any other",
		Related: []report.Related{{Pos: e.Node.Pos(), End: e.Node.End(), Message: "the loop is left here"}},
		Fixes:   c.lookInstead(m, own),
	}
	if c.isChildsEnd(l, m, call) && dropsError(c, e.Node, l) {
		finding.Tier = report.Default
	}
	c.Report(finding)
}

func (c *check) whoseError(m *services.Match, call *ast.CallExpr) string {
	name := "context." + m.Sentinel.Name()
	if call == nil {
		return "a " + name + " that comes from elsewhere"
	}
	return "a " + name + " out of " + syntax.ExprName(call.Fun)
}

// isChildsEnd reports whether the error is one that the call returns in daily
// life without the end of the loop's own context: its own timeout passed, or the
// context that was made for it was cancelled.
func (c *check) isChildsEnd(l *calls.Loop, m *services.Match, call *ast.CallExpr) bool {
	if call == nil {
		return false
	}
	expired := m.Sentinel.Name() == "DeadlineExceeded"
	for _, arg := range call.Args {
		own, _ := c.Contexts().Derived(syntax.VarOf(c.Info, arg), l.Body.Pos(), call.Pos())
		if expired && own&services.Expires != 0 {
			return true
		}
	}
	// Dials, HTTP clients and the like report their own timeouts so, too.
	return expired && c.Outside(call)
}

// dropsError: the exit leaves nothing of the error to whoever called.
func dropsError(c *check, exit ast.Node, l *calls.Loop) bool {
	ret, ok := exit.(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 {
		return true
	}
	return c.Info.Types[ret.Results[len(ret.Results)-1]].IsNil() && l.Func.Sig.Results().Len() > 0
}

// lookInstead replaces the comparison by a look at the context. What else the
// condition says stays.
func (c *check) lookInstead(m *services.Match, own ownCtx) []analysis.SuggestedFix {
	if !own.visible || !isComparison(m.Node) || !c.staysUsed(m.Node) || !c.isReadElsewhere(m) {
		return nil
	}
	op := " != nil"
	if m.Negated {
		op = " == nil"
	}
	return []analysis.SuggestedFix{{
		Message:   "Look at " + own.name + " instead of the error",
		TextEdits: []analysis.TextEdit{{Pos: m.Node.Pos(), End: m.Node.End(), NewText: []byte(own.name + ".Err()" + op)}},
	}}
}

// isComparison: not a value in a switch on the error.
func isComparison(e ast.Expr) bool {
	switch e.(type) {
	case *ast.BinaryExpr, *ast.CallExpr:
		return true
	}
	return false
}

// isReadElsewhere reports whether the error is read outside of the comparison, so
// that its variable is still used without it.
func (c *check) isReadElsewhere(m *services.Match) bool {
	v := syntax.VarOf(c.Info, m.Err)
	read := v == nil || v.IsField()
	ast.PreorderStack(c.fileOf(m.Node.Pos()), nil, func(n ast.Node, stack []ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok && c.Info.Uses[id] == v && !syntax.Contains(m.Node, id.Pos()) {
			a, assigned := stack[len(stack)-1].(*ast.AssignStmt)
			read = read || !assigned || id.Pos() > a.TokPos
		}
		return !read
	})
	return read
}

// staysUsed reports whether the packages that an expression names are used
// elsewhere in its file, so that their imports stay needed without it.
func (c *check) staysUsed(e ast.Expr) bool {
	file := c.fileOf(e.Pos())
	inside, outside := make(map[string]bool), make(map[string]bool)
	ast.Inspect(file, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		if name, ok := importOf(c.Info, id); ok {
			if syntax.Contains(e, id.Pos()) {
				inside[name] = true
			} else {
				outside[name] = true
			}
		}
		return true
	})
	for name := range inside {
		if !outside[name] {
			return false
		}
	}
	return true
}

func (c *check) fileOf(pos token.Pos) *ast.File {
	for _, file := range c.pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return file
		}
	}
	return nil
}
