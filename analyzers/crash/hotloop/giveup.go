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
		if !ok || row.Does&knowledge.GivesUp == 0 || c.isWatched(loop, call) || c.isForEver(call) {
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

// isForEver reports whether the maximum elapsed time of the policy is set, by
// assignment, in a literal, or with the option of that name: in the function
// that makes the policy for itself, else anywhere in the package.
func (c *check) isForEver(call *calls.Call) bool {
	where := &ast.BlockStmt{}
	if outer := call.Func.Outer(); c.makesPolicy(outer, call) {
		where = outer.Body
	}
	for id, obj := range c.Info.Uses {
		if obj.Pkg() == call.Fn.Pkg() && (id.Name == "MaxElapsedTime" || id.Name == "WithMaxElapsedTime") {
			if len(where.List) == 0 || syntax.Contains(where, id.Pos()) {
				return true
			}
		}
	}
	return false
}

// makesPolicy: bo := backoff.NewExponentialBackOff() in f itself.
func (c *check) makesPolicy(f *calls.Func, call *calls.Call) bool {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	policy := syntax.VarOf(c.Info, sel.X)
	made := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 1 || policy == nil || syntax.VarOf(c.Info, a.Lhs[0]) != policy {
			return true
		}
		from, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if fn := calleeOf(c.Info, from, ok); fn != nil && fn.Pkg() == call.Fn.Pkg() {
			made = true
		}
		return true
	})
	return made
}

func calleeOf(info *types.Info, call *ast.CallExpr, ok bool) *types.Func {
	if !ok {
		return nil
	}
	return syntax.Callee(info, call)
}
