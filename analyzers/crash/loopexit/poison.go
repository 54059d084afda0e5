package loopexit

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/services"
	"github.com/bgvet/bgvet/analyzers/internal/report"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// poisoned looks for a batch that gives up at its first bad item: the items come
// from a store, background work takes them up again and again, and the bad one is
// still there the next time.
func (c *check) poisoned() {
	var reached map[*calls.Func]*services.Activation // asked for where there is a batch
	for _, f := range c.Graph.Funcs {
		for _, l := range f.Loops {
			r, ok := l.Stmt.(*ast.RangeStmt)
			if !ok || r.Value == nil || !c.hasDecoder(f, l) || !c.isStored(f, r.X) {
				continue
			}
			if reached == nil {
				reached = services.Reach(c.Services)
			}
			if a := reached[f]; a != nil && (a.Loop != nil || a.Each == knowledge.Iteration) {
				c.poison(l, syntax.VarOf(c.Info, r.Value))
			}
		}
	}
}

// hasDecoder is the cheap test.
func (c *check) hasDecoder(f *calls.Func, l *calls.Loop) bool {
	return slices.ContainsFunc(f.Calls, func(call *calls.Call) bool { return call.Loop.Within(l) && c.isDecoder(call.Expr) })
}

// isStored: the items were asked for, by a call that takes a context and may fail,
// or by one that is known to.
func (c *check) isStored(f *calls.Func, items ast.Expr) bool {
	v := syntax.VarOf(c.Info, items)
	if v == nil {
		return false
	}
	call := c.SourceOf(f, v, items.Pos())
	if call == nil {
		return false
	}
	takesContext := slices.ContainsFunc(call.Args, func(arg ast.Expr) bool { return syntax.IsContext(c.Info.TypeOf(arg)) })
	return takesContext || c.Outside(call) || c.MayOf(call).Has(knowledge.Asks)
}

func (c *check) poison(l *calls.Loop, item *types.Var) {
	for _, e := range c.Exits(l) {
		ret, ok := e.Node.(*ast.ReturnStmt)
		if !ok || e.Reason != services.OnError || !c.judges(e.Call, item) || !returnsError(c.Info, ret) {
			continue
		}
		c.Report(report.Finding{
			Pos: ret.Pos(), End: ret.End(), Sub: "poison", Tier: report.Strict,
			Message: "one item that " + syntax.ExprName(e.Call.Fun) + " refuses ends the whole batch, this time and every time it is taken up again: nothing behind it is ever reached; log it and continue with the next item",
			Related: []report.Related{{Pos: l.Pos(), End: l.Body.Lbrace, Message: "the batch"}, {Pos: e.Call.Pos(), End: e.Call.End(), Message: "this call failed"}},
		})
	}
}

// judges: the call looks at the item and at nothing else that can fail.
func (c *check) judges(call *ast.CallExpr, item *types.Var) bool {
	if call == nil || item == nil || !c.isDecoder(call) {
		return false
	}
	found := false
	for _, arg := range call.Args {
		ast.Inspect(arg, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && c.Info.Uses[id] == item
			return !found
		})
	}
	return found
}

// isDecoder goes by the verbs of what takes stored text apart.
func (c *check) isDecoder(call *ast.CallExpr) bool {
	fn := syntax.Callee(c.Info, call)
	return fn != nil && slices.ContainsFunc([]string{"Unmarshal", "Decode", "Parse", "Atoi"}, func(verb string) bool { return strings.HasPrefix(fn.Name(), verb) })
}

func returnsError(info *types.Info, ret *ast.ReturnStmt) bool {
	if len(ret.Results) == 0 {
		return false
	}
	last := ret.Results[len(ret.Results)-1]
	return syntax.IsError(info.TypeOf(last)) && !info.Types[last].IsNil()
}
