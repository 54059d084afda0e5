package summary

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// IsJoined reports whether the goroutine that c starts is waited for by the
// function that starts it: through a local WaitGroup or group, or through a
// local channel that the goroutine sends on or closes.
func (s *Summaries) IsJoined(c *calls.Call) bool { return s.isJoined(c) }

func (s *Summaries) isJoined(c *calls.Call) bool {
	if joined, ok := s.joined[c]; ok {
		return joined
	}
	joined := s.groupJoined(c) || s.bodyJoined(c)
	if !s.sealed {
		s.joined[c] = joined
	}
	return joined
}

// groupJoined: g.Go(f) with g.Wait() in the same function.
func (s *Summaries) groupJoined(c *calls.Call) bool {
	sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
	if c.Mode == calls.Go || !ok {
		return false
	}
	return s.isWaited(syntax.VarOf(s.Graph.Info, sel.X), c.Func)
}

// bodyJoined: the goroutine's body ends with a signal that the starter awaits.
func (s *Summaries) bodyJoined(c *calls.Call) bool {
	for _, body := range s.startedBodies(c) {
		if body.Lit == nil {
			continue // a named function can only signal what it was given
		}
		for _, v := range s.signals(body) {
			if s.isAwaited(v, c.Func) {
				return true
			}
		}
	}
	for _, arg := range c.Expr.Args { // go work(&wg, done)
		v := syntax.VarOf(s.Graph.Info, addressee(arg))
		if v != nil && (syntax.IsChan(v.Type()) || syntax.IsNamed(v.Type(), "sync", "WaitGroup")) && s.isAwaited(v, c.Func) {
			return true
		}
	}
	return false
}

func addressee(arg ast.Expr) ast.Expr {
	if u, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok {
		return u.X
	}
	return arg
}

func (s *Summaries) startedBodies(c *calls.Call) []*calls.Func {
	if c.Mode == calls.Go {
		return s.Graph.Bodies(c)
	}
	var out []*calls.Func
	for _, arg := range c.Expr.Args {
		if syntax.IsFunc(s.Graph.Info.TypeOf(arg)) {
			out = append(out, s.Graph.ValueBodies(arg)...)
		}
	}
	return out
}

// signals lists the variables on which a body announces something: wg.Done(),
// done <- x, close(done), also in what it defers.
func (s *Summaries) signals(f *calls.Func) []*types.Var {
	var out []*types.Var
	for _, op := range f.Ops {
		if op.Kind == calls.Send || op.Kind == calls.Close {
			out = append(out, syntax.VarOf(s.Graph.Info, op.Chan))
		}
	}
	for _, sel := range f.Selects {
		for _, clause := range sel.Body.List {
			if ch, send := syntax.CommChannel(clause.(*ast.CommClause)); send {
				out = append(out, syntax.VarOf(s.Graph.Info, ch))
			}
		}
	}
	for _, c := range f.Calls {
		if sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
			out = append(out, syntax.VarOf(s.Graph.Info, sel.X))
		}
	}
	for _, lit := range f.Lits {
		out = append(out, s.signals(lit)...)
	}
	return out
}

// isAwaited reports whether a local variable of f (or of the functions around
// it) is waited on or received from there.
// A field counts where this very function waits for it: others may do so at
// another time.
func (s *Summaries) isAwaited(v *types.Var, f *calls.Func) bool {
	switch {
	case v == nil || isGlobal(v):
		return false
	case !syntax.IsChan(v.Type()):
		return s.isWaited(v, f)
	case v.IsField():
		return s.hasReceive(v, f)
	}
	return s.isReceived(v, f)
}

func isGlobal(v *types.Var) bool { return syntax.IsGlobal(v) }

func (s *Summaries) isWaited(v *types.Var, f *calls.Func) bool {
	if v == nil || isGlobal(v) {
		return false
	}
	if v.IsField() {
		return s.waitsFor(v, f)
	}
	for ; f != nil; f = f.Parent {
		if s.hasWait(v, f) {
			return true
		}
	}
	return false
}

func (s *Summaries) hasWait(v *types.Var, f *calls.Func) bool {
	if s.waitsFor(v, f) {
		return true
	}
	for _, lit := range f.Lits {
		if (s.runsHere(lit) || isStarted(s.Graph.Uses(lit))) && s.hasWait(v, lit) {
			return true
		}
	}
	return false
}

// isStarted: go func() { wg.Wait(); close(done) }().
func isStarted(uses []calls.Use) bool {
	for _, u := range uses {
		if u.Arg == calls.Callee && u.Call.Mode == calls.Go {
			return true
		}
	}
	return false
}

func (s *Summaries) waitsFor(v *types.Var, f *calls.Func) bool {
	for _, c := range f.Calls {
		sel, ok := ast.Unparen(c.Expr.Fun).(*ast.SelectorExpr)
		if !ok || c.Fn == nil || syntax.VarOf(s.Graph.Info, sel.X) != v {
			continue
		}
		if row, ok := s.Table.Call(c.Fn); ok && row.Does&knowledge.Joins != 0 || sel.Sel.Name == "Wait" {
			return true
		}
	}
	return false
}

func (s *Summaries) isReceived(v *types.Var, f *calls.Func) bool {
	for ; f != nil; f = f.Parent {
		if s.hasReceive(v, f) {
			return true
		}
	}
	return false
}

func (s *Summaries) hasReceive(v *types.Var, f *calls.Func) bool {
	for _, op := range f.Ops {
		if (op.Kind == calls.Receive || op.Kind == calls.Range) && syntax.VarOf(s.Graph.Info, op.Chan) == v {
			return true
		}
	}
	for _, sel := range f.Selects {
		for _, clause := range sel.Body.List {
			ch, send := syntax.CommChannel(clause.(*ast.CommClause))
			if ch != nil && !send && syntax.VarOf(s.Graph.Info, ch) == v {
				return true
			}
		}
	}
	for _, lit := range f.Lits {
		if s.runsHere(lit) && s.hasReceive(v, lit) {
			return true
		}
	}
	return false
}

// runsHere reports whether a literal runs on the goroutine of the function
// around it: defer func() { <-done }(), finish(), once.Do(func() { <-done }).
func (s *Summaries) runsHere(lit *calls.Func) bool {
	for _, u := range s.Graph.Uses(lit) {
		if u.Call.Func != lit.Parent || u.Call.Mode == calls.Go {
			continue
		}
		if u.Arg == calls.Callee || s.UseOf(u.Call, u.Arg)&(Runs|Async|Keeps) == Runs {
			return true
		}
	}
	return false
}
