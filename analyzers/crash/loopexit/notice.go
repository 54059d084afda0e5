package loopexit

import (
	"go/ast"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isNoticed reports whether somebody learns that the loop ended: the exit or
// what follows it ends the process, cancels or closes something, sends on a
// channel, or returns the error to a group, a host or a caller that looks at it.
func (c *check) isNoticed(a *services.Activation, e services.Exit) bool {
	if a.Row != nil && a.Row.Error != knowledge.NoResult && a.Row.Error != knowledge.Dropped && a.Row.Error != knowledge.Logged && c.returnsError(e, a.Loop.Func) {
		return true
	}
	if c.isRestarted(a) || c.announcedBefore(a.Loop, e) || c.announcedAfter(a.Loop, e) || c.announcedInDefer(a.Loop.Func) {
		return true
	}
	if a.Loop.Func == a.Body {
		return a.How == services.Loop && c.returnsError(e, a.Body)
	}
	return c.callerNotices(a, e)
}

// isRestarted: what runs the body runs it again and again, such as wait.Until.
func (c *check) isRestarted(a *services.Activation) bool {
	return a.Call != nil && a.Arg >= 0 && c.Sum.UseOf(a.Call, a.Arg)&summary.Repeats != 0
}

// returnsError reports whether the exit returns a value that is not nil.
func (c *check) returnsError(e services.Exit, f *calls.Func) bool {
	r, ok := e.Node.(*ast.ReturnStmt)
	if !ok {
		return f.Sig.Results().Len() > 0
	}
	for _, res := range r.Results {
		if !c.Info.Types[res].IsNil() {
			return true
		}
	}
	return len(r.Results) == 0 && f.Sig.Results().Len() > 0
}

// callerNotices follows an error from the function with the loop to the body
// that calls it: what does that do with the result?
func (c *check) callerNotices(a *services.Activation, e services.Exit) bool {
	if !c.returnsError(e, a.Loop.Func) && a.Loop.Func.Sig.Results().Len() > 0 {
		return false // return nil: nothing to see
	}
	for _, u := range c.Graph.Uses(a.Loop.Func) {
		if a.Body == nil || !a.Body.Encloses(u.Call.Func) && u.Call.Func != a.Body {
			continue
		}
		if c.usesResult(u.Call) || c.followedByAnnouncement(u.Call) || c.announcedInDefer(u.Call.Func) || u.Call.Loop != nil {
			return true
		}
	}
	return false
}

// usesResult: the call is part of an assignment, condition, send or argument
// whose value goes somewhere other than a log.
func (c *check) usesResult(call *calls.Call) bool {
	used := false
	ast.PreorderStack(call.Func.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if n != call.Expr {
			return !used
		}
		switch parent := stack[len(stack)-1].(type) {
		case *ast.SendStmt, *ast.ReturnStmt:
			used = true
		case *ast.CallExpr:
			used = parent != call.Expr
		case *ast.AssignStmt:
			used = c.goesSomewhere(call.Func, parent)
		}
		return false
	})
	return used
}

// goesSomewhere: the variable with the error is sent, returned, stored, or
// handled by something that announces it.
func (c *check) goesSomewhere(f *calls.Func, a *ast.AssignStmt) bool {
	v := syntax.VarOf(c.Info, a.Lhs[len(a.Lhs)-1])
	if v == nil {
		return false
	}
	if v.IsField() {
		return true
	}
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SendStmt:
			found = found || syntax.VarOf(c.Info, n.Value) == v
		case *ast.ReturnStmt:
			for _, r := range n.Results {
				found = found || syntax.VarOf(c.Info, r) == v
			}
		case *ast.IfStmt:
			if n.Init == a || n.Pos() > a.Pos() {
				found = found || c.announces(n.Body)
			}
		}
		return !found
	})
	return found
}

func (c *check) followedByAnnouncement(call *calls.Call) bool {
	for _, stmt := range call.Func.Body.List {
		if stmt.Pos() > call.Expr.End() && c.announces(stmt) {
			return true
		}
	}
	return false
}
