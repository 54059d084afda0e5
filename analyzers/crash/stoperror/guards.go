package stoperror

import (
	"go/ast"
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// alternative is one way in which conditions can hold together: by an error
// that matches, with or without a look at the stop signal.
type alternative struct {
	match  *services.Match
	noErr  token.Pos // a condition that says that an error is nil
	looks  bool      // a condition around the place looks at the stop signal
	looked token.Pos // one before it did; that counts when the failing call came first
}

// contradicts reports whether the error is nil after the call failed: then it
// matches nothing.
func (a alternative) contradicts(call *ast.CallExpr) bool {
	return a.noErr.IsValid() && (call == nil || a.noErr > call.Pos())
}

// looksAfter reports whether the stop signal was looked at once the call failed.
func (a alternative) looksAfter(call *ast.CallExpr) bool {
	return a.looks || a.looked.IsValid() && (call == nil || a.looked > call.Pos())
}

// maxAlternatives bounds conditions that nobody could read anyway.
const maxAlternatives = 32

func both(a, b []alternative) []alternative {
	var out []alternative
	for _, x := range a {
		for _, y := range b {
			z := alternative{x.match, max(x.noErr, y.noErr), x.looks || y.looks, max(x.looked, y.looked)}
			if z.match == nil {
				z.match = y.match
			}
			if len(out) < maxAlternatives {
				out = append(out, z)
			}
		}
	}
	return out
}

var anyhow = []alternative{{}}

// alternativesAt lists the ways to come from the loop to a node inside: the
// conditions around it, and those before it that would have led away.
func (c *check) alternativesAt(l *calls.Loop, node ast.Node) []alternative {
	all := anyhow
	ast.PreorderStack(l.Body, nil, func(n ast.Node, stack []ast.Node) bool {
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
		if n != node {
			return syntax.Contains(n, node.Pos())
		}
		path := append(append([]ast.Node{}, stack...), n)
		for i := 1; i < len(path); i++ {
			all = both(all, c.between(l, path[:i], path[i]))
		}
		return false
	})
	return all
}

// between reads what holds at inner because of the statement around it.
func (c *check) between(l *calls.Loop, around []ast.Node, inner ast.Node) []alternative {
	switch outer := around[len(around)-1].(type) {
	case *ast.IfStmt:
		if inner == outer.Body || inner == outer.Else {
			return c.alternatives(l, outer.Cond, inner == outer.Body)
		}
	case *ast.BlockStmt:
		return c.after(l, outer.List, inner)
	case *ast.CommClause:
		return both(c.ofCase(outer), c.after(l, outer.Body, inner))
	case *ast.CaseClause:
		return both(c.ofSwitch(l, around, outer), c.after(l, outer.Body, inner))
	}
	return anyhow
}

// after reads the statements before inner that would have led away.
func (c *check) after(l *calls.Loop, list []ast.Stmt, inner ast.Node) []alternative {
	all := anyhow
	for _, stmt := range list {
		if stmt == inner {
			break
		}
		check, ok := stmt.(*ast.IfStmt)
		if ok && check.Else == nil && c.leads(check.Body) {
			all = both(all, earlier(c.alternatives(l, check.Cond, false), check.Pos()))
		}
	}
	return all
}

// earlier turns looks into those of a statement before the place in question.
func earlier(alts []alternative, pos token.Pos) []alternative {
	for i := range alts {
		if alts[i].looks {
			alts[i].looks, alts[i].looked = false, pos
		}
	}
	return alts
}

// leads reports whether a block ends by going elsewhere.
func (c *check) leads(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.BranchStmt, *ast.ReturnStmt:
		return true
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		return ok && !c.Sum.MayReturn(call)
	}
	return false
}

func (c *check) ofCase(clause *ast.CommClause) []alternative {
	ch, send := syntax.CommChannel(clause)
	if ch != nil && !send && c.Sum.WaitOf(ch)&summary.Awaits != 0 {
		return []alternative{{looks: true}}
	}
	return anyhow
}

// ofSwitch reads switch { case cond: } and switch err { case context.Canceled: }.
func (c *check) ofSwitch(l *calls.Loop, around []ast.Node, clause *ast.CaseClause) []alternative {
	if len(around) < 3 {
		return anyhow
	}
	sw, ok := around[len(around)-3].(*ast.SwitchStmt)
	if !ok {
		return anyhow
	}
	all := c.ofValues(l, sw.Tag, clause.List, true)
	for _, s := range sw.Body.List {
		if s == clause {
			break
		}
		if sw.Tag == nil {
			all = both(all, c.ofValues(l, nil, s.(*ast.CaseClause).List, false))
		}
	}
	return all
}

func (c *check) ofValues(l *calls.Loop, tag ast.Expr, values []ast.Expr, taken bool) []alternative {
	if len(values) == 0 {
		return anyhow // default
	}
	var out []alternative
	for _, value := range values {
		if tag == nil {
			out = append(out, c.alternatives(l, value, taken)...)
			continue
		}
		alt := alternative{}
		if v := syntax.VarOf(c.Info, value); v != nil && v.Parent() == v.Pkg().Scope() && syntax.IsError(v.Type()) {
			alt.match = &services.Match{Node: value, Err: tag, Sentinel: v}
			alt.looks = c.isCause(l, tag, value.Pos())
		}
		out = append(out, alt)
	}
	return out
}

// alternatives lists the ways in which cond can come out as taken.
func (c *check) alternatives(l *calls.Loop, cond ast.Expr, taken bool) []alternative {
	switch e := ast.Unparen(cond).(type) {
	case *ast.UnaryExpr:
		if e.Op == token.NOT {
			return c.alternatives(l, e.X, !taken)
		}
	case *ast.BinaryExpr:
		if e.Op == token.LAND || e.Op == token.LOR {
			x, y := c.alternatives(l, e.X, taken), c.alternatives(l, e.Y, taken)
			if (e.Op == token.LAND) == taken {
				return both(x, y)
			}
			return append(x, y...)
		}
	}
	return []alternative{c.leaf(l, cond, taken)}
}

func (c *check) leaf(l *calls.Loop, cond ast.Expr, taken bool) alternative {
	if m, ok := c.MatchOf(cond); ok {
		if c.isCause(l, m.Err, cond.Pos()) {
			return alternative{looks: true}
		}
		if m.Negated != taken {
			return alternative{match: &m}
		}
		return alternative{}
	}
	v, reason := c.Test(cond, taken)
	if _, other := c.Test(cond, !taken); reason == services.OnStop || other == services.OnStop {
		return alternative{looks: true}
	}
	if c.saysNoError(cond, taken) {
		return alternative{noErr: cond.Pos()}
	}
	return alternative{looks: v != nil && c.isCauseVar(l, v, cond.Pos())}
}

// saysNoError reads err == nil that holds and err != nil that does not.
func (c *check) saysNoError(cond ast.Expr, taken bool) bool {
	e, ok := ast.Unparen(cond).(*ast.BinaryExpr)
	return ok && syntax.IsError(c.Info.TypeOf(e.X)) && c.Info.Types[e.Y].IsNil() && (e.Op == token.EQL) == taken
}

// isCause: the error is that of the context itself: ctx.Err(), or a variable
// that holds it.
func (c *check) isCause(l *calls.Loop, e ast.Expr, pos token.Pos) bool {
	return c.IsStopCause(e) || c.isCauseVar(l, syntax.VarOf(c.Info, e), pos)
}

func (c *check) isCauseVar(l *calls.Loop, v *types.Var, pos token.Pos) bool {
	call := c.SourceOf(l.Func, v, pos)
	return call != nil && c.IsStopCause(call)
}
