package services

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Reason says why a loop is left (docs/architecture.md, lifetimes).
type Reason uint8

const (
	ByResult    Reason = iota // it found what it wanted, or was never meant to go on
	OnStop                    // it was told to stop
	OnSourceEnd               // its input ended: !ok, io.EOF, net.ErrClosed
	OnError                   // a call of this turn failed
	OnExit                    // the process ends here
	OnReject                  // an item was not found in a map or is of another type
)

// Exit is one way out of a loop.
type Exit struct {
	Node   ast.Node // the return, break or goto, or the call that ends the process
	Reason Reason
	Err    *types.Var    // the error that was tested, for OnError
	Call   *ast.CallExpr // the call of this turn that returned it, or nil
	Lookup ast.Expr      // the map index or type assertion that was not ok, for OnReject
	Conds  []ast.Expr    // the conditions between the loop and the exit that hold there, outermost first
}

// Exits lists the ways out of a loop, in source order.
func (s *Services) Exits(l *calls.Loop) []Exit {
	w := exitWalker{s: s, loop: l}
	w.walk(l.Body, nil)
	return w.found
}

// exitWalker walks a loop's body with the statements around each node.
type exitWalker struct {
	s     *Services
	loop  *calls.Loop
	found []Exit
}

func (w *exitWalker) walk(n ast.Node, around []ast.Node) {
	ast.PreorderStack(n, around, func(n ast.Node, stack []ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.ReturnStmt:
			w.add(n, stack)
		case *ast.BranchStmt:
			if w.leaves(n, stack) {
				w.add(n, stack)
			}
		case *ast.ExprStmt:
			if call, ok := n.X.(*ast.CallExpr); ok && !w.s.Sum.MayReturn(call) {
				w.add(n, stack)
			}
		}
		return true
	})
}

// leaves reports whether a break or goto goes out of the loop.
func (w *exitWalker) leaves(b *ast.BranchStmt, stack []ast.Node) bool {
	switch {
	case b.Tok == token.GOTO || b.Tok == token.BREAK && b.Label != nil || b.Tok == token.CONTINUE && b.Label != nil:
		target := w.s.labels(w.loop.Func)[b.Label.Name]
		if target == nil {
			return false
		}
		if b.Tok == token.BREAK {
			return !w.isInside(target.Stmt)
		}
		return !syntax.Contains(w.loop.Body, target.Pos()) && target.Stmt != w.loop.Stmt
	case b.Tok == token.BREAK:
		for _, n := range slices.Backward(stack) {
			switch n.(type) {
			case *ast.ForStmt, *ast.RangeStmt, *ast.SelectStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt:
				return n == w.loop.Stmt
			}
		}
		return true
	}
	return false
}

// isInside reports whether breaking out of stmt stays in the loop.
func (w *exitWalker) isInside(stmt ast.Stmt) bool {
	return stmt != w.loop.Stmt && syntax.Contains(w.loop.Body, stmt.Pos())
}

func (s *Services) labels(f *calls.Func) map[string]*ast.LabeledStmt {
	out := make(map[string]*ast.LabeledStmt)
	ast.Inspect(f.Body, func(n ast.Node) bool {
		if l, ok := n.(*ast.LabeledStmt); ok {
			out[l.Label.Name] = l
		}
		return true
	})
	return out
}

func (w *exitWalker) add(n ast.Node, stack []ast.Node) {
	e := Exit{Node: n}
	w.judge(&e, append(slices.Clone(stack), n))
	es, isCall := n.(*ast.ExprStmt)
	if isCall && (e.Reason != OnError || !w.s.isGoexit(es.X.(*ast.CallExpr))) {
		e.Reason = OnExit
	}
	w.found = append(w.found, e)
}

func (s *Services) isGoexit(call *ast.CallExpr) bool {
	fn := syntax.Callee(s.Info, call)
	if fn == nil {
		return false
	}
	row, ok := s.Table.Call(fn)
	return ok && row.Does&knowledge.Ends != 0
}

// judge goes outwards from the exit through the statements around it; the
// first that speaks of a stop decides, else an error, else it is a result.
func (w *exitWalker) judge(e *Exit, stack []ast.Node) {
	for i := len(stack) - 1; i > 0; i-- {
		outer, inner := stack[i-1], stack[i]
		var reason Reason
		switch outer := outer.(type) {
		case *ast.IfStmt:
			reason = w.judgeIf(e, outer, inner)
		case *ast.CommClause:
			reason = w.judgeCase(outer)
		case *ast.CaseClause:
			reason = w.judgeSwitch(e, stack[:i], outer)
		case *ast.BlockStmt:
			if w.afterCheck(e, outer, inner) {
				reason = OnStop
			}
		}
		if reason == OnStop || reason == OnSourceEnd {
			e.Reason = reason
			return
		}
		if e.Reason == ByResult {
			e.Reason = reason
		}
	}
}

// afterCheck: if ctx.Err() == nil { continue } before the exit in the same
// block leaves only the stop.
func (w *exitWalker) afterCheck(e *Exit, block *ast.BlockStmt, inner ast.Node) bool {
	for _, stmt := range block.List {
		if stmt == inner {
			return false
		}
		check, ok := stmt.(*ast.IfStmt)
		if !ok || check.Else != nil || !endsInContinue(check.Body) {
			continue
		}
		if _, reason := w.s.test(check.Cond, false, e); reason == OnStop {
			return true
		}
	}
	return false
}

func endsInContinue(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	b, ok := body.List[len(body.List)-1].(*ast.BranchStmt)
	return ok && b.Tok == token.CONTINUE
}

func (w *exitWalker) judgeIf(e *Exit, stmt *ast.IfStmt, inner ast.Node) Reason {
	switch inner {
	case stmt.Body:
		return w.condition(e, stmt.Cond, true)
	case stmt.Else:
		return w.condition(e, stmt.Cond, false)
	}
	return ByResult
}

func (w *exitWalker) condition(e *Exit, cond ast.Expr, taken bool) Reason {
	e.Conds = append([]ast.Expr{cond}, e.Conds...)
	v, reason := w.s.test(cond, taken, e)
	if reason == OnError && e.Err == nil {
		e.Err = v
		e.Call = w.s.failed(w.loop, v, e.Node.Pos())
		if e.Call == nil && !w.s.isFromTurn(w.loop, v) {
			return ByResult // an error of before the loop
		}
	}
	return reason
}

// judgeCase: the case of a select that was chosen.
func (w *exitWalker) judgeCase(clause *ast.CommClause) Reason {
	ch, send := syntax.CommChannel(clause)
	if ch == nil || send {
		return ByResult
	}
	if w.s.Sum.WaitOf(ch)&summary.Awaits != 0 {
		return OnStop
	}
	if _, ok := clause.Comm.(*ast.ExprStmt); ok && !summary.IsTimer(w.s.Info, ch) {
		return OnStop // nobody looks at what was sent: the message is that there is one
	}
	if w.s.isSignalChan(ch) {
		return OnStop
	}
	return ByResult
}

// isSignalChan: a channel of os.Signal, or of bool, is there to stop things.
func (s *Services) isSignalChan(ch ast.Expr) bool {
	c, ok := s.Info.TypeOf(ch).Underlying().(*types.Chan)
	if !ok {
		return false
	}
	if syntax.IsNamed(c.Elem(), "os", "Signal") {
		return true
	}
	b, ok := c.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}

// judgeSwitch reads switch { case err != nil: } and switch err { case io.EOF: }.
func (w *exitWalker) judgeSwitch(e *Exit, outer []ast.Node, clause *ast.CaseClause) Reason {
	tag := tagOf(outer)
	best := ByResult
	for _, cond := range clause.List {
		var reason Reason
		if tag == nil {
			reason = w.condition(e, cond, true)
		} else if v := syntax.VarOf(w.s.Info, cond); v != nil && w.s.isStopError(cond) {
			reason = OnSourceEnd
		}
		best = max(best, reason)
	}
	if tag != nil && len(clause.List) == 0 && syntax.IsError(w.s.Info.TypeOf(tag)) {
		return OnError // default: of switch err
	}
	return best
}

func tagOf(outer []ast.Node) ast.Expr {
	for _, n := range slices.Backward(outer) {
		if sw, ok := n.(*ast.SwitchStmt); ok {
			return sw.Tag
		}
	}
	return nil
}
