package ctxsibling

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// reservation: time.Sleep(r.Delay()) of a rate.Reservation is Limiter.Wait without
// its context.
func (c *check) reservation(call *calls.Call) {
	if call.Fn.Pkg() == nil || call.Fn.Pkg().Path() != "time" || call.Fn.Name() != "Sleep" || len(call.Expr.Args) != 1 || !c.isDelay(call.Func, call.Expr.Args[0]) {
		return
	}
	src, ok := c.At(call.Func, call.Expr.Pos())
	if !ok || c.IsStopping(call.Func, call.Expr) || !c.Matters(call.Func, src) {
		return
	}
	c.Report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(),
		Message: "this waits for the limiter without hearing " + src.Text + ", so " + c.consequence(src) + "; use Wait(" + src.Text + ") of the limiter",
	})
}

// isDelay: r.Delay(), or a variable that holds it.
func (c *check) isDelay(f *calls.Func, arg ast.Expr) bool {
	if call, ok := ast.Unparen(arg).(*ast.CallExpr); ok {
		fn := syntax.Callee(c.Info, call)
		return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "golang.org/x/time/rate" && isReservation(fn) && fn.Name() == "Delay"
	}
	v := syntax.VarOf(c.Info, arg)
	if v == nil || v.IsField() {
		return false
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if ok && len(a.Lhs) == 1 && len(a.Rhs) == 1 && syntax.VarOf(c.Info, a.Lhs[0]) == v {
			if call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr); ok {
				found = found || c.isDelay(f, call)
			}
		}
		return !found
	})
	return found
}

func isReservation(fn *types.Func) bool {
	recv := fn.Signature().Recv()
	return recv != nil && syntax.IsNamed(recv.Type(), "golang.org/x/time/rate", "Reservation")
}
