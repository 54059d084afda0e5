package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// isLongRunning reports whether the body goes on until something tells it to
// stop: it loops, serves, or does nothing but wait for the stop signal.
func (s *Services) isLongRunning(a *Activation) bool {
	if a.Loop != nil || a.How == Starter || a.How == Callback || a.How == Kept {
		return true
	}
	if a.Body == nil {
		return s.isForeignService(a.Fn)
	}
	return s.awaitsStop(a.Body) || s.serves(a.Body)
}

// isForeignService reports whether a function of another package goes on until it
// is told to stop, as far as its summary tells: it loops or serves itself, or is
// called Run and waits for the stop signal.
func (s *Services) isForeignService(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	for _, e := range s.Sum.OfFunc(fn).May {
		switch {
		case e.Effect&(summary.Loops|knowledge.Serves) != 0 && len(e.Via) <= 1:
			return true
		case e.Effect&(summary.Loops|knowledge.Serves|summary.Awaits) != 0 && len(e.Via) <= 2 && isStarting(fn.Name()):
			return true
		}
	}
	return false
}

// awaitsStop: <-ctx.Done() or a select of stop signals alone, outside of loops.
func (s *Services) awaitsStop(f *calls.Func) bool {
	for _, op := range f.Ops {
		if op.Kind == calls.Receive && op.Loop == nil && s.Sum.WaitOf(op.Chan) == summary.Awaits {
			return true
		}
	}
	for _, sel := range f.Selects {
		if s.Sum.WaitOfSelect(sel) == summary.Awaits {
			return true
		}
	}
	return false
}

func (s *Services) serves(f *calls.Func) bool {
	for _, c := range f.Calls {
		if c.Mode == calls.Plain && c.Fn != nil {
			if row, ok := s.Table.Call(c.Fn); ok && row.Does&knowledge.Serves != 0 {
				return true
			}
		}
	}
	return false
}

// findLoop finds the loop that keeps an activation alive: an endless or drain
// loop of the body, or of a function of this package that it calls outside of
// loops.
func (s *Services) findLoop(a *Activation) {
	a.Loop, a.Chain = s.longLoop(a.Body, nil, make(map[*calls.Func]bool))
	if a.Loop == nil && a.Body == nil && a.Fn != nil {
		if may := s.Sum.OfFunc(a.Fn).May; may.Has(summary.Loops) {
			a.Chain = may.Chain(summary.Loops)
		}
	}
}

func (s *Services) longLoop(f *calls.Func, chain []string, seen map[*calls.Func]bool) (*calls.Loop, []string) {
	if f == nil || seen[f] || len(chain) > 3 {
		return nil, nil
	}
	seen[f] = true
	for _, l := range f.Loops {
		if l.Outer == nil && s.isLasting(l, len(chain)) {
			return l, chain
		}
	}
	for _, c := range f.Calls {
		if c.Mode != calls.Plain || isConditionalResult(f, c) {
			continue
		}
		for _, body := range s.runBy(c) {
			if l, via := s.longLoop(body, append(chain[:len(chain):len(chain)], s.nameOf(c)), seen); l != nil {
				return l, via
			}
		}
	}
	return nil, nil
}

// isLasting reports whether a loop is what keeps its goroutine alive: it is
// left when it is told to stop, when its source ends or on an error, but not
// because it found what it wanted.
func (s *Services) isLasting(l *calls.Loop, depth int) bool {
	switch l.Kind {
	case calls.Drain:
		return depth <= 1 && !s.isLocalChan(l)
	case calls.Endless:
		return depth == 0 || !s.isResultLoop(l)
	}
	return false
}

// isLocalChan: a channel made in the same function ends with it.
func (s *Services) isLocalChan(l *calls.Loop) bool {
	v := syntax.VarOf(s.Info, l.Stmt.(*ast.RangeStmt).X)
	return v != nil && !v.IsField() && v.Kind() != types.ParamVar && l.Func.Decl != nil && syntax.Contains(l.Func.Decl, v.Pos())
}

// isResultLoop reports whether a loop ends when it has what it wanted: it
// returns a value, or is left on a condition that is neither a stop nor an
// error.
func (s *Services) isResultLoop(l *calls.Loop) bool {
	if results := l.Func.Sig.Results(); results.Len() > 1 || results.Len() == 1 && !syntax.IsError(results.At(0).Type()) {
		return true
	}
	for _, e := range s.Exits(l) {
		if e.Reason == ByResult {
			return true
		}
	}
	return false
}

// isConditionalResult: a call whose value is used asks for something; what
// keeps a goroutine alive is called for its effect, or for its error.
func isConditionalResult(f *calls.Func, c *calls.Call) bool {
	if c.Fn == nil {
		return false
	}
	results := c.Fn.Signature().Results()
	return results.Len() > 1 || results.Len() == 1 && !syntax.IsError(results.At(0).Type())
}

// runBy lists the bodies that a plain call runs before it returns: what it
// calls, and functions that it hands to something that runs them on the spot.
func (s *Services) runBy(c *calls.Call) []*calls.Func {
	out := s.Graph.Bodies(c)
	for i, arg := range c.Expr.Args {
		use := s.Sum.UseOf(c, i)
		if syntax.IsFunc(s.Info.TypeOf(arg)) && use&summary.Runs != 0 && use&summary.Async == 0 {
			out = append(out, s.Graph.ValueBodies(arg)...)
		}
	}
	return out
}
