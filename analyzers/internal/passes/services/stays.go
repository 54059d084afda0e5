package services

import (
	"go/ast"
	"go/types"

	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/passes/summary"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Stay is a place where a function stays until it is told to stop.
type Stay struct {
	Node  ast.Node // the loop, the wait, or the call that leads to it
	What  string   // "a loop that goes on", "srv.Serve"
	Chain []string // the calls that lead to it
}

// maxStays bounds how many calls deep Stays looks.
const maxStays = 4

// Stays finds the statement at which a function stays until it is told to stop,
// nil if there is none: an endless loop, a call that serves, a wait for the stop
// signal, or a call of something that does one of these. Only statements count
// that every run of the function comes to, unless it has returned before.
func (s *Services) Stays(f *calls.Func) *Stay { return s.staysIn(f, maxStays) }

func (s *Services) staysIn(f *calls.Func, depth int) *Stay {
	if f == nil || depth == 0 {
		return nil
	}
	for _, stmt := range f.Body.List {
		if stay := s.staysAt(f, stmt, depth); stay != nil {
			return stay
		}
	}
	return nil
}

func (s *Services) staysAt(f *calls.Func, stmt ast.Stmt, depth int) *Stay {
	switch stmt := stmt.(type) {
	case *ast.LabeledStmt:
		return s.staysAt(f, stmt.Stmt, depth)
	case *ast.BlockStmt:
		for _, inner := range stmt.List {
			if stay := s.staysAt(f, inner, depth); stay != nil {
				return stay
			}
		}
	case *ast.ForStmt, *ast.RangeStmt:
		return s.stayingLoop(f, stmt)
	case *ast.SelectStmt:
		return s.stayingSelect(stmt)
	case *ast.IfStmt:
		if stmt.Init != nil {
			if stay := s.staysAt(f, stmt.Init, depth); stay != nil {
				return stay
			}
		}
		return s.stayingCall(f, stmt.Cond, depth)
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.DeclStmt:
		return s.stayingCall(f, stmt, depth)
	}
	return nil
}

func (s *Services) stayingLoop(f *calls.Func, stmt ast.Stmt) *Stay {
	for _, l := range f.Loops {
		if l.Stmt != stmt {
			continue
		}
		if l.Kind == calls.Drain && !s.isLocalChan(l) || l.Kind == calls.Endless && !s.endsByResult(l) {
			return &Stay{Node: stmt, What: "a loop that goes on"}
		}
	}
	return nil
}

// endsByResult: the loop is left when something succeeded, or a try failed.
func (s *Services) endsByResult(l *calls.Loop) bool {
	for _, e := range s.Exits(l) {
		if e.Reason == ByResult || e.Reason == OnReject {
			return true
		}
	}
	return false
}

// stayingSelect: select {}, or a select of stop signals alone.
func (s *Services) stayingSelect(sel *ast.SelectStmt) *Stay {
	for _, c := range sel.Body.List {
		ch, send := syntax.CommChannel(c.(*ast.CommClause))
		if ch == nil || send || !s.saysStop(ch) {
			return nil
		}
	}
	return &Stay{Node: sel, What: "a select of stop signals"}
}

// saysStop: ctx.Done(), a stop channel, a channel of signals. Another channel of
// empty structs may well say that something is ready.
func (s *Services) saysStop(ch ast.Expr) bool {
	t, ok := s.Info.TypeOf(ch).Underlying().(*types.Chan)
	return ok && (syntax.IsNamed(t.Elem(), "os", "Signal") || s.isStopReceive(ch))
}

// stayingCall looks for a call, or a receive of the stop signal, that a statement
// makes in any case.
func (s *Services) stayingCall(f *calls.Func, n ast.Node, depth int) (stay *Stay) {
	ast.Inspect(n, func(n ast.Node) bool {
		if stay != nil {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			if ch := syntax.Receive(n); ch != nil && s.saysStop(ch) {
				stay = &Stay{Node: n, What: "the wait for " + syntax.ExprName(ch)}
			}
		case *ast.CallExpr:
			stay = s.stayOf(f, n, depth)
		}
		return stay == nil
	})
	return stay
}

func (s *Services) stayOf(f *calls.Func, call *ast.CallExpr, depth int) *Stay {
	var c *calls.Call
	for _, candidate := range f.Calls {
		if candidate.Expr == call {
			c = candidate
		}
	}
	if c == nil || c.Mode != calls.Plain {
		return nil
	}
	if c.Fn != nil {
		if row, ok := s.Table.Call(c.Fn); ok {
			if row.Does&knowledge.Serves != 0 {
				return &Stay{Node: call, What: s.nameOf(c)}
			}
			return s.stayingGroup(f, c, row, depth)
		}
	}
	for _, body := range s.Graph.Bodies(c) {
		if inner := s.staysIn(body, depth-1); inner != nil {
			return &Stay{Node: call, What: inner.What, Chain: append([]string{s.nameOf(c)}, inner.Chain...)}
		}
	}
	if c.Fn != nil && s.Graph.Decl(c.Fn) == nil && !syntax.IsInterfaceMethod(c.Fn) {
		return s.stayElsewhere(c)
	}
	return nil
}

// stayElsewhere goes by the summary of a function of another package.
func (s *Services) stayElsewhere(c *calls.Call) *Stay {
	sum := s.Sum.OfFunc(c.Fn)
	loops := sum.May.Has(summary.Loops)
	switch {
	case sum.Always&knowledge.Serves != 0:
		chain := summary.Local(sum.May.Chain(knowledge.Serves), s.Pkg.Name())
		return &Stay{Node: c.Expr, What: s.nameOf(c), Chain: append([]string{s.nameOf(c)}, chain...)}
	case sum.NoReturn && loops && !sum.May.Has(knowledge.Exits|knowledge.Ends), sum.Always&summary.Awaits != 0 && loops && len(sum.May.Chain(summary.Loops)) <= 2:
		chain := summary.Local(sum.May.Chain(summary.Loops), s.Pkg.Name())
		return &Stay{Node: c.Expr, What: "a loop that goes on", Chain: append([]string{s.nameOf(c)}, chain...)}
	}
	return nil
}

// stayingGroup: g.Go(srv.Serve); return g.Wait().
func (s *Services) stayingGroup(f *calls.Func, c *calls.Call, row knowledge.Call, depth int) *Stay {
	if row.Does&knowledge.Joins == 0 {
		return nil
	}
	for _, a := range s.Found {
		if !a.Joined || a.Call == nil || a.Call.Func != f || a.Call.Expr.Pos() > c.Expr.Pos() {
			continue
		}
		if a.Loop != nil && a.Loop.Kind != calls.Finite || a.Body != nil && s.staysIn(a.Body, depth-1) != nil {
			return &Stay{Node: c.Expr, What: "the wait for " + a.Name()}
		}
	}
	return nil
}

// StaysFunc is Stays for a function that is declared in another package.
func (s *Services) StaysFunc(fn *types.Func) *Stay {
	if fn == nil || s.Graph.Decl(fn) != nil || syntax.IsInterfaceMethod(fn) {
		return nil
	}
	if row, ok := s.Table.Call(fn); ok {
		if row.Does&knowledge.Serves != 0 {
			return &Stay{What: syntax.NameOf(fn, s.Pkg)}
		}
		return nil
	}
	return s.stayElsewhere(&calls.Call{Fn: fn, Expr: &ast.CallExpr{}})
}
