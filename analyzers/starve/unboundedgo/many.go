package unboundedgo

import (
	"go/ast"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/bounds"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// many says what makes a goroutine be started many times.
type many struct {
	each string // "message of w.queue", "element of skus"
	kind kind
	from string      // who decides on the number, if that is known
	loop *calls.Loop // nil when it is a callback, or a caller nobody knows
	sure bool        // others surely decide on the number
	via  []string    // from where it happens many times to the function that starts it
}

type kind uint8

const (
	perItem    kind = iota // of a collection, known before the first is started
	perMessage             // of a channel, consumer or cursor: one after the other, without end
	perEvent               // a callback
	perRequest             // a handler of a server
	perCall                // of an exported function
	perBranch              // of a recursion
)

// manyOf follows a start outwards. It returns false when the number is small, or
// something bounds it.
func (c *check) manyOf(s *start) (many, bool) {
	m, loop, ok := c.manyTurns(s.call)
	switch {
	case ok:
		return m, !c.IsLimited(s.call, loop, s.bodies)
	case loop != nil || c.IsLimited(s.call, nil, s.bodies):
		return many{}, false
	case c.isRecursive(s):
		return many{each: "branch of " + s.call.Func.Outer().Name(), kind: perBranch, sure: c.grows(s)}, true
	case s.joined, c.isSpawner(s):
		return many{}, false // as many as there are calls
	}
	w := &walk{check: c, start: s, seen: make(map[*calls.Func]bool)}
	return w.callers(s.call.Func, nil)
}

// manyTurns looks at the loops around a call, from the inside out. The loop that is
// returned with false is one whose turns are nobody's items: what happens in it
// is another check's business.
func (c *check) manyTurns(call *calls.Call) (many, *calls.Loop, bool) {
	if c.isReplaced(call) {
		return many{}, call.Loop, false
	}
	for l := call.Loop; l != nil; l = l.Outer {
		switch {
		case c.awaitsTurn(l, call):
			return many{}, l, false
		case l.Kind == calls.Drain || l.Kind == calls.Endless:
			m, ok := c.manyMessages(call, l)
			return m, l, ok
		case l.Kind == calls.Finite, isRange(l), isCursor(l):
			if m, ok := c.manyItems(l); ok {
				return m, l, true
			}
		}
	}
	return many{}, nil, false
}

// awaitsTurn: each turn of the loop waits for what it has started, so that there are
// never more than those of one turn.
func (c *check) awaitsTurn(l *calls.Loop, start *calls.Call) bool {
	if !c.Sum.IsJoined(start) {
		return false
	}
	graph := c.Sum.Flow(l.Func)
	first := graph.Body(l.Stmt)
	awaits := first != nil
	search := flow.Search[bool]{ // whether something is under way
		Graph: graph,
		Enter: func(b *cfg.Block, underWay bool) (bool, bool) {
			awaits = awaits && (b != first || !underWay)
			return underWay, awaits
		},
		Node: func(n ast.Node, underWay bool) (bool, bool) {
			return (underWay || syntax.Contains(n, start.Expr.Pos())) && !c.joins(l.Func, n), true
		},
	}
	if awaits {
		search.From(first, false)
	}
	return awaits
}

func (c *check) joins(f *calls.Func, n ast.Node) bool {
	for _, call := range f.Calls {
		if call.Mode == calls.Plain && syntax.Contains(n, call.Expr.Pos()) && c.Sum.AlwaysOf(call.Expr)&knowledge.Joins != 0 {
			return true
		}
	}
	return false
}

// isReplaced: t = time.AfterFunc(d, f), where t is stopped or set again somewhere: of
// a burst of them only the last one runs.
func (c *check) isReplaced(call *calls.Call) bool {
	if call.Fn == nil || call.Fn.FullName() != "time.AfterFunc" {
		return false
	}
	timer := c.TargetOf(call)
	for _, f := range c.Graph.Funcs {
		for _, set := range f.Calls {
			sel, ok := ast.Unparen(set.Expr.Fun).(*ast.SelectorExpr)
			if ok && timer != nil && (sel.Sel.Name == "Stop" || sel.Sel.Name == "Reset") && syntax.VarOf(c.Info, sel.X) == timer {
				return true
			}
		}
	}
	return false
}

func isRange(l *calls.Loop) bool {
	_, ok := l.Stmt.(*ast.RangeStmt)
	return ok
}

// isCursor: for rows.Next(), for sc.Scan().
func isCursor(l *calls.Loop) bool {
	stmt, ok := l.Stmt.(*ast.ForStmt)
	if !ok || stmt.Cond == nil {
		return false
	}
	_, ok = ast.Unparen(stmt.Cond).(*ast.CallExpr)
	return ok
}

// manyItems: a loop over what others decide on the number of. The parts of a system
// that somebody runs, such as its nodes, are few even where they are looked up;
// that is no proof, so that a strict run speaks of those that surely are.
func (c *check) manyItems(l *calls.Loop) (many, bool) {
	extent := c.Turns(l)
	m := many{kind: perItem, loop: l, from: extent.From, sure: extent.Size == bounds.Data, each: "turn of the loop"}
	if r, ok := l.Stmt.(*ast.RangeStmt); ok {
		name := syntax.ExprName(r.X)
		switch {
		case name == "":
		case syntax.IsInteger(c.Info.TypeOf(r.X)):
			m.each = "one of " + name
		default:
			m.each = "element of " + name
		}
		if isOwnPart(name, syntax.ElemOf(c.Info.TypeOf(r.X))) {
			return weaker(m)
		}
	}
	return m, extent.Size != bounds.Small
}

func weaker(m many) (many, bool) {
	known := m.sure
	m.sure = false
	return m, known
}

// isRecursive reports whether what is started calls the function that starts it.
func (c *check) isRecursive(s *start) bool {
	outer := s.call.Func.Outer()
	for _, body := range s.bodies {
		if body == outer || outer.Encloses(body) && c.calls(body, outer) {
			return true
		}
	}
	return false
}

// isSpawner: what the goroutine runs was handed to the function that starts it, so
// that its callers are judged.
func (c *check) isSpawner(s *start) bool {
	outer := s.call.Func.Outer()
	if outer.Param(s.call.Var) >= 0 {
		return true // go f()
	}
	for _, body := range s.bodies {
		for _, call := range body.Calls {
			if outer.Param(call.Var) >= 0 {
				return true // go func() { f() }()
			}
		}
	}
	return false
}

func (c *check) calls(f, callee *calls.Func) bool {
	for _, call := range f.Calls {
		for _, body := range c.Graph.Bodies(call) {
			if body == callee {
				return true
			}
		}
	}
	return false
}

// grows: each run starts as many more as its input likes. What notes in a map where
// it has been comes to an end by that.
func (c *check) grows(s *start) bool {
	return s.call.Loop != nil && c.Turns(s.call.Loop).Size != bounds.Small && len(s.call.Func.Outer().Writes) == 0
}
