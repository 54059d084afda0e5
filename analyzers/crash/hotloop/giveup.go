package hotloop

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// givenUp reports a backoff whose policy gives up after a time, in a loop that
// does not: the delay is negative from then on and the pause no pause.
func (c *check) givenUp(loop *calls.Loop) {
	for _, call := range loop.Func.Calls {
		if !call.Loop.Within(loop) || call.Fn == nil {
			continue
		}
		row, ok := c.Table.Call(call.Fn)
		if !ok || row.Does&knowledge.GivesUp == 0 || c.isWatched(loop, call) || c.isForEver(call.Fn.Pkg()) {
			continue
		}
		c.Report(report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "giveup",
			Message: "when its maximum elapsed time is over (15 minutes by default) " + syntax.ExprName(call.Expr.Fun) +
				" returns a negative delay and this loop spins; set MaxElapsedTime to 0, or leave the loop when it returns Stop",
			Related: c.loopAt(loop),
		})
	}
}

// isWatched reports whether the delay is compared with something: backoff.Stop,
// zero.
func (c *check) isWatched(loop *calls.Loop, call *calls.Call) bool {
	var delay *types.Var
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Rhs) == 1 && ast.Unparen(a.Rhs[0]) == call.Expr {
			delay = syntax.VarOf(c.Info, a.Lhs[0])
		}
		return true
	})
	watched := false
	ast.Inspect(loop.Body, func(n ast.Node) bool {
		if e, ok := n.(*ast.BinaryExpr); ok && delay != nil {
			watched = watched || syntax.VarOf(c.Info, e.X) == delay || syntax.VarOf(c.Info, e.Y) == delay
		}
		return !watched
	})
	return watched
}

// isForEver reports whether this package anywhere sets the maximum elapsed
// time: by assignment, in a literal, or with the option of that name.
func (c *check) isForEver(backoff *types.Package) bool {
	for id, obj := range c.Info.Uses {
		if obj.Pkg() == backoff && (id.Name == "MaxElapsedTime" || id.Name == "WithMaxElapsedTime") {
			return true
		}
	}
	return false
}
