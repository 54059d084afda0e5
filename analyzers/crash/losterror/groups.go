package losterror

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// group is a variable or field of a group whose members return errors.
type group struct {
	v     *types.Var
	first *calls.Call   // the first member is started here
	all   []*calls.Call // all members that are
	waits []*calls.Call
}

// groups reports groups that nobody waits for, and waits whose error is dropped.
func (c *check) groups() {
	for _, g := range c.collectGroups() {
		if !c.isGroupServed(g) || !c.membersLose(g) {
			continue
		}
		name := g.v.Name()
		if len(g.waits) == 0 && !c.escapes(g) {
			c.report(report.Finding{
				Pos: g.first.Expr.Pos(), End: g.first.Expr.Lparen, Sub: "group",
				Message: "nobody waits for " + name + ", so the errors of its goroutines are lost; call " + name + ".Wait and handle its error",
			})
		}
		for _, wait := range g.waits {
			if c.isDropped(wait) {
				c.report(report.Finding{
					Pos: wait.Expr.Pos(), End: wait.Expr.End(), Sub: "group",
					Message: "the error of " + name + ".Wait is dropped, and with it that of every goroutine of the group; return it or log it",
				})
			}
		}
	}
}

func (c *check) collectGroups() []*group {
	byVar := make(map[*types.Var]*group)
	var order []*group
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			v := c.receiver(call)
			if v == nil || !c.isMember(call) {
				continue
			}
			if byVar[v] == nil {
				byVar[v] = &group{v: v, first: call}
				order = append(order, byVar[v])
			}
			byVar[v].all = append(byVar[v].all, call)
		}
	}
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			if g := byVar[c.receiver(call)]; g != nil && call.Fn != nil && call.Fn.Name() == "Wait" {
				g.waits = append(g.waits, call)
			}
		}
	}
	return order
}

func (c *check) receiver(call *calls.Call) *types.Var {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	return syntax.VarOf(c.Info, sel.X)
}

// isMember: g.Go(f), where the first error is what Wait returns.
func (c *check) isMember(call *calls.Call) bool {
	if call.Fn == nil || call.Fn.Signature().Recv() == nil {
		return false
	}
	for _, row := range c.Table.Runs(call.Fn) {
		if row.Async && row.Error == knowledge.StopsAll && row.Arg >= 0 && row.Life == knowledge.Unknown {
			return true
		}
	}
	return false
}

func (c *check) isGroupServed(g *group) bool {
	for _, call := range append(append([]*calls.Call{}, g.all...), g.waits...) {
		if c.isServed(call.Func) {
			return true
		}
	}
	for _, a := range c.Found {
		if a.Call == g.first && a.Lifetime > knowledge.PerCall {
			return true
		}
	}
	return false
}

// membersLose: a function of the group may return an error that it has not told
// of itself.
func (c *check) membersLose(g *group) bool {
	for _, call := range g.all {
		for _, arg := range call.Expr.Args {
			bodies := c.Graph.ValueBodies(arg)
			for _, body := range bodies {
				if c.losesError(body, 0) {
					return true
				}
			}
			if len(bodies) == 0 && syntax.IsFunc(c.Info.TypeOf(arg)) {
				return true
			}
		}
	}
	return false
}

// escapes reports whether the group is handed to somebody who may wait for it:
// it is used other than by calling a method of it, or comes from a caller.
func (c *check) escapes(g *group) bool {
	if g.v.IsField() && g.v.Exported() || g.first.Func.Outer().Param(g.v) != -2 {
		return true
	}
	escaped := false
	for _, f := range c.Graph.Funcs {
		if f.Parent != nil {
			continue
		}
		ast.PreorderStack(f.Body, nil, func(n ast.Node, stack []ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && c.Info.Uses[id] == g.v {
				escaped = escaped || !isReceiverOrTarget(stack, id)
			}
			return !escaped
		})
	}
	return escaped
}

// isReceiverOrTarget: g in g.Go(f), s.g in s.g.Go(f) or s.g = ....
func isReceiverOrTarget(stack []ast.Node, id *ast.Ident) bool {
	var at ast.Node = id
	for i := len(stack) - 1; i >= 0; i-- {
		switch n := stack[i].(type) {
		case *ast.SelectorExpr:
			if n.X == at {
				return true // a method of the group, or a field of what holds it
			}
			at = n
			continue
		case *ast.AssignStmt:
			for _, lhs := range n.Lhs {
				if lhs == at {
					return true
				}
			}
		case *ast.KeyValueExpr:
			return n.Key == at
		}
		return false
	}
	return false
}
