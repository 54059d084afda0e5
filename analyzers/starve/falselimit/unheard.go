package falselimit

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// unheard looks for slots that were not granted: the error of Acquire or the answer
// of TryAcquire is dropped, and Release then gives back what was never taken.
func (c *check) unheard(f *calls.Func) {
	for _, call := range f.Calls {
		if !isMethod(call.Fn, "Acquire", "TryAcquire") || c.neverFails(call) || !c.isDropped(f, call) || c.seen[call.Expr.Pos()] {
			continue
		}
		c.seen[call.Expr.Pos()] = true
		name := syntax.ExprName(call.Expr.Fun)
		c.Report(report.Finding{
			Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "unheard",
			Message: "nobody looks at what " + name + " says: when it fails the work runs without a slot, and Release panics on giving back what was not taken; return when it fails",
		})
	}
}

func isMethod(fn *types.Func, names ...string) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "golang.org/x/sync/semaphore" {
		return false
	}
	for _, name := range names {
		if fn.Name() == name {
			return true
		}
	}
	return false
}

// neverFails: Acquire with a context that nothing ends waits until it gets its slot.
func (c *check) neverFails(call *calls.Call) bool {
	if call.Fn.Name() != "Acquire" || len(call.Expr.Args) == 0 {
		return false
	}
	made, ok := ast.Unparen(call.Expr.Args[0]).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(c.Info, made)
	return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "context" && (fn.Name() == "Background" || fn.Name() == "TODO" || fn.Name() == "WithoutCancel")
}

// isDropped: sem.Acquire(ctx, 1) as a statement, _ = sem.Acquire(ctx, 1), or an if
// that goes on in spite of the error.
func (c *check) isDropped(f *calls.Func, call *calls.Call) bool {
	dropped := call.Mode != calls.Plain
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ExprStmt:
			dropped = dropped || ast.Unparen(n.X) == call.Expr
		case *ast.AssignStmt:
			if len(n.Rhs) == 1 && ast.Unparen(n.Rhs[0]) == call.Expr {
				dropped = dropped || syntax.IsBlank(n.Lhs[0])
			}
		case *ast.IfStmt:
			dropped = dropped || c.goesOn(n, call)
		}
		return !dropped
	})
	return dropped
}

// goesOn: if err := sem.Acquire(ctx, 1); err != nil { log }, and what follows is
// done all the same.
func (c *check) goesOn(stmt *ast.IfStmt, call *calls.Call) bool {
	init, ok := stmt.Init.(*ast.AssignStmt)
	if !ok || stmt.Else != nil || len(init.Rhs) != 1 || ast.Unparen(init.Rhs[0]) != call.Expr {
		return false
	}
	if cond, ok := ast.Unparen(stmt.Cond).(*ast.BinaryExpr); !ok || !c.Info.Types[cond.Y].IsNil() || cond.Op.String() != "!=" {
		return false
	}
	leaves := false
	ast.Inspect(stmt.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ReturnStmt, *ast.BranchStmt:
			leaves = true
		case *ast.CallExpr:
			leaves = leaves || !c.Sum.MayReturn(n)
		}
		return !leaves
	})
	return !leaves
}
