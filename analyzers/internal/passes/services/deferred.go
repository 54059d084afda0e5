package services

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// DeferredUse is a call that is given a context when the function around it returns.
type DeferredUse struct {
	Call  *calls.Call
	Arg   ast.Expr
	I     int
	Var   *types.Var
	Defer *calls.Call // the defer statement
	// Always: the context has ended at every return, or is ended by what is
	// deferred after this; Sometimes: at the return that the stop leads to.
	Always, Sometimes bool
	End               End
	// OnError: only when something failed, which may well be that the context ended.
	OnError bool
}

// DeferredIn lists the calls that a body defers, or makes in a literal that it
// defers, with a context of its own or of a function around it.
func (c *Contexts) DeferredIn(f *calls.Func) []DeferredUse {
	var out []DeferredUse
	for _, d := range f.Calls {
		if d.Mode != calls.Defer {
			continue
		}
		out = c.deferredArgs(out, f, d, d)
		for _, body := range c.s.Graph.Bodies(d) {
			if body.Lit == nil || body.Parent != f {
				continue
			}
			for _, inner := range body.Calls {
				if inner.Mode == calls.Plain {
					out = c.deferredArgs(out, f, d, inner)
				}
			}
		}
	}
	if len(out) > 0 {
		c.whetherEnded(f, out)
	}
	return out
}

func (c *Contexts) deferredArgs(out []DeferredUse, f *calls.Func, d, call *calls.Call) []DeferredUse {
	for i, arg := range call.Expr.Args {
		v := c.localVar(arg)
		if v == nil || call != d && syntax.Contains(call.Func.Lit, v.Pos()) {
			continue // made in the literal
		}
		if c.isMadeAnew(call, v) {
			continue
		}
		out = append(out, DeferredUse{Call: call, Arg: arg, I: i, Var: v, Defer: d, OnError: call != d && c.isOnError(call)})
	}
	return out
}

// isMadeAnew: ctx = context.WithoutCancel(ctx), in the literal that is deferred.
func (c *Contexts) isMadeAnew(call *calls.Call, v *types.Var) bool {
	return slices.ContainsFunc(c.made[v], func(m making) bool {
		return call.Func.Lit != nil && syntax.Contains(call.Func.Lit, m.pos) && m.pos < call.Expr.Pos()
	})
}

// isOnError reports whether a call stands under a condition on an error or a
// recovered panic, or under a flag that says that the work was not finished.
func (c *Contexts) isOnError(call *calls.Call) bool {
	found := false
	ast.Inspect(call.Func.Body, func(n ast.Node) bool {
		s, ok := n.(*ast.IfStmt)
		if ok && syntax.Contains(s.Body, call.Expr.Pos()) {
			found = found || c.saysFailed(s.Cond)
		}
		return !found && syntax.Contains(n, call.Expr.Pos())
	})
	return found
}

func (c *Contexts) saysFailed(cond ast.Expr) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			return c.saysFailed(e.X) || c.saysFailed(e.Y)
		}
		isErr := syntax.IsError(c.s.Info.TypeOf(e.X)) || syntax.IsInterface(c.s.Info.TypeOf(e.X))
		return e.Op == token.NEQ && isErr && c.s.Info.Types[e.Y].IsNil()
	case *ast.UnaryExpr:
		return e.Op == token.NOT && syntax.VarOf(c.s.Info, e.X) != nil // if !committed
	}
	return false
}

// whetherEnded fills in what is known of the contexts when the function returns.
func (c *Contexts) whetherEnded(f *calls.Func, uses []DeferredUse) {
	e := c.endings(f)
	for i := range uses {
		u := &uses[i]
		if later := c.revokedAfter(f, u); later != nil {
			u.Always, u.End = true, End{Revoked, later.Expr}
		}
		if e == nil || u.Always || len(e.ends[u.Var]) == 0 {
			continue
		}
		bit := e.bit(u.Var)
		u.Always, u.Sometimes = e.every&bit != 0 && e.some&bit != 0, e.some&bit != 0
		u.End = e.endBefore(u.Var, f.Body.Rbrace)
	}
}

// revokedAfter returns what is deferred after a use, and so runs before it, and
// ends its context.
func (c *Contexts) revokedAfter(f *calls.Func, u *DeferredUse) *calls.Call {
	for _, d := range f.Calls {
		if d.Mode != calls.Defer || d.Expr.Pos() <= u.Defer.Expr.Pos() || !c.isTopLevel(f, d) {
			continue
		}
		if slices.Contains(c.cancels[d.Var], u.Var) {
			return d
		}
	}
	return nil
}

func (c *Contexts) isTopLevel(f *calls.Func, d *calls.Call) bool {
	return slices.ContainsFunc(f.Body.List, func(s ast.Stmt) bool { return s == d.Stmt })
}

// CancelledBy returns where a body surely cancels a context that it made itself,
// after a call: in a defer, or in a statement beside the call.
func (c *Contexts) CancelledBy(f *calls.Func, ctx *types.Var, after *ast.CallExpr) (ast.Node, bool) {
	if !c.isMadeIn(f, ctx) {
		return nil, false
	}
	for _, d := range f.Calls {
		if d.Var == nil || !slices.Contains(c.cancels[d.Var], ctx) {
			continue
		}
		switch {
		case d.Mode == calls.Defer:
			return d.Stmt, true
		case d.Mode == calls.Plain && d.Expr.Pos() > after.Pos() && areSiblings(f, after, d.Expr) && !c.isRemade(ctx, after.Pos(), d.Expr.Pos()):
			return d.Expr, true
		}
	}
	return nil, false
}

func (c *Contexts) isMadeIn(f *calls.Func, ctx *types.Var) bool {
	return slices.ContainsFunc(c.made[ctx], func(m making) bool { return syntax.Contains(f.Body, m.pos) })
}

func (c *Contexts) isRemade(ctx *types.Var, from, to token.Pos) bool {
	return slices.ContainsFunc(c.made[ctx], func(m making) bool { return from < m.pos && m.pos < to })
}

// areSiblings reports whether two expressions stand in statements of one list.
func areSiblings(f *calls.Func, a, b ast.Node) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		block, ok := n.(*ast.BlockStmt)
		if ok && holds(block.List, a) && holds(block.List, b) {
			found = true
		}
		return !found
	})
	return found
}

// holds reports whether an expression stands in one of the statements, and not in a
// block inside of it.
func holds(list []ast.Stmt, e ast.Node) bool {
	for _, s := range list {
		switch s.(type) {
		case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.DeclStmt:
			if syntax.Contains(s, e.Pos()) {
				return true
			}
		}
	}
	return false
}
