package values

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// Leak is a place at which a value is still open that nobody can end any more.
type Leak struct {
	At  ast.Node
	How LeakKind
}

// LeakKind says how a value is lost.
type LeakKind uint8

const (
	AtReturn  LeakKind = iota // the body returns
	NextTurn                  // the same call opens the next one
	Overtaken                 // another call puts the next one into the same variable
)

// Leaks lists the places at which a path leaves an opened value behind.
func (v *Values) Leaks(o *Opened, events []Event, others []*Opened) []Leak {
	t := &tracker{v: v, o: o, events: events, others: others, seen: make(map[ast.Node]bool)}
	search := flow.Search[state]{Graph: v.Sum.Flow(o.Func), Node: t.node, Branch: t.branch, Enter: t.enter}
	search.From(search.Graph.Blocks[0], state{})
	return t.leaks
}

// state is what holds on a path.
type state struct {
	open     bool
	promised bool       // a deferred literal ends what the variable holds in the end
	verdict  *types.Var // not nil (or false) when there is nothing to end
	failed   *types.Var // true only when verdict is not nil: ok of err.(net.Error)
}

type tracker struct {
	v      *Values
	o      *Opened
	events []Event
	others []*Opened // what the body opens besides
	leaks  []Leak
	seen   map[ast.Node]bool
}

func (t *tracker) leak(at ast.Node, how LeakKind) {
	if !t.seen[at] {
		t.seen[at] = true
		t.leaks = append(t.leaks, Leak{at, how})
	}
}

func (t *tracker) node(n ast.Node, s state) (state, bool) {
	s = t.happen(n, s)
	switch {
	case contains(n, t.o.Call.Pos()):
		if s.open {
			t.leak(n, NextTurn)
			return s, false
		}
		return state{open: !s.promised, promised: s.promised, verdict: t.o.Err}, true
	case s.open && t.isOvertaken(n):
		t.leak(n, Overtaken)
		return s, false
	}
	if ret, ok := n.(*ast.ReturnStmt); ok && s.open {
		t.leak(ret, AtReturn)
		return s, false
	}
	return t.judge(n, s), true
}

// judge keeps track of which variable says that there is nothing to end.
func (t *tracker) judge(n ast.Node, s state) state {
	a, ok := n.(*ast.AssignStmt)
	if !ok {
		return s
	}
	if last := syntax.VarOf(t.v.Info, a.Lhs[len(a.Lhs)-1]); last != nil && s.verdict != nil && isBool(last.Type()) && t.v.Mentions(a.Rhs[0], s.verdict) {
		s.failed = last
		return s
	}
	if next := t.nextVerdict(a); next != nil {
		s.verdict = next
	} else if s.verdict != nil && t.assigns(a, s.verdict) {
		s.verdict = nil
	}
	return s
}

// happen applies the events in a node. Those of the statement that opens the value
// are about the one before.
func (t *tracker) happen(n ast.Node, s state) state {
	for _, e := range t.events {
		if !e.within(n) {
			continue
		}
		switch e.Fate {
		case Ended, Bound, Given:
			s.open = false
		case Promised:
			s.open, s.promised = false, true
		case Replaced:
			if !contains(n, t.o.Call.Pos()) && !t.isOvertaken(n) {
				s.open = false
			}
		}
	}
	return s
}

func (t *tracker) isOvertaken(n ast.Node) bool {
	for _, other := range t.others {
		if other != t.o && other.Var == t.o.Var && other.Var != nil && contains(n, other.Call.Pos()) {
			return true
		}
	}
	return false
}

func (t *tracker) assigns(a *ast.AssignStmt, x *types.Var) bool {
	for _, lhs := range a.Lhs {
		if syntax.VarOf(t.v.Info, lhs) == x {
			return true
		}
	}
	return false
}

// nextVerdict: an error of a stream's own methods means that the stream is over.
func (t *tracker) nextVerdict(a *ast.AssignStmt) *types.Var {
	call := callIn(a.Rhs[0])
	if !t.o.Row.Ctx || call == nil {
		return nil
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || syntax.VarOf(t.v.Info, sel.X) != t.o.Var {
		return nil
	}
	return syntax.VarOf(t.v.Info, a.Lhs[len(a.Lhs)-1])
}

// enter: a range over a ticker's channel, which nobody closes, is only left by a break.
func (t *tracker) enter(b *cfg.Block, s state) (state, bool) {
	if b.Kind != cfg.KindRangeDone {
		return s, true
	}
	loop := b.Stmt.(*ast.RangeStmt)
	sel, ok := ast.Unparen(loop.X).(*ast.SelectorExpr)
	return s, !ok || syntax.VarOf(t.v.Info, sel.X) != t.o.Var || !syntax.IsChan(t.v.Info.TypeOf(loop.X)) || syntax.HasBreak(loop.Body)
}

func (t *tracker) branch(cond ast.Expr, taken bool, s state) (state, bool) {
	if s.open && (t.isNothing(cond, taken, s.verdict) || taken && s.failed != nil && syntax.VarOf(t.v.Info, cond) == s.failed) {
		s.open = false
	}
	return s, true
}

// isNothing reports whether the outcome of a condition means that there is nothing
// to end: the call failed, the variable is nil, the last row has been read.
func (t *tracker) isNothing(cond ast.Expr, taken bool, verdict *types.Var) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.Ident:
		return verdict != nil && syntax.VarOf(t.v.Info, e) == verdict && !taken // ok
	case *ast.CallExpr:
		return taken && verdict != nil && t.v.Mentions(e, verdict) && syntax.IsError(verdict.Type()) || !taken && t.isNext(e)
	case *ast.BinaryExpr:
		switch e.Op {
		case token.LOR, token.LAND: // err != nil || resp == nil, which of them is not known
			return t.isNothing(e.X, taken, verdict) && t.isNothing(e.Y, taken, verdict)
		case token.EQL, token.NEQ:
		default:
			return false
		}
		x, y := ast.Unparen(e.X), ast.Unparen(e.Y)
		if t.v.Info.Types[x].IsNil() {
			x, y = y, x
		}
		of := syntax.VarOf(t.v.Info, x)
		isNil := t.v.Info.Types[y].IsNil()
		switch {
		case of == nil:
			return false
		case of == verdict && isNil:
			return taken == (e.Op == token.NEQ)
		case of == verdict: // err == io.EOF
			return taken == (e.Op == token.EQL)
		case of == t.o.Var && isNil:
			return taken == (e.Op == token.EQL)
		}
	}
	return false
}

// isNext: rows.Next() closes the rows when it returns false.
func (t *tracker) isNext(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "Next" && syntax.VarOf(t.v.Info, sel.X) == t.o.Var
}

// endsArg reports whether a body of this package ends its parameter on every path,
// so that its caller need not.
func (v *Values) endsArg(given *Opened, f *calls.Func, i int) bool {
	if f.Sig == nil || i >= f.Sig.Params().Len() || given.depth == maxHanded {
		return false
	}
	o := &Opened{Row: given.Row, Func: f, Var: f.Sig.Params().At(i), depth: given.depth + 1}
	t := &tracker{v: v, o: o, events: v.Events(o), seen: make(map[ast.Node]bool)}
	search := flow.Search[state]{Graph: v.Sum.Flow(f), Node: t.nodeOfArg, Branch: t.branch}
	search.From(search.Graph.Blocks[0], state{open: true})
	return len(t.leaks) == 0
}

func (t *tracker) nodeOfArg(n ast.Node, s state) (state, bool) {
	s = t.happen(n, s)
	if ret, ok := n.(*ast.ReturnStmt); ok && s.open {
		t.leak(ret, AtReturn)
		return s, false
	}
	return t.judge(n, s), true
}
