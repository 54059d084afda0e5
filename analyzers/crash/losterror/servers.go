package losterror

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// servers reports calls that serve until they fail, whose error is thrown away.
func (c *check) servers() {
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			if call.Fn == nil || call.Mode != calls.Plain || !endsInError(call.Fn.Signature()) || !c.isServed(f) {
				continue
			}
			if c.serves(call) && c.isDropped(call) {
				c.reportServer(call)
			}
		}
	}
}

func (c *check) reportServer(call *calls.Call) {
	name := syntax.ExprName(call.Expr.Fun)
	wayOut := "log it, or send it to whoever can act on it"
	if row := knowledge.EndedBy(call.Fn); row != nil {
		wayOut = "log it unless it is " + row.Name()
	}
	c.report(report.Finding{
		Pos: call.Expr.Pos(), End: call.Expr.End(), Sub: "serve",
		Message: "the error of " + name + " is dropped, so nobody learns why it does not serve, or no longer; " + wayOut,
	})
}

// serves: the call does not return before it ends or fails: a known server, or a
// function of this package that runs a service's loop and tells nobody itself.
func (c *check) serves(call *calls.Call) bool {
	if row, ok := c.Table.Call(call.Fn); ok {
		return row.Does&knowledge.Serves != 0
	}
	if call.Fn.Signature().Results().Len() > 1 || handsErrorsOn(call.Fn.Signature()) {
		return false // it is called for another result, or tells of its errors otherwise
	}
	for _, body := range c.Graph.Bodies(call) {
		if c.runsService(body) && c.losesError(body, 0) {
			return true
		}
	}
	// Of another package: known by what it does. Whether it ever returns an error
	// is not, so that _ = is believed.
	may := c.Sum.OfFunc(call.Fn).May
	return c.Graph.Decl(call.Fn) == nil && c.standsAlone(call) && may.Has(knowledge.Serves|summary.Loops) && len(may.Chain(knowledge.Serves|summary.Loops)) <= 1
}

// standsAlone: the call is a statement; nobody said that its error is unwanted.
func (c *check) standsAlone(call *calls.Call) bool {
	alone := false
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		stmt, ok := n.(*ast.ExprStmt)
		alone = alone || ok && stmt.X == call.Expr
		return !alone
	})
	return alone
}

// runsService: the loop that keeps a service or a connection alive is in the body
// itself.
func (c *check) runsService(body *calls.Func) bool {
	for _, a := range c.Found {
		if a.Loop != nil && a.Loop.Func == body && a.Loop.Outer == nil && a.Loop.Kind == calls.Endless && a.Lifetime >= knowledge.Connection && !a.Leaving {
			return true
		}
	}
	return false
}

// isDropped: the call stands alone, or its error is assigned to nothing.
func (c *check) isDropped(call *calls.Call) bool {
	if call.Mode != calls.Plain {
		return true // defer g.Wait()
	}
	dropped := false
	ast.PreorderStack(call.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != call.Expr {
			return true
		}
		switch parent := stack[len(stack)-1].(type) {
		case *ast.ExprStmt:
			dropped = true
		case *ast.AssignStmt:
			dropped = len(parent.Rhs) == 1 && syntax.IsBlank(parent.Lhs[len(parent.Lhs)-1])
		}
		return false
	})
	return dropped
}
