package stopwait

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// counts reports a local WaitGroup that is counted up once too often, so that the
// Wait of the shutdown never returns.
func (c *check) counts(f *calls.Func) {
	if f.Parent != nil {
		return // seen with the function around it
	}
	groups := make(map[*types.Var]*count)
	var order []*types.Var
	c.countIn(f, groups, &order)
	for _, v := range order {
		n := groups[v]
		if n.unsure || n.wait == nil || len(n.adds) <= len(n.dones) {
			continue
		}
		add := n.lonely()
		c.Report(report.Finding{
			Pos: add.Pos(), End: add.End(), Sub: "count",
			Message: v.Name() + ".Wait never returns: this counts " + v.Name() + " up, and nothing counts it down; take it away, or call Done where the work ends",
			Related: []report.Related{{Pos: n.wait.Pos(), End: n.wait.End(), Message: "the wait"}},
		})
	}
}

// count is what is done to a WaitGroup.
type count struct {
	adds   []*ast.CallExpr // Add(1) outside of loops
	dones  []*ast.CallExpr
	wait   *ast.CallExpr
	unsure bool // counted in a loop, by a variable, or elsewhere
}

func (c *check) countIn(f *calls.Func, groups map[*types.Var]*count, order *[]*types.Var) {
	for _, call := range f.Calls {
		for _, arg := range call.Expr.Args {
			if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && groups[syntax.VarOf(c.Info, u.X)] != nil {
				groups[syntax.VarOf(c.Info, u.X)].unsure = true // handed on
			}
		}
		sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
		if !ok || call.Fn == nil || !syntax.IsNamed(c.Info.TypeOf(sel.X), "sync", "WaitGroup") {
			continue
		}
		v := syntax.VarOf(c.Info, sel.X)
		if v == nil || v.IsField() || !syntax.Contains(f.Outer().Body, v.Pos()) {
			continue
		}
		if groups[v] == nil {
			groups[v] = &count{}
			*order = append(*order, v)
		}
		groups[v].note(c, call)
	}
	for _, lit := range f.Lits {
		c.countIn(lit, groups, order)
	}
}

func (n *count) note(c *check, call *calls.Call) {
	switch call.Fn.Name() {
	case "Add":
		by, ok := syntax.ConstInt(c.Info, call.Expr.Args[0])
		if !ok || by != 1 || call.Loop != nil || call.Func.Parent != nil || !c.isUnconditional(call.Func, call.Expr) {
			n.unsure = true
		}
		n.adds = append(n.adds, call.Expr)
	case "Done":
		n.dones = append(n.dones, call.Expr)
		n.unsure = n.unsure || call.Loop != nil
	case "Wait":
		n.wait = call.Expr
	default:
		n.unsure = true
	}
}

// lonely returns the first Add after which another one comes before any Done.
func (n *count) lonely() *ast.CallExpr {
	for i, add := range n.adds[:len(n.adds)-1] {
		answered := false
		for _, done := range n.dones {
			answered = answered || add.Pos() < done.Pos() && done.Pos() < n.adds[i+1].Pos()
		}
		if !answered {
			return add
		}
	}
	return n.adds[len(n.adds)-1]
}
