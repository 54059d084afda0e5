package bounds

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/cfg"

	"github.com/bgvet/bgvet/analyzers/internal/flow"
	"github.com/bgvet/bgvet/analyzers/internal/knowledge"
	"github.com/bgvet/bgvet/analyzers/internal/passes/calls"
	"github.com/bgvet/bgvet/analyzers/internal/syntax"
)

// IsLimited reports whether something that bounds how many run at once is passed
// on every path to a call: from the beginning of a turn of loop, or of the body
// when loop is nil. Bodies are what the call starts; they give back what is taken.
func (b *Bounds) IsLimited(c *calls.Call, loop *calls.Loop, bodies []*calls.Func) bool {
	return b.hasGroupLimit(c) || b.isLimitedSpawner(c) || b.IsGuarded(c, loop, bodies)
}

// IsGuarded is IsLimited for a call that starts nothing: only what is passed on the
// way to it counts.
func (b *Bounds) IsGuarded(c *calls.Call, loop *calls.Loop, bodies []*calls.Func) bool {
	l := limiting{Bounds: b, given: b.givenBack(bodies)}
	if !l.mayLimit(c.Func, loop) {
		return false
	}
	graph := b.Sum.Flow(c.Func)
	start := graph.Blocks[0]
	if loop != nil && loop.Func == c.Func {
		if start = graph.Body(loop.Stmt); start == nil {
			return false
		}
	}
	return !l.reaches(graph, start, c)
}

// limiting looks for what bounds one call.
type limiting struct {
	*Bounds
	given map[*types.Var]bool // channels that what is started receives from, or sends to
}

// mayLimit is a cheap test before a control flow graph is built.
func (l *limiting) mayLimit(f *calls.Func, loop *calls.Loop) bool {
	n := ast.Node(f.Body)
	if loop != nil && loop.Func == f {
		n = loop.Body
	}
	return l.passes(n) || l.hasCase(f)
}

func (l *limiting) hasCase(f *calls.Func) bool {
	for _, sel := range f.Selects {
		for _, c := range sel.Body.List {
			if l.isSlotCase(c.(*ast.CommClause)) {
				return true
			}
		}
	}
	return false
}

// reaches reports whether a path leads to a call on which nothing limits.
func (l *limiting) reaches(graph *flow.Graph, start *cfg.Block, call *calls.Call) bool {
	found := false
	optional := l.optional(call.Func.Body)
	search := flow.Search[struct{}]{
		Graph: graph,
		Node: func(n ast.Node, s struct{}) (struct{}, bool) {
			if syntax.Contains(n, call.Expr.Pos()) {
				found = true
			}
			return s, !found && !l.passes(n)
		},
		Case:   func(c *ast.CommClause, s struct{}) (struct{}, bool) { return s, !l.isSlotCase(c) },
		Branch: func(cond ast.Expr, taken bool, s struct{}) (struct{}, bool) { return s, taken || !optional[cond] },
	}
	search.From(start, struct{}{})
	return found
}

// optional lists the conditions of limits that can be turned off, such as
// if w.concurrency > 0 { <-w.slots }. Who leaves them out has decided on that.
func (l *limiting) optional(n ast.Node) map[ast.Expr]bool {
	out := make(map[ast.Expr]bool)
	ast.Inspect(n, func(n ast.Node) bool {
		if stmt, ok := n.(*ast.IfStmt); ok && stmt.Else == nil && l.isOption(stmt.Cond) && l.takesAll(stmt.Body) {
			out[ast.Unparen(stmt.Cond)] = true
		}
		return true
	})
	return out
}

// isOption: a number that is compared with zero, a value that may be nil, a flag.
func (l *limiting) isOption(cond ast.Expr) bool {
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		n, isConst := syntax.ConstInt(l.Info, e.Y)
		return e.Op == token.GTR && isConst && n == 0 || e.Op == token.NEQ && (isConst && n == 0 || l.Info.Types[e.Y].IsNil())
	case *ast.Ident, *ast.SelectorExpr:
		return true
	}
	return false
}

// takesAll: what stands in the block takes a slot, or leaves.
func (l *limiting) takesAll(block *ast.BlockStmt) bool {
	for _, stmt := range block.List {
		if sel, ok := stmt.(*ast.SelectStmt); ok {
			for _, c := range sel.Body.List {
				if l.isSlotCase(c.(*ast.CommClause)) {
					return true
				}
			}
		}
		if l.passes(stmt) {
			return true
		}
	}
	return false
}

// passes reports whether a node takes a slot, or asks how many are under way.
// What it only defines or starts does not count.
func (l *limiting) passes(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.GoStmt, *ast.DeferStmt:
			return false
		case *ast.SendStmt:
			found = found || l.isSlot(n.Chan)
		case *ast.CallExpr:
			found = found || l.IsAcquire(n)
		case *ast.BinaryExpr:
			found = found || l.isCount(n)
		case *ast.UnaryExpr:
			if ch := syntax.Receive(n); ch != nil {
				found = found || l.given[syntax.VarOf(l.Info, ch)]
			}
		}
		return !found
	})
	return found
}

func (l *limiting) isSlotCase(c *ast.CommClause) bool {
	ch, send := syntax.CommChannel(c)
	return ch != nil && (send && l.isSlot(ch) || l.given[syntax.VarOf(l.Info, ch)])
}

// isSlot: a send that blocks when all slots are taken; slots carry nothing, or
// are received again by what is started.
func (l *limiting) isSlot(ch ast.Expr) bool {
	return syntax.IsEmptyStruct(syntax.ElemOf(l.Info.TypeOf(ch))) || l.given[syntax.VarOf(l.Info, ch)]
}

// givenBack lists the channels that bodies, or what is inside them, receive from
// or send to without looking at the value.
func (b *Bounds) givenBack(bodies []*calls.Func) map[*types.Var]bool {
	given := make(map[*types.Var]bool)
	for _, f := range bodies {
		if f == nil {
			continue
		}
		for _, op := range f.Ops {
			if v := syntax.VarOf(b.Info, op.Chan); v != nil && op.Loop == nil && (op.Kind == calls.Receive || op.Kind == calls.Send) {
				given[v] = true
			}
		}
		for v := range b.givenBack(f.Lits) {
			given[v] = true
		}
	}
	return given
}

// IsAcquire reports whether a call takes one of a limited number of slots, by
// knowledge, by its body, or by its name.
func (b *Bounds) IsAcquire(call *ast.CallExpr) bool {
	fn := syntax.Callee(b.Info, call)
	if fn == nil {
		return false
	}
	if row, ok := b.Table.Call(fn); ok {
		return row.Does&knowledge.Limits != 0 && !isSetting(fn.Name()) || row.Does == knowledge.Pauses && fn.Name() != "Sleep"
	}
	return b.takesSlot(b.Graph.Decl(fn), 2) || saysLimit(fn)
}

// takesSlot: func (p *pool) acquire() { p.slots <- struct{}{} }.
func (b *Bounds) takesSlot(f *calls.Func, depth int) bool {
	if f == nil || depth == 0 {
		return false
	}
	for _, op := range f.Ops {
		if op.Kind == calls.Send && op.Loop == nil && syntax.IsEmptyStruct(syntax.ElemOf(b.Info.TypeOf(op.Chan))) {
			return true
		}
	}
	for _, sel := range f.Selects {
		for _, c := range sel.Body.List {
			if ch, send := syntax.CommChannel(c.(*ast.CommClause)); send && syntax.IsEmptyStruct(syntax.ElemOf(b.Info.TypeOf(ch))) {
				return true
			}
		}
	}
	for _, c := range f.Calls {
		if c.Mode != calls.Plain || c.Fn == nil {
			continue
		}
		if row, ok := b.Table.Call(c.Fn); ok && row.Does&knowledge.Limits != 0 && !isSetting(c.Fn.Name()) || b.takesSlot(b.Graph.Decl(c.Fn), depth-1) {
			return true
		}
	}
	return false
}

// isSetting: what makes or configures a limiter takes nothing from it.
func isSetting(name string) bool {
	for _, verb := range []string{"New", "Set", "With", "Limit"} {
		if strings.HasPrefix(name, verb) {
			return true
		}
	}
	return false
}

var limitNames = []string{"acquire", "semaphore", "throttle", "reserve", "limiter", "ratelimit", "slot", "permit", "token", "backpressure"}

// saysLimit goes by the names that limiters of a project's own are given. It only
// keeps a check silent.
func saysLimit(fn *types.Func) bool {
	name := strings.ToLower(fn.Name())
	if recv := fn.Signature().Recv(); recv != nil {
		if named := syntax.NamedOf(recv.Type()); named != nil {
			name += " " + strings.ToLower(named.Name())
		}
	}
	return slices.ContainsFunc(limitNames, func(word string) bool { return strings.Contains(name, word) })
}

// isCount: len(s.running) >= limit, s.active.Load() < s.max. What is compared with
// nothing or one only says whether there is any.
func (b *Bounds) isCount(cond *ast.BinaryExpr) bool {
	switch cond.Op {
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
	default:
		return false
	}
	return b.isCounter(cond.X) && !b.isNone(cond.Y) || b.isCounter(cond.Y) && !b.isNone(cond.X)
}

func (b *Bounds) isNone(e ast.Expr) bool {
	n, ok := syntax.ConstInt(b.Info, e)
	return ok && n <= 1
}

// isCounter: a count that the program keeps of its own work: an atomic, a field,
// the length of a field.
func (b *Bounds) isCounter(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		if syntax.IsBuiltin(b.Info, e, "len") {
			v := syntax.VarOf(b.Info, e.Args[0])
			return v != nil && v.IsField()
		}
		if syntax.IsConversion(b.Info, e) && len(e.Args) == 1 {
			return b.isCounter(e.Args[0])
		}
		fn := syntax.Callee(b.Info, e)
		return fn != nil && fn.Pkg() != nil && fn.Pkg().Path() == "sync/atomic"
	case *ast.SelectorExpr:
		v := syntax.VarOf(b.Info, e)
		return v != nil && v.IsField() && syntax.IsInteger(v.Type())
	}
	return false
}
