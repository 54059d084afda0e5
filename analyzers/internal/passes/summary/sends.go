package summary

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// readSends finds goroutines that send on a kept channel which another function
// closes, while nothing makes the one wait for the other: no join, lock, once
// or stop signal. It asks what the closer waits for, so it comes after the
// fixed point.
func (s *Summaries) readSends() bool {
	found := false
	for _, b := range s.bodies {
		if !hasSend(b.f) || !s.isStarted(b.f) || s.isTest(b.f.Pos()) || s.excludes(b.f.Outer(), token.NoPos) {
			continue
		}
		for _, op := range b.f.Ops {
			v := syntax.VarOf(s.Graph.Info, op.Chan)
			if op.Kind != calls.Send || v == nil || !v.IsField() && !isGlobal(v) {
				continue
			}
			if closer := s.closerOf(b.f, v); closer != nil {
				found = true
				b.self.add(knowledge.Panics, "the send on "+exprName(op.Chan)+", which "+closer.Outer().Name()+" closes")
			}
		}
	}
	return found
}

func hasSend(f *calls.Func) bool {
	return slices.ContainsFunc(f.Ops, func(op calls.ChanOp) bool { return op.Kind == calls.Send })
}

// isStarted: a plain go statement runs it.
func (s *Summaries) isStarted(f *calls.Func) bool {
	for _, u := range s.Graph.Uses(f) {
		if u.Arg == calls.Callee && u.Call.Mode == calls.Go {
			return true
		}
	}
	return false
}

// closerOf returns a function that closes the channel without waiting for
// anything before; nil as soon as one function shows that there is a protocol.
func (s *Summaries) closerOf(sender *calls.Func, v *types.Var) *calls.Func {
	var closer *calls.Func
	for _, f := range s.Graph.Funcs {
		for _, op := range f.Ops {
			if op.Kind != calls.Close || syntax.VarOf(s.Graph.Info, op.Chan) != v || s.isTest(op.Node.Pos()) {
				continue
			}
			if f.Outer() == sender.Outer() || s.excludes(f, op.Node.Pos()) {
				return nil
			}
			closer = f
		}
	}
	return closer
}

// excludes reports whether a function waits, locks or receives before a
// position, or anywhere.
func (s *Summaries) excludes(f *calls.Func, before token.Pos) bool {
	found := false
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if n == nil || found || before.IsValid() && n.Pos() >= before {
			return false
		}
		switch n := n.(type) {
		case *ast.CallExpr:
			found = found || s.orders(n)
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW && before.IsValid()
		case *ast.RangeStmt:
			found = found || before.IsValid() && syntax.IsChan(s.Graph.Info.TypeOf(n.X))
		}
		return !found
	})
	return found
}

// orders: a lock, a wait, a once or an atomic swap.
func (s *Summaries) orders(call *ast.CallExpr) bool {
	fn := syntax.Callee(s.Graph.Info, call)
	if fn == nil {
		return false
	}
	if fn.Pkg() != nil && (fn.Pkg().Path() == "sync" || fn.Pkg().Path() == "sync/atomic") {
		return true
	}
	return s.OfFunc(fn).May.Has(knowledge.Joins | knowledge.Locks | knowledge.Receives)
}
