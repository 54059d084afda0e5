package panicescape

import (
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// A project that has a way to start goroutines that recovers them wants to survive
// a panic: where it starts work in another way, that was most likely forgotten.

// saferStart returns the function that would have recovered what a runs: the
// neighbour of the one that starts it, or, for a go statement, what this package
// starts other goroutines with.
func (c *check) saferStart(a *services.Activation) *types.Func {
	switch {
	case a.Call == nil || a.Lifetime == knowledge.PerCall:
		return nil
	case a.How == services.GoStmt && a.IsLong():
		return c.Sum.SafeStart()
	case a.How == services.Spawner:
		return c.Sum.Safer(a.Call.Fn)
	}
	return nil
}

// isDecided: the comment above the start speaks of recovering, so that it was not
// forgotten; unless it is still to be done.
func (c *check) isDecided(a *services.Activation) bool {
	at := c.pass.Fset.Position(a.Pos)
	for _, file := range c.pass.Files {
		if a.Pos < file.FileStart || a.Pos >= file.FileEnd {
			continue
		}
		for _, group := range file.Comments {
			if c.pass.Fset.Position(group.End()).Line == at.Line-1 && c.pass.Fset.Position(group.Pos()).Column == at.Column {
				text := strings.ToLower(group.Text())
				return strings.Contains(text, "recover") && !strings.Contains(text, "todo") && !strings.Contains(text, "fixme")
			}
		}
	}
	return false
}

func (c *check) reportSafer(a *services.Activation, safer *types.Func) {
	c.seen[a.Pos] = true
	name, how := syntax.NameOf(safer, c.Pkg), "a plain go statement does not recover it, as "
	if a.How == services.Spawner {
		how = a.Via + " does not recover it, as "
	}
	c.Report(report.Finding{
		Pos: a.Pos, End: c.end(a),
		Message: "a panic in " + c.subject(a) + " ends the whole process: " + how + name + " does for others; start it with that, or defer a recover in what runs per turn",
		Related: c.related(a), Fixes: c.startSafer(a, safer),
	})
}

// startSafer starts the same function with the one that recovers, where that is
// given it in the same way: the neighbour with the same signature, or, for a
// literal, a function of this package that takes just that.
func (c *check) startSafer(a *services.Activation, safer *types.Func) []analysis.SuggestedFix {
	var edits []analysis.TextEdit
	sel, isSelector := ast.Unparen(a.Call.Expr.Fun).(*ast.SelectorExpr)
	lit, isLit := ast.Unparen(a.Call.Expr.Fun).(*ast.FuncLit)
	switch {
	case a.How == services.Spawner && isSelector && sameSignature(safer, a.Call.Fn):
		edits = []analysis.TextEdit{{Pos: sel.Sel.Pos(), End: sel.Sel.End(), NewText: []byte(safer.Name())}}
	case a.How == services.GoStmt && isLit && len(a.Call.Expr.Args) == 0 && safer.Pkg() == c.Pkg && takesJustFunc(safer):
		edits = []analysis.TextEdit{
			{Pos: a.Call.Stmt.Pos(), End: lit.Pos(), NewText: []byte(safer.Name() + "(")},
			{Pos: lit.End(), End: a.Call.Expr.End(), NewText: []byte(")")},
		}
	default:
		return nil
	}
	return []analysis.SuggestedFix{{Message: "start it with " + safer.Name() + ", which recovers", TextEdits: edits}}
}

func sameSignature(a, b *types.Func) bool {
	return b != nil && types.Identical(a.Signature().Params(), b.Signature().Params()) && types.Identical(a.Signature().Results(), b.Signature().Results())
}

// takesJustFunc: func(func()).
func takesJustFunc(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Recv() != nil || sig.Params().Len() != 1 || sig.Results().Len() > 0 || sig.TypeParams().Len() > 0 {
		return false
	}
	run, ok := sig.Params().At(0).Type().Underlying().(*types.Signature)
	return ok && run.Params().Len() == 0 && run.Results().Len() == 0
}
