package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Contexts that are made from others: with the end of what they are made from, or
// without it.

// derive follows ctx2 := context.WithValue(ctx, ...). A variable that is made anew
// without the end of what it was, ctx = context.WithoutCancel(ctx), is read as if
// it had been so from the start.
func (r *contextReader) derive(a *ast.AssignStmt) {
	if len(a.Rhs) != 1 {
		return
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	made := r.isMadeFrom(call)
	for _, lhs := range a.Lhs {
		v := syntax.VarOf(r.s.Graph.Info, lhs)
		if v == nil || v.IsField() || !syntax.IsContext(v.Type()) {
			r.followed[call] = r.followed[call] || made && syntax.IsBlank(lhs)
			continue
		}
		if made {
			r.g.vars[v], r.followed[call] = true, true
			if id, ok := ast.Unparen(lhs).(*ast.Ident); ok {
				r.known[id] = true
			}
		}
		if r.g.vars[v] && r.s.makesDetached(call) {
			delete(r.g.vars, v)
		}
	}
}

// isMadeFrom: a call makes a context from this one: context.WithValue(ctx, k, v),
// tracer.Start(ctx, name).
func (r *contextReader) isMadeFrom(call *ast.CallExpr) bool {
	fn := syntax.Callee(r.s.Graph.Info, call)
	if !isDerivation(fn) && !r.s.makesAnother(fn) {
		return false
	}
	for _, arg := range call.Args {
		switch arg := ast.Unparen(arg).(type) {
		case *ast.Ident:
			if r.isContext(arg) {
				return true
			}
		case *ast.CallExpr:
			if r.isMadeFrom(arg) {
				return true
			}
		}
	}
	return false
}

// isElsewhere: what the call does with the context is not seen here, and it waits for
// nothing.
func (s *Summaries) isElsewhere(c *calls.Call, i int) bool {
	return s.Graph.Decl(c.Fn) == nil && s.useHere(c, i) == 0 && !s.OfFunc(c.Fn).May.Has(waits)
}

// makesAnother: a function that is given a context, returns one, alone or with a span,
// and cannot fail: it adds something to what it is given, as those of tracers do.
func (s *Summaries) makesAnother(fn *types.Func) bool {
	if fn == nil || syntax.ContextParam(fn.Signature()) < 0 || isDerivation(fn) || s.detaches(&calls.Call{Fn: fn}) {
		return false
	}
	made := false
	for i := range fn.Signature().Results().Len() {
		t := fn.Signature().Results().At(i).Type()
		if syntax.IsError(t) {
			return false
		}
		made = made || syntax.IsContext(t)
	}
	return made
}

// detaches reports whether a call makes a context that does not end with the one
// that it is given: context.WithoutCancel, and helpers that call it.
func (s *Summaries) detaches(c *calls.Call) bool {
	if c.Fn == nil {
		return false
	}
	res := c.Fn.Signature().Results()
	if res.Len() == 0 || !syntax.IsContext(res.At(0).Type()) {
		return false
	}
	if row, ok := s.rowOf(c.Fn); ok {
		return row.Does&knowledge.Detaches != 0
	}
	return s.OfFunc(c.Fn).May.Has(knowledge.Detaches)
}

// makesDetached reports whether an expression makes a context with an end of its
// own only: context.WithTimeout(context.WithoutCancel(ctx), d).
func (s *Summaries) makesDetached(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	fn := syntax.Callee(s.Graph.Info, call)
	if isDerivation(fn) && len(call.Args) > 0 {
		return s.makesDetached(call.Args[0])
	}
	return s.detaches(&calls.Call{Expr: call, Fn: fn})
}

// isDerivation: the functions of package context, and those of their kind, whose
// result ends with their first argument.
func isDerivation(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil {
		return false
	}
	switch fn.Pkg().Path() {
	case "context":
		switch fn.Name() {
		case "WithCancel", "WithCancelCause", "WithTimeout", "WithTimeoutCause", "WithDeadline", "WithDeadlineCause", "WithValue":
			return true
		}
	case "os/signal":
		return fn.Name() == "NotifyContext"
	}
	return false
}

// Detaches reports whether a call makes a context that does not end with the one
// that it is given.
func (s *Summaries) Detaches(call *ast.CallExpr) bool {
	return s.detaches(&calls.Call{Expr: call, Fn: syntax.Callee(s.Graph.Info, call)})
}

// MakesDetached is Detaches, also for what is derived from such a context on the
// spot.
func (s *Summaries) MakesDetached(e ast.Expr) bool { return s.makesDetached(e) }
