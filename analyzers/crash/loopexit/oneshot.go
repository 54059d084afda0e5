package loopexit

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// firesOnce reports a loop whose only work stands in the case of a timer that was
// made before the loop and that nothing sets again: it works once, and then waits
// for its stop signal.
func (c *check) firesOnce(a *services.Activation) {
	for _, sel := range a.Loop.Func.Selects {
		if !syntax.Contains(a.Loop.Body, sel.Pos()) || syntax.HasDefault(sel) != nil {
			continue
		}
		clause, timer := c.onlyWork(a.Loop, sel)
		if timer == nil || syntax.Contains(a.Loop.Stmt, timer.Pos()) || c.isSetAgain(timer) {
			continue
		}
		c.Report(report.Finding{
			Pos: clause.Pos(), End: clause.Colon, Sub: "rearm",
			Message: timer.Name() + " fires once and nothing sets it again, so the work of this case is done once and the loop then only waits to be stopped; reset the timer at the end of the case, or use a ticker",
			Related: []report.Related{{Pos: a.Loop.Pos(), End: a.Loop.Body.Lbrace, Message: "the loop"}},
		})
	}
}

// onlyWork returns the one case of a select that does not leave the loop, if it
// receives from a one-shot timer.
func (c *check) onlyWork(l *calls.Loop, sel *ast.SelectStmt) (*ast.CommClause, *types.Var) {
	var work *ast.CommClause
	for _, s := range sel.Body.List {
		clause := s.(*ast.CommClause)
		if len(clause.Body) > 0 && syntax.Leaves(&ast.BlockStmt{List: clause.Body}) {
			continue
		}
		if work != nil || len(clause.Body) == 0 {
			return nil, nil
		}
		work = clause
	}
	if work == nil || len(l.Func.Selects) != 1 {
		return nil, nil
	}
	return work, c.madeTimer(work)
}

// madeTimer: case <-timer.C, or case <-timeout for timeout := time.After(d).
func (c *check) madeTimer(clause *ast.CommClause) *types.Var {
	if v := c.oneShot(clause); v != nil {
		return v
	}
	ch, send := syntax.CommChannel(clause)
	if ch == nil || send || !summary.IsTimer(c.Info, ch) {
		return nil
	}
	v := syntax.VarOf(c.Info, ch)
	if v == nil || v.IsField() {
		return nil // of a ticker's C
	}
	return v
}

// isSetAgain: the timer is reset, assigned more than once, or handed on, to where
// that may be done. A channel must come from time.After.
func (c *check) isSetAgain(timer *types.Var) bool {
	made, others := 0, false
	for _, f := range c.Graph.Funcs {
		if f.Parent != nil {
			continue
		}
		ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok || syntax.VarOf(c.Info, e) != timer {
				return true
			}
			switch parent := stack[len(stack)-1].(type) {
			case *ast.AssignStmt:
				if c.isMade(parent) {
					made++
				} else {
					others = true
				}
			case *ast.SelectorExpr:
				others = others || parent.Sel.Name == "Reset"
			case *ast.UnaryExpr: // <-timeout
			default:
				others = true
			}
			return false
		})
	}
	return made != 1 || others
}

// isMade: timer := time.NewTimer(d), timeout := time.After(d).
func (c *check) isMade(set *ast.AssignStmt) bool {
	if len(set.Lhs) != 1 || len(set.Rhs) != 1 {
		return false
	}
	call, ok := ast.Unparen(set.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(c.Info, call)
	return fn != nil && (fn.FullName() == "time.NewTimer" || fn.FullName() == "time.After")
}
