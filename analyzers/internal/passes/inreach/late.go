package inreach

import (
	"go/token"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// endsLate reports whether the context in a field is the owner's own and ends only
// when a stop has waited: func (b *B) Close() { b.wg.Wait(); b.cancel() }. What the
// stop waits for would not hear it.
func (x *Finder) endsLate(field *types.Var) bool {
	if !field.IsField() || !x.Contexts().IsOwn(field) {
		return false
	}
	late := false
	for _, f := range x.Graph.Funcs {
		if x.IsTest(f.Pos()) {
			continue
		}
		for _, c := range f.Calls {
			if v := syntax.VarOf(x.Info, c.Expr.Fun); v == nil || !v.IsField() || !x.Contexts().IsCancelOf(v, field) {
				continue
			}
			if !x.isAfterWait(f, c, 2) {
				return false
			}
			late = true
		}
	}
	return late
}

// isAfterWait: the function, or each of its callers, has waited before the call.
func (x *Finder) isAfterWait(f *calls.Func, c *calls.Call, depth int) bool {
	before := c.Expr.Pos()
	if c.Mode == calls.Defer {
		before = f.Body.End()
	}
	if x.waitsBefore(f, before) {
		return true
	}
	uses := x.UsesInCode(f)
	for _, u := range uses {
		if depth == 0 || u.Arg != calls.Callee || !x.isAfterWait(u.Call.Func, u.Call, depth-1) {
			return false
		}
	}
	return len(uses) > 0
}

// waitsBefore: for goroutines, for a message, or in a loop that asks and sleeps.
func (x *Finder) waitsBefore(f *calls.Func, pos token.Pos) bool {
	for _, c := range f.Calls {
		if c.Expr.End() > pos || c.Mode != calls.Plain {
			continue
		}
		may := x.MayOf(c.Expr)
		if may.Has(knowledge.Joins) || c.Loop != nil && c.Loop.Kind != calls.Finite && c.Loop.Stmt.End() <= pos && may.Has(knowledge.Pauses) {
			return true
		}
	}
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && op.Node.End() <= pos {
			return true
		}
	}
	return false
}
