package stoperror

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// source is a call whose error may be the sign of a normal end.
type source struct {
	call   *calls.Call
	ended  *knowledge.Ended // what it returns then
	by     *calls.Call      // what closes it; nil where the end of a context does
	ctx    string           // that context, as the caller writes it
	serves string           // the function that returns the error in the first place
	depth  int              // how many functions have passed the error on
}

// maxPassed bounds how far an error is followed through callers.
const maxPassed = 3

// normalEnds follows the errors of servers and listeners that this package
// closes.
func (c *check) normalEnds() {
	done := make(map[*calls.Call]bool)
	var work []source
	for _, f := range c.Graph.Funcs {
		for _, call := range f.Calls {
			if row := knowledge.EndedBy(call.Fn); row != nil && call.Mode == calls.Plain {
				if by := c.closer(call, row); by != nil {
					work = append(work, source{call: call, ended: row, by: by, serves: syntax.ExprName(call.Expr.Fun)})
				}
			}
		}
	}
	work = append(work, c.cancelled()...)
	for len(work) > 0 {
		src := work[0]
		work = work[1:]
		if done[src.call] || src.depth > maxPassed {
			continue
		}
		done[src.call] = true
		if c.follow(src) {
			work = append(work, c.callers(src)...)
		}
	}
}

// closer finds the call that closes what the source works on, from elsewhere:
// what is closed by the same goroutine before or after does not interrupt it.
func (c *check) closer(call *calls.Call, row *knowledge.Ended) *calls.Call {
	for _, f := range c.Graph.Funcs {
		if c.isSameGoroutine(f, call.Func) {
			continue
		}
		for _, by := range f.Calls {
			if row.IsEndedBy(by.Fn) && c.mayBeSame(call, by) {
				return by
			}
		}
	}
	return nil
}

// isSameGoroutine: f is the function itself, or a literal that it defers or
// calls on the spot.
func (c *check) isSameGoroutine(f, of *calls.Func) bool {
	for ; f != nil; f = f.Parent {
		if f == of {
			return true
		}
		for _, u := range c.Graph.Uses(f) {
			if f.Lit == nil || u.Arg != calls.Callee || u.Call.Mode == calls.Go {
				return false
			}
		}
		if len(c.Graph.Uses(f)) == 0 {
			return false
		}
	}
	return false
}

// mayBeSame compares the receivers of two calls: different fields or local
// variables that nothing connects are different servers.
func (c *check) mayBeSame(a, b *calls.Call) bool {
	x, y := c.receiver(a), c.receiver(b)
	if x == nil || y == nil || x == y {
		return true
	}
	if isTypeOnly(x, a) || isTypeOnly(y, b) {
		return types.Identical(deref(x.Type()), deref(y.Type()))
	}
	return c.areLinked(x, y)
}

func (c *check) receiver(call *calls.Call) *types.Var {
	sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	return syntax.VarOf(c.Info, sel.X)
}

// isTypeOnly: all that is known of a parameter is its type.
func isTypeOnly(v *types.Var, call *calls.Call) bool {
	return call.Func.Outer().Param(v) >= 0 || call.Func.Param(v) >= 0
}

func deref(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// areLinked reports whether one variable is assigned from the other.
func (c *check) areLinked(x, y *types.Var) bool {
	if c.links == nil {
		c.links = make(map[[2]*types.Var]bool)
		for _, file := range c.pass.Files {
			ast.Inspect(file, c.noteLinks)
		}
	}
	return c.links[[2]*types.Var{x, y}] || c.links[[2]*types.Var{y, x}]
}

func (c *check) noteLinks(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		for i := range min(len(n.Lhs), len(n.Rhs)) {
			c.link(n.Lhs[i], n.Rhs[i])
		}
	case *ast.KeyValueExpr:
		c.link(n.Key, n.Value)
	}
	return true
}

func (c *check) link(lhs, rhs ast.Expr) {
	if l, r := syntax.VarOf(c.Info, lhs), syntax.VarOf(c.Info, rhs); l != nil && r != nil {
		c.links[[2]*types.Var{l, r}] = true
	}
}

// callers lists the calls of a function that passes the error on.
func (c *check) callers(src source) []source {
	var out []source
	for _, u := range c.Graph.Uses(src.call.Func) {
		if u.Arg == calls.Callee && u.Call.Mode == calls.Plain && (src.by == nil || !c.isSameGoroutine(src.by.Func, u.Call.Func)) {
			next := src
			next.call, next.depth = u.Call, src.depth+1
			out = append(out, next)
		}
	}
	return out
}

// reportFailure reports what is done with the error of a normal end.
func (c *check) reportFailure(src source, at ast.Node, what string, tier report.Tier) {
	if c.seen[at.Pos()] {
		return
	}
	c.seen[at.Pos()] = true
	c.Report(report.Finding{
		Pos: at.Pos(), End: at.End(), Sub: "closed", Tier: tier,
		Message: src.serves + " returns " + src.ended.Name() + " " + src.when() + ", the normal end: " + what,
		Related: src.related(),
		Fixes:   c.exceptNormalEnd(src, at),
	})
}

func (src source) when() string {
	if src.by == nil {
		return "once " + src.ctx + " is cancelled"
	}
	return "after " + syntax.ExprName(src.by.Expr.Fun)
}

func (src source) related() []report.Related {
	out := []report.Related{{Pos: src.call.Expr.Pos(), End: src.call.Expr.End(), Message: "the error comes from this call"}}
	if src.by != nil {
		out = append(out, report.Related{Pos: src.by.Expr.Pos(), End: src.by.Expr.End(), Message: "it is closed here"})
	}
	return out
}
