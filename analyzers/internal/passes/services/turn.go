package services

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// turnOf is what one turn of the innermost service loop around pos belongs to:
// a connection where the loop accepts, a message where it ranges over a channel,
// else an iteration. What runs only as the loop is left runs once, and belongs to
// no turn.
func (s *Services) turnOf(loop *calls.Loop, pos token.Pos) knowledge.Lifetime {
	for l := loop; l != nil; l = l.Outer {
		switch {
		case s.isLeaving(l, pos):
			continue
		case l.Kind == calls.Drain:
			return knowledge.Request
		case l.Kind == calls.Endless && s.accepts(l):
			return knowledge.Connection
		case l.Kind == calls.Endless:
			return knowledge.Iteration
		}
	}
	return knowledge.Unknown
}

// turnWithin is turnOf as seen by a function that lives as long as around: the
// loop of a connection serves one request in each turn, and the loop of a call
// has no turns worth telling apart.
func (s *Services) turnWithin(around, turn knowledge.Lifetime) knowledge.Lifetime {
	switch {
	case turn == knowledge.Connection, turn == knowledge.Unknown, around >= knowledge.Service:
		return turn
	case around == knowledge.Connection:
		return knowledge.Request
	}
	return knowledge.Unknown
}

// accepts reports whether a loop takes connections: a call in it returns one.
func (s *Services) accepts(l *calls.Loop) bool {
	for _, c := range l.Func.Calls {
		if !c.Loop.Within(l) || c.Fn == nil {
			continue
		}
		results := c.Fn.Signature().Results()
		for i := range results.Len() {
			if strings.HasPrefix(c.Fn.Name(), "Accept") && s.scopeOf(results.At(i).Type()) == knowledge.Connection {
				return true
			}
		}
	}
	return false
}

// span is a stretch of statements.
type span struct{ pos, end token.Pos }

// isLeaving reports whether pos stands in a list of statements of the loop that
// ends by leaving it: the clean-up after <-ctx.Done(), a last flush.
func (s *Services) isLeaving(l *calls.Loop, pos token.Pos) bool {
	spans, ok := s.leaving[l]
	if !ok {
		spans = s.leavingSpans(l)
		s.leaving[l] = spans
	}
	for _, sp := range spans {
		if sp.pos <= pos && pos < sp.end {
			return true
		}
	}
	return false
}

// LeavesAt reports whether what stands at pos, in the loop, happens once: the list
// of statements around it ends by leaving the loop.
func (s *Services) LeavesAt(l *calls.Loop, pos token.Pos) bool {
	for _, sp := range s.leavingSpans(l) {
		if sp.pos <= pos && pos < sp.end {
			return true
		}
	}
	list := l.Body.List
	return len(list) > 0 && s.leaves(l, list[len(list)-1]) && !continuesAfter(l.Body, pos)
}

func continuesAfter(body *ast.BlockStmt, pos token.Pos) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		b, ok := n.(*ast.BranchStmt)
		found = found || ok && b.Tok == token.CONTINUE && b.Pos() > pos
		return !found
	})
	return found
}

func (s *Services) leavingSpans(l *calls.Loop) []span {
	var out []span
	ast.Inspect(l.Body, func(n ast.Node) bool {
		var list []ast.Stmt
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.BlockStmt:
			if n == l.Body {
				return true
			}
			list = n.List
		case *ast.CommClause:
			list = n.Body
		case *ast.CaseClause:
			list = n.Body
		}
		if len(list) > 0 && s.leaves(l, list[len(list)-1]) {
			out = append(out, span{list[0].Pos(), list[len(list)-1].End()})
		}
		return true
	})
	return out
}

// leaves reports whether a statement surely goes out of the loop.
func (s *Services) leaves(l *calls.Loop, last ast.Stmt) bool {
	switch last := last.(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		if last.Label == nil || last.Tok == token.CONTINUE {
			return false
		}
		target := s.labels(l.Func)[last.Label.Name]
		return target != nil && (last.Tok == token.BREAK && syntax.Contains(target, l.Pos()) || !syntax.Contains(l.Body, target.Pos()))
	case *ast.ForStmt:
		return last.Cond == nil && !syntax.HasBreak(last.Body)
	}
	return false
}

// isItem reports whether a goroutine works on one of the things that a turn
// received: it is started for each element of a collection, or uses what a call
// of this turn returned together with an error, or what it took from a channel.
func (s *Services) isItem(a *Activation) bool {
	if a.Call == nil || a.Joined {
		return false
	}
	for l := a.Call.Loop; l != nil && l.Kind == calls.Finite; l = l.Outer {
		if _, ok := l.Stmt.(*ast.RangeStmt); ok {
			return true
		}
	}
	items := s.items(a.Call.Func)
	if len(items) == 0 {
		return false
	}
	found := false
	ast.Inspect(a.Call.Expr, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			v, _ := s.Info.Uses[id].(*types.Var)
			found = found || items[v]
		}
		return !found
	})
	return found
}

// items lists the variables of a function that hold what it received: job, err
// := queue.Take(), msg := <-ch.
func (s *Services) items(f *calls.Func) map[*types.Var]bool {
	if items, ok := s.received[f]; ok {
		return items
	}
	items := make(map[*types.Var]bool)
	ast.Inspect(f.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.AssignStmt:
			if len(n.Rhs) == 1 && s.takes(n) {
				if v := syntax.VarOf(s.Info, n.Lhs[0]); v != nil && isItemType(v.Type()) {
					items[v] = true
				}
			}
		}
		return true
	})
	s.received[f] = items
	return items
}

// takes: the value of a receive, or of a method that may fail.
func (s *Services) takes(a *ast.AssignStmt) bool {
	if syntax.Receive(a.Rhs[0]) != nil {
		return true
	}
	call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
	if !ok || len(a.Lhs) < 2 {
		return false
	}
	fn := syntax.Callee(s.Info, call)
	return fn != nil && fn.Signature().Recv() != nil && syntax.IsError(s.Info.TypeOf(a.Lhs[len(a.Lhs)-1]))
}

// isItemType excludes what carries no message: flags, ticks, contexts, functions.
func isItemType(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic, *types.Signature, *types.Chan:
		return false
	case *types.Struct:
		return u.NumFields() > 0 && !syntax.IsNamed(t, "time", "Time")
	}
	return !syntax.IsContext(t)
}
