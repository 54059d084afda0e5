package outgrown

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// calendars looks for dates that a job works out by itself: the third Tuesday by its
// weekday and day, the next Monday by trying each day.
func (c *check) calendars() {
	for _, f := range c.Graph.Funcs {
		if c.IsTest(f.Pos()) || !c.IsReached(f) {
			continue
		}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.IfStmt:
				if c.asks(n.Cond, "Weekday") && c.asks(n.Cond, "Day") {
					c.calendar(n.Cond)
				}
			case *ast.ForStmt:
				if n.Cond != nil && c.asks(n.Cond, "Weekday") && c.asks(n.Body, "AddDate") {
					c.calendar(n.Cond)
				}
			}
			return true
		})
	}
}

func (c *check) calendar(cond ast.Expr) {
	c.Report(report.Finding{
		Pos: cond.Pos(), End: cond.End(), Sub: "calendar", Tier: report.Strict,
		Message: "a calendar made by hand forgets the run that falls into a restart, and knows neither time zones nor holidays; use schedules of " + durable,
	})
}

// asks reports whether a method of time.Time is called.
func (c *check) asks(n ast.Node, method string) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if ok && !found {
			fn := syntax.Callee(c.Info, call)
			found = fn != nil && fn.Name() == method && isTimes(fn)
		}
		return !found
	})
	return found
}

func isTimes(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && syntax.IsNamed(recv.Type(), "time", "Time")
}
